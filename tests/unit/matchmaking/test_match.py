"""Why a company matches_of a requirement: a table of cases, and what holds of all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.matchmaking.rules.match import CertificateMatch, HeldCertificate, ProcessMatch, CompanyProfile, Verdict, Criteria, fit

TODAY = date(2026, 9, 9)
FAMILY, STAMPING, BENDING, OTHER = 1, 2, 3, 9

VALID = HeldCertificate(valid_until=date(2027, 9, 9), in_process=False, has_evidence=True)
EXPIRING = HeldCertificate(valid_until=TODAY + timedelta(days=20), in_process=False, has_evidence=True)
EXPIRED = HeldCertificate(valid_until=TODAY - timedelta(days=1), in_process=False, has_evidence=True)
IN_PROCESS = HeldCertificate(valid_until=None, in_process=True, has_evidence=False)
DECLARED = HeldCertificate(valid_until=None, in_process=False, has_evidence=False)


def profile(*processes: int, families: tuple[int, ...] = (), **certificates: HeldCertificate) -> CompanyProfile:
    return CompanyProfile(processes=frozenset(processes), families=frozenset(families), certificates=certificates)


def wanted(process: int = STAMPING, family: int | None = FAMILY, **asked: tuple[str, ...]) -> Criteria:
    return Criteria(process_id=process, family_id=family, **asked)


@pytest.mark.parametrize(
    ("requirement", "company", "expected"),
    [
        (wanted(), profile(STAMPING, families=(FAMILY,)), ProcessMatch.OFFERED),
        (wanted(), profile(BENDING, families=(FAMILY,)), ProcessMatch.RELATED),
        (wanted(), profile(FAMILY), ProcessMatch.RELATED),
        (wanted(), profile(OTHER, families=(8,)), ProcessMatch.MISSING),
        (wanted(), profile(), ProcessMatch.MISSING),
        (wanted(FAMILY, None), profile(BENDING, families=(FAMILY,)), ProcessMatch.OFFERED),
        (wanted(FAMILY, None), profile(FAMILY), ProcessMatch.OFFERED),
        (wanted(FAMILY, None), profile(OTHER, families=(8,)), ProcessMatch.MISSING),
    ],
)
def test_the_process(requirement: Criteria, company: CompanyProfile, expected: ProcessMatch) -> None:
    assert fit(requirement, company, TODAY).process is expected


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
    [reason] = fit(wanted(mandatory=("iso",)), profile(STAMPING, iso=held), TODAY).certificates
    assert (reason.standard, reason.mandatory, reason.state, reason.valid_until) == (
        "iso",
        True,
        expected,
        held.valid_until,
    )


def test_a_certificate_not_held() -> None:
    [reason] = fit(wanted(desirable=("iso",)), profile(STAMPING), TODAY).certificates
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
    assert fit(wanted(mandatory=("iso",)), company, TODAY).verdict is expected


def test_a_desirable_certificate_never_spoils_the_verdict() -> None:
    assert fit(wanted(desirable=("iso",)), profile(STAMPING), TODAY).verdict is Verdict.GOOD


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
requirements = st.builds(
    Criteria,
    process_id=st.integers(1, 9),
    family_id=st.none() | st.integers(1, 9),
    mandatory=standards,
    desirable=standards,
)


@given(requirement=requirements, company=profiles)
def test_every_certificate_asked_for_has_its_reason_and_the_score_its_bounds(
    requirement: Criteria, company: CompanyProfile
) -> None:
    result = fit(requirement, company, TODAY)
    assert [reason.standard for reason in result.certificates] == [*requirement.mandatory, *requirement.desirable]
    assert 0 <= result.score <= 100


@given(requirement=requirements, company=profiles)
def test_a_valid_certificate_never_makes_it_worse(requirement: Criteria, company: CompanyProfile) -> None:
    better = CompanyProfile(
        processes=company.processes, families=company.families, certificates={**company.certificates, "a": VALID}
    )
    assert fit(requirement, better, TODAY).score >= fit(requirement, company, TODAY).score


@given(requirement=requirements, company=profiles)
def test_what_fits_comes_before_what_does_not(requirement: Criteria, company: CompanyProfile) -> None:
    result = fit(requirement, company, TODAY)
    perfect = CompanyProfile(
        processes=frozenset({requirement.process_id}),
        families=frozenset(),
        certificates=dict.fromkeys((*requirement.mandatory, *requirement.desirable), VALID),
    )
    assert fit(requirement, perfect, TODAY).score == 100
    assert result.verdict is not Verdict.GOOD or result.score >= 60
