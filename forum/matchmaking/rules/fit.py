"""Whether a company fits a requirement, and why: said in words, never as a bare figure; a person decides.

LFPDPPP: a purely automated evaluation can be opposed; so the reasons are what is shown, and the score only orders.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from forum.companies.rules.certificates import certificate_state


class ProcessFit(enum.StrEnum):
    """How the process asked for stands to what the company offers."""

    OFFERED = "offered"
    RELATED = "related"
    MISSING = "missing"


class CertificateFit(enum.StrEnum):
    """How a certificate asked for stands to what the company holds."""

    VALID = "valid"
    EXPIRING = "expiring"
    DECLARED = "declared"
    IN_PROCESS = "in_process"
    EXPIRED = "expired"
    MISSING = "missing"


class Verdict(enum.StrEnum):
    """The whole in one word: fits, fits in part, does not fit."""

    GOOD = "good"
    PARTIAL = "partial"
    POOR = "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A requirement as matching sees it: its process, the family it belongs to (None for a family), certificates."""

    process_id: int
    family_id: int | None
    mandatory: tuple[str, ...] = ()
    desirable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A certificate of a company, as declared."""

    valid_until: date | None
    in_process: bool
    has_evidence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A company as matching sees it: processes offered, the families they belong to, certificates by standard."""

    processes: frozenset[int]
    families: frozenset[int]
    certificates: Mapping[str, Held]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateReason:
    """One certificate asked for and how it stands."""

    standard: str
    mandatory: bool
    state: CertificateFit
    valid_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Why a company fits or not. `score` (0 to 100) orders a list and is never shown."""

    process: ProcessFit
    certificates: tuple[CertificateReason, ...]
    verdict: Verdict
    score: int


WEIGHT = {
    CertificateFit.VALID: 100,
    CertificateFit.EXPIRING: 90,
    CertificateFit.DECLARED: 60,
    CertificateFit.IN_PROCESS: 40,
    CertificateFit.EXPIRED: 20,
    CertificateFit.MISSING: 0,
}
PROCESS_POINTS = {ProcessFit.OFFERED: 60, ProcessFit.RELATED: 25, ProcessFit.MISSING: 0}
MANDATORY_POINTS, DESIRABLE_POINTS = 30, 10
HOLDS = frozenset({CertificateFit.VALID, CertificateFit.EXPIRING})


def fit(requirement: Wanted, profile: Profile, today: date) -> Fit:
    """Whether a company fits a requirement on this day, and why."""
    return fits([requirement], profile, today)[0]


def fits(requirements: Iterable[Wanted], profile: Profile, today: date) -> list[Fit]:
    """`fit` of many requirements: each certificate is judged once, and so is each wish."""
    judged: dict[tuple[str, bool], CertificateReason] = {}
    seen: dict[Wanted, Fit] = {}
    found = []
    for requirement in requirements:
        known = seen.get(requirement)
        if known is None:
            known = seen[requirement] = _fit(requirement, profile, today, judged)
        found.append(known)
    return found


def _fit(requirement: Wanted, profile: Profile, today: date, judged: dict[tuple[str, bool], CertificateReason]) -> Fit:
    process = process_fit(requirement, profile)
    asked = [(standard, True) for standard in requirement.mandatory]
    asked += [(standard, False) for standard in requirement.desirable]
    for standard, mandatory in asked:
        if (standard, mandatory) not in judged:
            judged[standard, mandatory] = _certificate(standard, profile, mandatory=mandatory, today=today)
    reasons = tuple(judged[each] for each in asked)
    return Fit(
        process=process, certificates=reasons, verdict=_verdict(process, reasons), score=_score(process, reasons)
    )


def process_fit(requirement: Wanted, profile: Profile) -> ProcessFit:
    """Offered itself (or any process of the family, where a family is asked for); a sister process; or nothing."""
    if requirement.process_id in profile.processes:
        return ProcessFit.OFFERED
    if requirement.family_id is None:
        return ProcessFit.OFFERED if requirement.process_id in profile.families else ProcessFit.MISSING
    if requirement.family_id in profile.families | profile.processes:
        return ProcessFit.RELATED
    return ProcessFit.MISSING


def _certificate(standard: str, profile: Profile, *, mandatory: bool, today: date) -> CertificateReason:
    held = profile.certificates.get(standard)
    if held is None:
        return CertificateReason(standard=standard, mandatory=mandatory, state=CertificateFit.MISSING, valid_until=None)
    state = certificate_state(
        valid_until=held.valid_until, in_process=held.in_process, has_evidence=held.has_evidence, today=today
    )
    return CertificateReason(
        standard=standard, mandatory=mandatory, state=CertificateFit(state.value), valid_until=held.valid_until
    )


def _verdict(process: ProcessFit, reasons: tuple[CertificateReason, ...]) -> Verdict:
    if process is ProcessFit.MISSING:
        return Verdict.POOR
    holds_all = all(reason.state in HOLDS for reason in reasons if reason.mandatory)
    return Verdict.GOOD if process is ProcessFit.OFFERED and holds_all else Verdict.PARTIAL


def _score(process: ProcessFit, reasons: tuple[CertificateReason, ...]) -> int:
    mandatory = [WEIGHT[reason.state] for reason in reasons if reason.mandatory]
    desirable = [WEIGHT[reason.state] for reason in reasons if not reason.mandatory]
    return PROCESS_POINTS[process] + _share(mandatory, MANDATORY_POINTS) + _share(desirable, DESIRABLE_POINTS)


def _share(weights: list[int], points: int) -> int:
    return points if not weights else points * sum(weights) // (100 * len(weights))
