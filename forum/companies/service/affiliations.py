"""Which companies belong to an ally: added by the organisers, by a code only members have, or asked and confirmed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.companies.errors import AlreadyAffiliated, ClaimAnswered, ClaimOpen, CodeGiven, NoSuchCompany
from forum.companies.models import Affiliation, AffiliationClaim, Ally, AllyCode, Company, CompanyCode
from forum.companies.notices import notify_affiliation_answered
from forum.companies.rules.rfc import GENERIC_RFCS, parse_rfc
from forum.companies.service.codes import release_ally_code, take_ally_code
from forum.companies.service.events import record_event
from forum.core.database import atomic, found, locked, refusing, session

OPEN_CLAIM = "uq_affiliation_claim_open"


def try_code(code_text: str, *, edition_id: int, now: datetime) -> None:
    """Refuse a code that cannot be used, and use nothing.

    Raises:
        UnknownCode, CodeExpired, CodeUsedUp
    """
    with atomic():
        release_ally_code(take_ally_code(code_text, edition_id=edition_id, now=now).id)


def use_code(company_id: int, code_text: str, *, edition_id: int, by: int, now: datetime) -> tuple[AllyCode, bool]:
    """Record the code by which a company came; returns it, and whether the company belongs to its ally now.

    A code that not only members have asks for the affiliation, which the ally or the organisers confirm.

    Raises:
        UnknownCode, CodeExpired, CodeUsedUp: it cannot be used.
        CodeGiven: the company gave one in this edition already.
    """
    with atomic() as current:
        locked(Company, company_id)
        given = current.scalars(
            select(CompanyCode)
            .where(CompanyCode.company_id == company_id, CompanyCode.edition_id == edition_id)
            .options(joinedload(CompanyCode.code))
        ).one_or_none()
        if given is not None:
            raise CodeGiven(code=given.code.code)
        code = take_ally_code(code_text, edition_id=edition_id, now=now)
        current.add(CompanyCode(company_id=company_id, edition_id=edition_id, code_id=code.id, used_at=now))
        record_event(company_id, "code_used", by=by, now=now, code=code.code)
        if is_affiliated(company_id, code.ally_id):
            return code, True
        if code.affiliates:
            _affiliate(company_id, code.ally_id, by=by, now=now)
        elif _find_open(company_id, code.ally_id) is None:
            _ask(company_id, code.ally_id, by=by, now=now)
    return code, code.affiliates


def ask_affiliation(company_id: int, ally_id: int, *, by: int, now: datetime) -> None:
    """Ask an ally to confirm that a company belongs to it.

    Raises:
        NotFound: there is no such ally.
        AlreadyAffiliated: it belongs to it.
        ClaimOpen: it has asked already.
    """
    with atomic() as current:
        locked(Company, company_id)
        _ensure_outside(company_id, found(current.get(Ally, ally_id)))
        with refusing(OPEN_CLAIM, ClaimOpen()):
            _ask(company_id, ally_id, by=by, now=now)


def answer_claim(claim_id: int, *, ally_id: int, accepts: bool, edition_slug: str, by: int, now: datetime) -> Company:
    """Confirm that a company belongs to the ally, or not, and tell the company; returns the company.

    Raises:
        NotFound: the ally has no such claim.
        ClaimAnswered: somebody answered it meanwhile.
    """
    with atomic() as current:
        company_id = found(current.get(AffiliationClaim, claim_id)).company_id
        company = locked(Company, company_id)
        claim = locked(AffiliationClaim, claim_id, ally_id=ally_id)
        if claim.decided_at is not None:
            raise ClaimAnswered
        claim.decided_at, claim.decided_by_id, claim.accepted = now, by, accepts
        if not accepts:
            record_event(company_id, "affiliation_denied", by=by, now=now, ally_id=ally_id)
        elif not is_affiliated(company_id, ally_id):
            _affiliate(company_id, ally_id, by=by, now=now)
        ally = current.get_one(Ally, ally_id)
        notify_affiliation_answered(company, ally, is_member=accepts, edition_slug=edition_slug, now=now)
    return company


def add_member_company(ally_id: int, *, rfc: str, edition_slug: str, by: int, now: datetime) -> Company:
    """Let the company with this RFC belong to the ally; what it asked for is confirmed, and it is told.

    Raises:
        NotFound: there is no such ally.
        NoSuchCompany: no registered company has the RFC, or it is a generic one.
        AlreadyAffiliated: it belongs to it.
        RfcLengthWrong, RfcLettersWrong, RfcDateUnreal: the RFC is not valid.
    """
    number = parse_rfc(rfc).number
    with atomic() as current:
        ally = found(current.get(Ally, ally_id))
        known = current.scalars(select(Company.id).where(Company.rfc == number)).one_or_none()
        if known is None or number in GENERIC_RFCS:
            raise NoSuchCompany
        return affiliate_company(known, ally.id, edition_slug=edition_slug, by=by, now=now)


def affiliate_company(company_id: int, ally_id: int, *, edition_slug: str, by: int, now: datetime) -> Company:
    """Let a company belong to an ally; what it asked for is confirmed, and it is told.

    Raises:
        NotFound: there is no such company or ally.
        AlreadyAffiliated: it belongs to it.
    """
    with atomic() as current:
        ally = found(current.get(Ally, ally_id))
        company = locked(Company, company_id)
        _ensure_outside(company.id, ally)
        claim = _find_open(company.id, ally_id)
        if claim is not None:
            claim.decided_at, claim.decided_by_id, claim.accepted = now, by, True
            notify_affiliation_answered(company, ally, is_member=True, edition_slug=edition_slug, now=now)
        _affiliate(company.id, ally_id, by=by, now=now)
    return company


def end_affiliation(affiliation_id: int, *, by: int, now: datetime, **owner: int) -> None:
    """End the membership of a company; `owner`: whose it must be, `ally_id` or `company_id`.

    Raises:
        NotFound: there is no such membership.
    """
    with atomic() as current:
        affiliation = locked(Affiliation, affiliation_id, **owner)
        current.delete(affiliation)
        record_event(affiliation.company_id, "affiliation_ended", by=by, now=now, ally_id=affiliation.ally_id)


def is_affiliated(company_id: int, ally_id: int) -> bool:
    """Whether a company belongs to an ally."""
    query = select(Affiliation.id).where(Affiliation.company_id == company_id, Affiliation.ally_id == ally_id)
    return session().scalars(query).one_or_none() is not None


def _ensure_outside(company_id: int, ally: Ally) -> None:
    if is_affiliated(company_id, ally.id):
        raise AlreadyAffiliated(ally=ally.name)


def _find_open(company_id: int, ally_id: int) -> AffiliationClaim | None:
    of_both = AffiliationClaim.company_id == company_id, AffiliationClaim.ally_id == ally_id
    return session().scalars(select(AffiliationClaim).where(*of_both, AffiliationClaim.decided_at.is_(None))).first()


def _ask(company_id: int, ally_id: int, *, by: int, now: datetime) -> None:
    session().add(AffiliationClaim(company_id=company_id, ally_id=ally_id, asked_at=now, asked_by_id=by))
    record_event(company_id, "affiliation_asked", by=by, now=now, ally_id=ally_id)


def _affiliate(company_id: int, ally_id: int, *, by: int, now: datetime) -> None:
    session().add(Affiliation(company_id=company_id, ally_id=ally_id))
    record_event(company_id, "affiliated", by=by, now=now, ally_id=ally_id)
