"""How well a company matches a requirement, and why: said in words, never as a bare figure; a person decides.

A purely automated evaluation can be opposed (LFPDPPP): so the reasons are shown, and the score only orders a list.
"""

import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from forum.companies.rules.certificates import certificate_state, standard_name


class ProcessMatch(enum.StrEnum):
    """Whether the company offers the process asked for, or one of the same family."""

    OFFERED = "offered"
    RELATED = "related"
    MISSING = "missing"


class CertificateMatch(enum.StrEnum):
    """The state of a certificate asked for at the company; MISSING: it holds none."""

    VALID = "valid"
    EXPIRING = "expiring"
    DECLARED = "declared"
    IN_PROCESS = "in_process"
    EXPIRED = "expired"
    MISSING = "missing"


class Verdict(enum.StrEnum):
    """The match in one word: good, in part, poor."""

    GOOD = "good"
    PARTIAL = "partial"
    POOR = "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What a requirement asks of a company: a process, the family it belongs to (None for a family), certificates."""

    process_id: int
    family_id: int | None
    mandatory: tuple[str, ...] = ()
    desirable: tuple[str, ...] = ()

    @classmethod
    def of(cls, process_id: int, family_id: int | None, certificates: Collection[tuple[str, bool]]) -> "Criteria":
        """The criteria with these certificates: pairs of a standard and whether it is mandatory."""
        return cls(
            process_id=process_id,
            family_id=family_id,
            mandatory=tuple(standard for standard, mandatory in certificates if mandatory),
            desirable=tuple(standard for standard, mandatory in certificates if not mandatory),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCertificate:
    """A certificate of a company, as declared."""

    valid_until: date | None
    in_process: bool
    has_evidence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyProfile:
    """What a company offers: processes, the families they belong to, certificates by standard."""

    processes: frozenset[int]
    families: frozenset[int]
    certificates: Mapping[str, HeldCertificate]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateReason:
    """One certificate asked for and its state at the company."""

    standard: str
    mandatory: bool
    state: CertificateMatch
    valid_until: date | None

    @property
    def standard_name(self) -> str:
        """The name of the standard."""
        return standard_name(self.standard)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How well a company matches a requirement. `score` (0 to 100) orders a list and is never shown."""

    process: ProcessMatch
    certificates: tuple[CertificateReason, ...]
    verdict: Verdict
    score: int


WEIGHT = {
    CertificateMatch.VALID: 100,
    CertificateMatch.EXPIRING: 90,
    CertificateMatch.DECLARED: 60,
    CertificateMatch.IN_PROCESS: 40,
    CertificateMatch.EXPIRED: 20,
    CertificateMatch.MISSING: 0,
}
PROCESS_POINTS = {ProcessMatch.OFFERED: 60, ProcessMatch.RELATED: 25, ProcessMatch.MISSING: 0}
MANDATORY_POINTS, DESIRABLE_POINTS = 30, 10
HOLDS = frozenset({CertificateMatch.VALID, CertificateMatch.EXPIRING})


def match_of(criteria: Criteria, profile: CompanyProfile, today: date) -> Match:
    """How well a company matches a requirement on this day, and why."""
    return matches_of([criteria], profile, today)[0]


def matches_of(criteria: Iterable[Criteria], profile: CompanyProfile, today: date) -> list[Match]:
    """`match_of` for many requirements: equal criteria and equal certificates are judged once."""
    reasons: dict[tuple[str, bool], CertificateReason] = {}
    matches: dict[Criteria, Match] = {}
    found = []
    for each in criteria:
        known = matches.get(each)
        if known is None:
            known = matches[each] = _match(each, profile, today, reasons)
        found.append(known)
    return found


def _match(
    criteria: Criteria, profile: CompanyProfile, today: date, known: dict[tuple[str, bool], CertificateReason]
) -> Match:
    process = _process_match(criteria, profile)
    asked = [(standard, True) for standard in criteria.mandatory]
    asked += [(standard, False) for standard in criteria.desirable]
    for standard, mandatory in asked:
        if (standard, mandatory) not in known:
            known[standard, mandatory] = _certificate(standard, profile, mandatory=mandatory, today=today)
    reasons = tuple(known[each] for each in asked)
    return Match(
        process=process, certificates=reasons, verdict=_verdict(process, reasons), score=_score(process, reasons)
    )


def _process_match(criteria: Criteria, profile: CompanyProfile) -> ProcessMatch:
    """Whether the process is offered (or any of the family, where a family is asked for), or another of its family."""
    if criteria.process_id in profile.processes:
        return ProcessMatch.OFFERED
    if criteria.family_id is None:
        return ProcessMatch.OFFERED if criteria.process_id in profile.families else ProcessMatch.MISSING
    if criteria.family_id in profile.families | profile.processes:
        return ProcessMatch.RELATED
    return ProcessMatch.MISSING


def _certificate(standard: str, profile: CompanyProfile, *, mandatory: bool, today: date) -> CertificateReason:
    held = profile.certificates.get(standard)
    if held is None:
        return CertificateReason(
            standard=standard, mandatory=mandatory, state=CertificateMatch.MISSING, valid_until=None
        )
    return CertificateReason(
        standard=standard, mandatory=mandatory, state=_state(held, today), valid_until=held.valid_until
    )


def weight_of(held: HeldCertificate, today: date) -> int:
    """How much a certificate counts on this day, of a hundred."""
    return WEIGHT[_state(held, today)]


def _state(held: HeldCertificate, today: date) -> CertificateMatch:
    state = certificate_state(
        valid_until=held.valid_until, in_process=held.in_process, has_evidence=held.has_evidence, today=today
    )
    return CertificateMatch(state.value)


def _verdict(process: ProcessMatch, reasons: tuple[CertificateReason, ...]) -> Verdict:
    if process is ProcessMatch.MISSING:
        return Verdict.POOR
    holds_all = all(reason.state in HOLDS for reason in reasons if reason.mandatory)
    return Verdict.GOOD if process is ProcessMatch.OFFERED and holds_all else Verdict.PARTIAL


def _score(process: ProcessMatch, reasons: tuple[CertificateReason, ...]) -> int:
    mandatory = [WEIGHT[reason.state] for reason in reasons if reason.mandatory]
    desirable = [WEIGHT[reason.state] for reason in reasons if not reason.mandatory]
    points = share(sum(mandatory), len(mandatory), MANDATORY_POINTS)
    return PROCESS_POINTS[process] + points + share(sum(desirable), len(desirable), DESIRABLE_POINTS)


def share(weights: int, asked: int, points: int) -> int:
    """The points for certificates that weigh so much together, where so many are asked for; all where none is."""
    return points if not asked else points * weights // (100 * asked)
