"""How well a company matches a requirement: a table of cases, and what holds of all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.matchmaking.rules.match import (
    CertificateMatch,
    CompanyProfile,
    Criteria,
    HeldCertificate,
    ProcessMatch,
    Verdict,
    match_of,
)
from forum.matchmaking.rules.ranking import Holding, Offering, Supply

TODAY = date(2026, 9, 9)
FAMILY, STAMPING, BENDING, OTHER = 1, 2, 3, 9

VALID = HeldCertificate(valid_until=date(2027, 9, 9), in_process=False, has_evidence=True)
EXPIRING = HeldCertificate(valid_until=TODAY + timedelta(days=20), in_process=False, has_evidence=True)
EXPIRED = HeldCertificate(valid_until=TODAY - timedelta(days=1), in_process=False, has_evidence=True)
IN_PROCESS = HeldCertificate(valid_until=None, in_process=True, has_evidence=False)
DECLARED = HeldCertificate(valid_until=None, in_process=False, has_evidence=False)


def profile(*processes: int, families: tuple[int, ...] = (), **certificates: HeldCertificate) -> CompanyProfile:
    return CompanyProfile(processes=frozenset(processes), families=frozenset(families), certificates=certificates)


def criteria(process: int = STAMPING, family: int | None = FAMILY, **asked: tuple[str, ...]) -> Criteria:
    return Criteria(process_id=process, family_id=family, **asked)


@pytest.mark.parametrize(
    ("asked", "company", "expected"),
    [
        (criteria(), profile(STAMPING, families=(FAMILY,)), ProcessMatch.OFFERED),
        (criteria(), profile(BENDING, families=(FAMILY,)), ProcessMatch.RELATED),
        (criteria(), profile(FAMILY), ProcessMatch.RELATED),
        (criteria(), profile(OTHER, families=(8,)), ProcessMatch.MISSING),
        (criteria(), profile(), ProcessMatch.MISSING),
        (criteria(FAMILY, None), profile(BENDING, families=(FAMILY,)), ProcessMatch.OFFERED),
        (criteria(FAMILY, None), profile(FAMILY), ProcessMatch.OFFERED),
        (criteria(FAMILY, None), profile(OTHER, families=(8,)), ProcessMatch.MISSING),
    ],
)
def test_the_process(asked: Criteria, company: CompanyProfile, expected: ProcessMatch) -> None:
    assert match_of(asked, company, TODAY).process is expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (VALID, CertificateMatch.VALID),
        (EXPIRING, CertificateMatch.EXPIRING),
        (EXPIRED, CertificateMatch.EXPIRED),
        (IN_PROCESS, CertificateMatch.IN_PROCESS),
        (DECLARED, CertificateMatch.DECLARED),
    ],
)
def test_a_certificate_held(held: HeldCertificate, expected: CertificateMatch) -> None:
    [reason] = match_of(criteria(mandatory=("iso",)), profile(STAMPING, iso=held), TODAY).certificates
    assert (reason.standard, reason.mandatory, reason.state, reason.valid_until) == (
        "iso",
        True,
        expected,
        held.valid_until,
    )


def test_a_certificate_not_held() -> None:
    [reason] = match_of(criteria(desirable=("iso",)), profile(STAMPING), TODAY).certificates
    assert (reason.mandatory, reason.state, reason.valid_until) == (False, CertificateMatch.MISSING, None)


@pytest.mark.parametrize(
    ("company", "expected"),
    [
        (profile(STAMPING, iso=VALID), Verdict.GOOD),
        (profile(STAMPING, iso=EXPIRING), Verdict.GOOD),
        (profile(STAMPING, iso=EXPIRED), Verdict.PARTIAL),
        (profile(STAMPING, iso=IN_PROCESS), Verdict.PARTIAL),
        (profile(STAMPING, iso=DECLARED), Verdict.PARTIAL),
        (profile(STAMPING), Verdict.PARTIAL),
        (profile(BENDING, families=(FAMILY,), iso=VALID), Verdict.PARTIAL),
        (profile(OTHER, iso=VALID), Verdict.POOR),
    ],
)
def test_the_verdict(company: CompanyProfile, expected: Verdict) -> None:
    assert match_of(criteria(mandatory=("iso",)), company, TODAY).verdict is expected


def test_a_desirable_certificate_never_spoils_the_verdict() -> None:
    assert match_of(criteria(desirable=("iso",)), profile(STAMPING), TODAY).verdict is Verdict.GOOD


helds = st.builds(
    HeldCertificate,
    valid_until=st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1)),
    in_process=st.booleans(),
    has_evidence=st.booleans(),
)
standards = st.lists(st.sampled_from("abcdef"), unique=True, max_size=4).map(tuple)
profiles = st.builds(
    CompanyProfile,
    processes=st.frozensets(st.integers(1, 9)),
    families=st.frozensets(st.integers(1, 9)),
    certificates=st.dictionaries(st.sampled_from("abcdef"), helds),
)
many_criteria = st.builds(
    Criteria,
    process_id=st.integers(1, 9),
    family_id=st.none() | st.integers(1, 9),
    mandatory=standards,
    desirable=standards,
)


@given(asked=many_criteria, company=profiles)
def test_every_certificate_asked_for_has_its_reason_and_the_score_its_bounds(
    asked: Criteria, company: CompanyProfile
) -> None:
    result = match_of(asked, company, TODAY)
    assert [reason.standard for reason in result.certificates] == [*asked.mandatory, *asked.desirable]
    assert 0 <= result.score <= 100


@given(asked=many_criteria, company=profiles)
def test_a_valid_certificate_never_makes_it_worse(asked: Criteria, company: CompanyProfile) -> None:
    better = CompanyProfile(
        processes=company.processes, families=company.families, certificates={**company.certificates, "a": VALID}
    )
    assert match_of(asked, better, TODAY).score >= match_of(asked, company, TODAY).score


@given(asked=many_criteria, company=profiles)
def test_a_perfect_match_scores_100_and_a_good_one_60_or_more(asked: Criteria, company: CompanyProfile) -> None:
    result = match_of(asked, company, TODAY)
    perfect = CompanyProfile(
        processes=frozenset({asked.process_id}),
        families=frozenset(),
        certificates=dict.fromkeys((*asked.mandatory, *asked.desirable), VALID),
    )
    assert match_of(asked, perfect, TODAY).score == 100
    assert result.verdict is not Verdict.GOOD or result.score >= 60


def supply_of(asked: Criteria, companies: list[CompanyProfile]) -> Supply:
    def offering(process_id: int) -> Offering:
        return Offering(
            itself={id for id, each in enumerate(companies) if process_id in each.processes},
            beneath={id for id, each in enumerate(companies) if process_id in each.families},
        )

    def holding(standard: str) -> Holding:
        held = {id: each.certificates.get(standard) for id, each in enumerate(companies)}
        return Holding.on(TODAY, {id: each for id, each in held.items() if each is not None})

    return Supply(
        criteria=asked,
        process=offering(asked.process_id),
        family=None if asked.family_id is None else offering(asked.family_id),
        holders={standard: holding(standard) for standard in (*asked.mandatory, *asked.desirable)},
    )


@given(asked=many_criteria, companies=st.lists(profiles, max_size=8))
def test_the_order_of_thousands_is_that_of_their_matches(asked: Criteria, companies: list[CompanyProfile]) -> None:
    supply = supply_of(asked, companies)
    matches = [match_of(asked, each, TODAY) for each in companies]
    assert supply.ranked(range(len(companies))) == sorted(range(len(companies)), key=lambda id: -matches[id].score)
    assert [match_of(asked, supply.profile_of(id), TODAY) for id in range(len(companies))] == matches
