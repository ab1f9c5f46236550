"""How the members of an ally are counted: everybody once by RFC, and no number so small that it tells of a person."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from forum.companies.enums import Sector, Stratum
from forum.companies.rules import distinct as companies
from forum.companies.rules.few import LEAST, hidden_lines

LETTERS_OF_PERSON = 13
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A company that belongs to an ally, and what it does in an edition.

    `asked`: meeting requests it is a side of; `scheduled`: its meetings that are not cancelled; `over`: those of them
    whose time has passed.
    """

    id: int
    name: str
    legal_name: str
    rfc: str | None
    sector: Sector
    stratum: Stratum | None
    municipality: str = ""
    registered: bool = False
    approved: bool = False
    has_stand: bool = False
    asked: int = 0
    scheduled: int = 0
    over: int = 0

    @property
    def key(self) -> str:
        """What it is told apart by: its RFC; one without RFC, or with a generic one, is itself."""
        return companies.key_of(self.id, self.rfc)

    @property
    def is_person(self) -> bool:
        """Whether it is a natural person, by its RFC; who has none of their own may be one."""
        return self.key.startswith("#") or len(self.key) == LETTERS_OF_PERSON

    @property
    def shown_rfc(self) -> str:
        """The RFC of a legal entity; a natural person's is personal data, and a generic one says nothing."""
        return "" if self.is_person else self.key


def distinct(members: Iterable[Member]) -> list[Member]:
    """Each company once: those of one RFC are one, which does what any of them does."""
    return companies.distinct(members, _joined)


def _joined(known: Member, other: Member) -> Member:
    return replace(
        known,
        registered=known.registered or other.registered,
        approved=known.approved or other.approved,
        has_stand=known.has_stand or other.has_stand,
        asked=known.asked + other.asked,
        scheduled=known.scheduled + other.scheduled,
        over=known.over + other.over,
    )


def totals_of(members: Collection[Member]) -> list[int]:
    """Companies: all, registered, approved, with a stand; their requests, meetings and meetings whose time passed."""
    return [
        len(members),
        sum(each.registered for each in members),
        sum(each.approved for each in members),
        sum(each.has_stand for each in members),
        sum(each.asked for each in members),
        sum(each.scheduled for each in members),
        sum(each.over for each in members),
    ]


def grouped(members: Iterable[Member], key: Callable[[Member], K]) -> dict[K, list[Member]]:
    """The members by what they have in common."""
    found: dict[K, list[Member]] = {}
    for each in members:
        found.setdefault(key(each), []).append(each)
    return found


def are_telling(members: Collection[Member]) -> bool:
    """Whether a line about these companies would tell the size or the doings of a natural person."""
    return 0 < len(members) < LEAST and any(each.is_person for each in members)


def told_counts(counts: Mapping[K, int]) -> dict[K, int | None]:
    """Numbers of people in groups that add up to a total which is told: None where a number is too small to tell."""
    keys = list(counts)
    sizes = [counts[key] for key in keys]
    hidden = hidden_lines(sizes, [place for place, size in enumerate(sizes) if 0 < size < LEAST])
    return {key: None if place in hidden else counts[key] for place, key in enumerate(keys)}
