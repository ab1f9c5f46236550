"""Registrations of people for an edition."""

from datetime import datetime
from itertools import count

from forum.accounts.models import Person
from forum.companies.enums import Sector
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.core.names import PersonName
from forum.core.tokens import new_token, sign
from forum.editions.models import Category
from forum.privacy.enums import Purpose
from forum.privacy.models import Notice
from forum.privacy.service import record_consents
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration, RegistrationNote
from forum.registration.rules import Applicant, Details
from forum.registration.service import write_note
from tests.builders.people import a_person

_number = count(1)


def a_notice(**values: object) -> Notice:
    """A version of the privacy notice."""
    defaults: dict[str, object] = {
        "version": f"2026-{next(_number)}",
        "simplified_es": "Usamos sus datos para su registro.",
        "simplified_en": "We use your data for your registration.",
        "full_es": "Aviso completo.",
        "full_en": "Full notice.",
        "published_at": utc_now(),
    }
    with atomic() as session:
        notice = Notice(**{**defaults, **values})
        session.add(notice)
    return notice


def some_details(**values: object) -> Details:
    """What a visitor tells of themselves."""
    defaults: dict[str, object] = {
        "name": PersonName("Lucía", "Ñíguez", "Robles"),
        "phone": "+524771234567",
        "organisation": "Forjas del Norte",
        "position": "Compras",
    }
    return Details(**{**defaults, **values})  # type: ignore[arg-type]


def an_applicant(notice: Notice, **values: object) -> Applicant:
    """What a valid form says."""
    defaults: dict[str, object] = {
        "details": some_details(),
        "email": f"lucia{next(_number)}@example.mx",
        "sector": Sector.EMPRESA,
        "ally_code": None,
        "notice_id": notice.id,
        "language": "es",
    }
    return Applicant(**{**defaults, **values})  # type: ignore[arg-type]


def a_registration(category: Category, person: Person | None = None, **values: object) -> Registration:
    """An approved registration in a category (it counts there as one place when it holds one)."""
    person = person or a_person()
    defaults: dict[str, object] = {
        "edition_id": category.edition_id,
        "person_id": person.id,
        "category_id": category.id,
        "status": RegistrationStatus.APPROVED,
        "organisation": "Troquelados del Bajío",
        "position": "Ventas",
        "link_nonce": new_token(),
        "created_at": utc_now(),
        "changed_at": utc_now(),
    }
    if values.get("status") is RegistrationStatus.WAITLISTED:
        defaults["waiting_since"] = values.get("created_at", defaults["created_at"])
    with atomic() as session:
        registration = Registration(**{**defaults, **values})
        session.add(registration)
        if registration.status in {RegistrationStatus.PENDING, RegistrationStatus.APPROVED}:
            fresh = session.get_one(Category, category.id, populate_existing=True)
            fresh.places_taken += 1
    return registration


def a_note(registration_id: int, *, by: int, text: str = "Viene con dos colegas.") -> RegistrationNote:
    """What somebody of the staff noted of a person."""
    return write_note(registration_id, text=text, by=by, now=utc_now())


def link_of(registration: Registration) -> str:
    """The address a person opens from their mail."""
    return f"/r/{sign('registration', [registration.id, registration.link_nonce])}"


def agreed(person_id: int, notice_id: int, answers: dict[Purpose, bool], at: datetime) -> None:
    """What a person answered to each purpose."""
    with atomic():
        record_consents(person_id, notice_id, answers, at)
