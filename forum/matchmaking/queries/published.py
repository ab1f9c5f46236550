"""The published requirements of an edition in memory, half a minute old at most: what a search looks at and shows.

A change in the same process is seen at once. `requirements.list_candidates` asks the database the same; tests compare.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from forum.companies.models import Capability, Certificate, Company, Process
from forum.core.database import session
from forum.core.kept import Kept
from forum.core.search import is_in, words
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.models import Buyer, Requirement, RequirementCertificate
from forum.matchmaking.queries.profiles import get_profiles
from forum.matchmaking.queries.requirements import RequirementSearch
from forum.matchmaking.rules.match import CompanyProfile, Criteria, Match, Verdict, match_of

SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRequirement:
    """A published requirement as a search shows it; `kind`: the number of what it asks for, among all that is asked."""

    id: int
    title: str
    company_id: int
    company: str
    process_es: str
    process_en: str
    annual_volume: int | None
    volume_unit: str
    starts_on: date | None
    kind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A requirement, and what a search compares."""

    shown: PublishedRequirement
    folded: str
    process_ids: frozenset[int | None]
    standards: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The published requirements of an edition, the newest first; what they ask for, each once; who buys, by name."""

    entries: tuple[Entry, ...]
    kinds: tuple[Criteria, ...]
    buyers: tuple[tuple[int, str], ...]


def published_in(edition_id: int) -> Shelf:
    """The shelf of an edition, in two statements."""
    rows, asked = session().execute(_PUBLISHED, {"edition_id": edition_id}).all(), _asked_in(edition_id)
    kinds: dict[Criteria, int] = {}
    entries = []
    for row in rows:
        criteria = Criteria.of(row.process_id, row.parent_id, asked[row.id])
        entries.append(
            Entry(
                shown=_shown(row, kind=kinds.setdefault(criteria, len(kinds))),
                folded=row.folded,
                process_ids=frozenset({row.process_id, row.parent_id}),
                standards=frozenset(standard for standard, _mandatory in asked[row.id]),
            )
        )
    buyers = {(row.name_sorted, row.company_id, row.name) for row in rows}
    return Shelf(
        entries=tuple(entries),
        kinds=tuple(kinds),
        buyers=tuple((company_id, name) for _folded, company_id, name in sorted(buyers)),
    )


def _shown(row: Row[Any], *, kind: int) -> PublishedRequirement:
    return PublishedRequirement(
        id=row.id,
        title=row.title,
        company_id=row.company_id,
        company=row.name,
        process_es=row.name_es,
        process_en=row.name_en,
        annual_volume=row.annual_volume,
        volume_unit=row.volume_unit,
        starts_on=row.starts_on,
        kind=kind,
    )


def _asked_in(edition_id: int) -> dict[int, list[tuple[str, bool]]]:
    """The certificates each published requirement asks for, and whether each is mandatory."""
    asked: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for requirement_id, standard, mandatory in session().execute(_ASKED, {"edition_id": edition_id}):
        asked[requirement_id].append((standard, mandatory))
    return asked


_IS_PUBLISHED = (
    Requirement.edition_id == bindparam("edition_id"),
    Requirement.status == RequirementStatus.PUBLISHED,
)
_PUBLISHED = (
    select(
        Requirement.id,
        Requirement.title,
        Requirement.annual_volume,
        Requirement.volume_unit,
        Requirement.starts_on,
        Requirement.folded,
        Company.id.label("company_id"),
        Company.name,
        Company.name_sorted,
        Process.id.label("process_id"),
        Process.parent_id,
        Process.name_es,
        Process.name_en,
    )
    .join(Process, Process.id == Requirement.process_id)
    .join(Buyer, Buyer.id == Requirement.buyer_id)
    .join(Company, Company.id == Buyer.company_id)
    .where(*_IS_PUBLISHED)
    .order_by(Requirement.published_at.desc(), Requirement.id.desc())
)
_ASKED = (
    select(RequirementCertificate.requirement_id, RequirementCertificate.standard, RequirementCertificate.mandatory)
    .join(Requirement, Requirement.id == RequirementCertificate.requirement_id)
    .where(*_IS_PUBLISHED)
    .order_by(RequirementCertificate.standard)
)

kept_shelf = Kept(published_in, of=(Requirement, RequirementCertificate, Buyer, Company, Process), seconds=SECONDS)


kept_profiles = Kept(get_profiles, of=(Capability, Certificate, Process), seconds=SECONDS)
"""`get_profiles` of a frozenset of companies, for those who look at them; a company sees its own as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search finds: the best matches first, the newest first among equals; `matches`: of each kind found."""

    requirements: Sequence[PublishedRequirement]
    matches: Mapping[int, Match]

    def match_of(self, requirement: PublishedRequirement) -> Match:
        """How well the company matches one of them."""
        return self.matches[requirement.kind]

    @property
    def good(self) -> list[PublishedRequirement]:
        """Those the company matches well."""
        return [each for each in self.requirements if self.matches[each.kind].verdict is Verdict.GOOD]


def find_on(shelf: Shelf, search: RequirementSearch, *, profile: CompanyProfile, today: date) -> Found:
    """The requirements a search finds, in the order of this company's match on this day."""
    found = [entry.shown for entry in _entries_on(shelf, search)]
    kinds = {each.kind for each in found}
    matches = {kind: match_of(shelf.kinds[kind], profile, today) for kind in kinds}
    return Found(requirements=sorted(found, key=lambda each: -matches[each.kind].score), matches=matches)


def _entries_on(shelf: Shelf, search: RequirementSearch) -> Sequence[Entry]:
    found: Sequence[Entry] = shelf.entries
    if search.process_id is not None:
        found = [entry for entry in found if search.process_id in entry.process_ids]
    if search.standard:
        found = [entry for entry in found if search.standard in entry.standards]
    if search.company_id is not None:
        found = [entry for entry in found if entry.shown.company_id == search.company_id]
    for word in words(search.text):
        found = [entry for entry in found if is_in(word, entry.folded)]
    return found
