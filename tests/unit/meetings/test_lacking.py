"""What buyers asked for and companies lack: certificates, processes, capacity."""

from forum.matchmaking.rules.capacity import CapacityMatch
from forum.matchmaking.rules.match import CertificateMatch, CertificateReason, Match, ProcessMatch, Verdict
from forum.meetings.enums import Lacking
from forum.meetings.rules.lacking import Compared, Lack, lacked, name_of


def compared(
    company: int,
    requirement: int,
    *states: CertificateMatch,
    process: ProcessMatch = ProcessMatch.OFFERED,
    capacity: CapacityMatch | None = None,
    mandatory: bool = True,
) -> Compared:
    reasons = tuple(
        CertificateReason(standard="iso-9001", mandatory=mandatory, state=state, valid_until=None) for state in states
    )
    match = Match(process=process, certificates=reasons, verdict=Verdict.PARTIAL, score=0)
    return Compared(company_id=company, requirement_id=requirement, process_id=7, match=match, capacity=capacity)


def test_what_does_not_hold_is_lacking_and_what_holds_is_not() -> None:
    for state in CertificateMatch:
        found = [each.lack for each in lacked([compared(1, 1, state)])]
        holds = state in {CertificateMatch.VALID, CertificateMatch.EXPIRING}
        assert found == ([] if holds else [Lack(Lacking.CERTIFICATE, "iso-9001")])


def test_requirements_and_companies_are_counted_once_and_the_most_wanted_comes_first() -> None:
    missing = CertificateMatch.MISSING
    rows = [
        compared(1, 1, missing, process=ProcessMatch.RELATED),
        compared(2, 1, missing),
        compared(1, 2, missing, mandatory=False, capacity=CapacityMatch.LESS),
        compared(3, 3, CertificateMatch.VALID, capacity=CapacityMatch.ENOUGH),
    ]
    found = [(each.lack.what, each.requirements, each.mandatory, each.companies) for each in lacked(rows)]
    assert found == [
        (Lacking.CERTIFICATE, 2, 1, 2),
        (Lacking.CAPACITY, 1, 1, 1),
        (Lacking.PROCESS, 1, 1, 1),
    ]


def test_each_thing_has_a_name() -> None:
    assert name_of(Lack(Lacking.CERTIFICATE, "iso-9001"), {}) == "ISO 9001"
    assert name_of(Lack(Lacking.PROCESS, "", 7), {7: "Forja"}) == "Forja"
