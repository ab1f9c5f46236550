"""Registering a company; who types the RFC of a registered one is referred to its administrators instead."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select

from forum.accounts.models import Person
from forum.accounts.queries import get_person, is_addressed
from forum.accounts.service import get_or_create_person, send_sign_in_link
from forum.companies.enums import Activity, Aim, CompanyRole, Sector
from forum.companies.errors import RfcTaken
from forum.companies.models import Company, Membership
from forum.companies.notices import notify_wish_to_join
from forum.companies.rules.names import strip_legal_suffix
from forum.companies.rules.rfc import GENERIC_RFCS, parse_rfc
from forum.companies.service.affiliations import try_code, use_code
from forum.companies.service.events import record_event
from forum.companies.service.members import add_member
from forum.companies.signals import CompanyRegistered
from forum.core.database import atomic, refusing
from forum.core.limits import may_mail
from forum.core.names import PersonName
from forum.core.search import fold
from forum.core.signals import announce
from forum.privacy.enums import Purpose
from forum.privacy.service import record_consents

UNIQUE_RFC = "uq_company_rfc"


@dataclass(frozen=True, kw_only=True, slots=True)
class CompanyData:
    """What the form says of a company. The legal form ("S.A. de C.V.") is removed from the legal name on saving."""

    rfc: str | None
    legal_name: str
    name: str
    sector: Sector
    activity: Activity | None
    country: str = "MX"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entrance:
    """Where a company was registered: the edition, what it wants there, and the code of an ally it came with."""

    edition_id: int
    slug: str
    aim: Aim
    code: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonData:
    """What the form says of the stranger who registers a company."""

    name: PersonName
    email: str
    phone: str | None
    language: str


def register_company(company: CompanyData, *, by_person_id: int, now: datetime) -> Company:
    """Register a company, with the person as its first administrator.

    Raises:
        RfcTaken: a company with this RFC is registered.
        RfcLengthWrong, RfcLettersWrong, RfcDateUnreal: the RFC is not valid.
    """
    legal_name, _form = strip_legal_suffix(company.legal_name)
    made = Company(
        rfc=parse_rfc(company.rfc).number if company.rfc else None,
        legal_name=legal_name.upper(),
        name=company.name or legal_name,
        country=company.country,
        sector=company.sector,
        activity=company.activity,
        created_at=now,
    )
    with atomic() as current:
        with refusing(UNIQUE_RFC, RfcTaken()):
            current.add(made)
        add_member(made.id, person_id=by_person_id, role=CompanyRole.ADMIN, now=now)
        record_event(made.id, "registered", by=by_person_id, now=now)
    return made


def register_as_stranger(
    company: CompanyData, person: PersonData, *, entrance: Entrance, notice_id: int, now: datetime
) -> None:
    """Register a company and its first administrator, who accepted that notice, and mail them a sign-in link.

    For the RFC of a registered company nothing is created: its administrators and the stranger are notified by mail.
    The page is the same in both cases, so that nobody can find out which companies are registered.

    Raises:
        UnknownCode, CodeExpired, CodeUsedUp: the ally's code is not valid.
    """
    _try_code(entrance, now=now)
    if _notify_if_registered(company, person, edition_slug=entrance.slug, now=now):
        return
    try:
        _register_both(company, person, entrance=entrance, notice_id=notice_id, now=now)
    except RfcTaken:  # registered by somebody else a moment ago
        _notify_if_registered(company, person, edition_slug=entrance.slug, now=now)


def register_as_member(company: CompanyData, *, by: int, entrance: Entrance, now: datetime) -> Company | None:
    """Register a company for somebody signed in; None if its RFC is registered and its administrators were notified.

    Raises:
        UnknownCode, CodeExpired, CodeUsedUp: the ally's code is not valid.
    """
    _try_code(entrance, now=now)
    person = _data_of(get_person(by))
    if _notify_if_registered(company, person, edition_slug=entrance.slug, now=now):
        return None
    try:
        return _register_here(company, entrance, by=by, now=now)
    except RfcTaken:
        _notify_if_registered(company, person, edition_slug=entrance.slug, now=now)
        return None


def _register_here(company: CompanyData, entrance: Entrance, *, by: int, now: datetime) -> Company:
    with atomic():
        made = register_company(company, by_person_id=by, now=now)
        announce(CompanyRegistered(company_id=made.id, edition_id=entrance.edition_id, aim=entrance.aim, by=by, at=now))
        if entrance.code:
            use_code(made.id, entrance.code, edition_id=entrance.edition_id, by=by, now=now)
        return made


def _try_code(entrance: Entrance, *, now: datetime) -> None:
    """Refuse an invalid code first: otherwise a stranger could tell by it which companies are registered."""
    if entrance.code:
        try_code(entrance.code, edition_id=entrance.edition_id, now=now)


def _register_both(
    company: CompanyData, person: PersonData, *, entrance: Entrance, notice_id: int, now: datetime
) -> None:
    with atomic():
        known = get_or_create_person(
            person.email,
            name=person.name,
            phone=person.phone,
            language=person.language,
            now=now,
        )
        record_consents(known.id, notice_id, {Purpose.EVENT: True}, now)
        made = _register_here(company, entrance, by=known.id, now=now)
        if may_mail("company-registered", entrance.slug, person.email, fold(person.name.full)):
            send_sign_in_link(
                known,
                next_path=f"/{entrance.slug}/companies/{made.id}",
                now=now,
                message="companies/registered",
                context={"company": made.name, "edition_slug": entrance.slug},
            )


def _notify_if_registered(company: CompanyData, person: PersonData, *, edition_slug: str, now: datetime) -> bool:
    """Whether the RFC is registered; if so, notify its administrators and the person, or sign in who is a member."""
    rfc = parse_rfc(company.rfc).number if company.rfc else None
    if rfc is None or rfc in GENERIC_RFCS:
        return False
    with atomic() as current:
        known = current.scalars(select(Company).where(Company.rfc == rfc)).one_or_none()
        if known is None:
            return False
        member = current.scalars(select(Person).where(is_addressed(person.email), _acts_for(known.id))).one_or_none()
        if not may_mail("company-known", edition_slug, person.email, fold(person.name.full), rfc):
            return True
        if member is not None:
            send_sign_in_link(member, next_path=f"/{edition_slug}/companies/{known.id}", now=now)
            return True
        notify_wish_to_join(
            known,
            name=person.name.full,
            email=person.email,
            edition_slug=edition_slug,
            language=person.language,
            now=now,
        )
        return True


def _acts_for(company_id: int) -> ColumnElement[bool]:
    return exists().where(Membership.person_id == Person.id, Membership.company_id == company_id)


def _data_of(person: Person) -> PersonData:
    return PersonData(name=person.name, email=person.email or "", phone=person.phone, language=person.language)
