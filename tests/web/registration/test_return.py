"""Who may come back after a cancellation, and with which place; and who has entered, whose place is used."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.badges.models import Badge
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.errors import Refusal
from forum.core.names import PersonName
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.exhibitors import service as exhibitors
from forum.exhibitors.errors import NoStaffPlace, StaffHasEntered
from forum.exhibitors.models import StaffMember
from forum.registration.enums import Canceller
from forum.registration.enums import RegistrationStatus as S
from forum.registration.errors import (
    CancelledByDesk,
    CancelledByOthers,
    HasEntered,
    NoPlaceToReturn,
    NotPossibleNow,
    RegistrationOver,
)
from forum.registration.models import Registration
from forum.registration.service import (
    approve,
    cancel,
    cancel_own,
    change_category,
    register_attendee,
    reinstate,
    reject,
)
from tests.builders.checkin import a_gate, an_entry
from tests.builders.editions import a_category, an_edition
from tests.builders.exhibitors import Applicant, an_exhibitor, an_exhibitor_category, stands
from tests.builders.people import a_person
from tests.builders.registrations import a_registration, link_of

NOW = utc_now()


def fresh(registration: Registration) -> Registration:
    return session().get_one(Registration, registration.id, populate_existing=True)


def taken(category: Category) -> int:
    return session().scalars(select(Category.places_taken).where(Category.id == category.id)).one()


def count(model: type) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


def badges_alive() -> int:
    return session().scalar(select(func.count()).select_from(Badge).where(Badge.revoked_at.is_(None))) or 0


def exhibiting(quota: int) -> Applicant:
    edition = an_edition(staff_badges_per_stand=quota)
    an_exhibitor_category(edition)
    return an_exhibitor(edition, stands(edition, 1)[0])


def add(applicant: Applicant, number: int = 1) -> Registration:
    colleague = exhibitors.Colleague(
        name=PersonName("Ana", f"Ruiz {number}"), email=f"ana{number}@example.mx", position="Ventas", language="es"
    )
    member = exhibitors.add_staff(applicant.exhibitor.id, colleague=colleague, by=applicant.person.id, now=NOW)
    return session().get_one(Registration, member.registration_id)


def take_back(applicant: Applicant) -> None:
    member = session().scalars(select(StaffMember)).one()
    exhibitors.remove_staff(member.id, exhibitor_id=applicant.exhibitor.id, by=applicant.person.id, now=NOW)


def by_the_desk(registration: Registration) -> None:
    cancel(registration.id, by=a_person().id, now=NOW)


def by_the_company(registration: Registration) -> None:
    cancel(registration.id, by=a_person().id, now=NOW, canceller=Canceller.COMPANY)


def by_rejection(registration: Registration) -> None:
    reject(registration.id, reason="No es del sector.", by=a_person().id, now=NOW)


@pytest.mark.parametrize(
    ("end", "refusal", "words"),
    [
        (by_the_desk, CancelledByOthers, "La mesa de registro canceló su registro"),
        (by_the_company, CancelledByOthers, "Su empresa retiró su gafete"),
        (by_rejection, NotPossibleNow, "Su registro no fue aprobado"),
    ],
)
def test_nobody_undoes_what_others_ended(
    client: FlaskClient, end: Callable[[Registration], None], refusal: type[Refusal], words: str
) -> None:
    registration = a_registration(a_category(an_edition()))
    end(registration)
    with pytest.raises(refusal):
        reinstate(registration.id, now=NOW)
    page = client.get(link_of(registration)).text
    assert words in page
    assert "privacidad@localhost" in page
    assert "Registrarme de nuevo" not in page
    before = fresh(registration).status
    client.post(f"{link_of(registration)}/return")
    assert (fresh(registration).status, badges_alive()) == (before, 0)
    approve(registration.id, by=a_person().id, now=NOW)
    assert (fresh(registration).status, badges_alive()) == (S.APPROVED, 1)


def test_a_return_after_the_window_is_refused_in_words(client: FlaskClient) -> None:
    closed = {"registration_opens_at": NOW - timedelta(days=9), "registration_closes_at": NOW - timedelta(days=1)}
    registration = a_registration(a_category(an_edition(**closed)))
    cancel_own(registration.id, now=NOW)
    with pytest.raises(RegistrationOver):
        reinstate(registration.id, now=NOW)
    page = client.get(link_of(registration)).text
    assert "el registro de esta edición ya cerró" in page
    assert "Registrarme de nuevo" not in page


def test_an_own_cancellation_is_undone_once(app: Flask) -> None:
    category = a_category(an_edition(), quota=1)
    registration = a_registration(category)
    cancel_own(registration.id, now=NOW)
    assert (fresh(registration).canceller, taken(category)) == (Canceller.PERSON, 0)
    reinstate(registration.id, now=NOW)
    assert (fresh(registration).canceller, taken(category), badges_alive()) == (None, 1, 1)
    with pytest.raises(NotPossibleNow):
        reinstate(registration.id, now=NOW)


def test_a_colleague_returns_into_the_quota_of_the_stand(app: Flask) -> None:
    applicant = exhibiting(1)
    registration = add(applicant)
    for _ in range(3):
        cancel_own(registration.id, now=NOW)
        assert count(StaffMember) == 0
        reinstate(registration.id, now=NOW)
        assert (count(StaffMember), fresh(registration).status) == (1, S.APPROVED)


def test_a_colleague_does_not_return_beyond_the_quota(app: Flask) -> None:
    applicant = exhibiting(1)
    first = add(applicant, 1)
    cancel_own(first.id, now=NOW)
    add(applicant, 2)
    with pytest.raises(NoStaffPlace):
        reinstate(first.id, now=NOW)
    assert (fresh(first).status, count(StaffMember), badges_alive()) == (S.CANCELLED, 1, 1)
    with pytest.raises(NoStaffPlace):
        approve(first.id, by=a_person().id, now=NOW)


def test_a_colleague_taken_back_does_not_return_but_the_desk_may_register_them_otherwise(app: Flask) -> None:
    applicant = exhibiting(1)
    visitors = a_category(session().get_one(type(an_edition()), applicant.exhibitor.edition_id), quota=1)
    registration = add(applicant)
    take_back(applicant)
    with pytest.raises(CancelledByOthers):
        reinstate(registration.id, now=NOW)
    change_category(registration.id, category_id=visitors.id, by=a_person().id, now=NOW)
    assert (taken(visitors), fresh(registration).status) == (0, S.CANCELLED)
    approve(registration.id, by=a_person().id, now=NOW)
    assert (taken(visitors), count(StaffMember), badges_alive()) == (1, 0, 1)


def test_staff_of_a_stand_that_was_withdrawn_do_not_return(app: Flask) -> None:
    applicant = exhibiting(2)
    registration = add(applicant)
    cancel_own(registration.id, now=NOW)
    exhibitors.withdraw_application(applicant.exhibitor.id, by=applicant.person.id, now=NOW)
    with pytest.raises(NoStaffPlace):
        reinstate(registration.id, now=NOW)


def test_there_is_no_waiting_list_but_for_visitors(app: Flask) -> None:
    category = a_category(an_edition(), quota=1, kind=CategoryKind.PRESS)
    registration = a_registration(category)
    cancel_own(registration.id, now=NOW)
    a_registration(category)
    with pytest.raises(NoPlaceToReturn):
        reinstate(registration.id, now=NOW)


@pytest.mark.parametrize(("kind", "refused"), [(CategoryKind.BUYER, True), (CategoryKind.EXHIBITOR, True)])
def test_nobody_else_registers_who_was_cancelled_by_the_desk(app: Flask, kind: CategoryKind, refused: bool) -> None:
    edition = an_edition()
    registration = a_registration(a_category(edition))
    a_category(edition, kind=kind)
    by_the_desk(registration)
    with pytest.raises(CancelledByDesk):
        register_attendee(
            edition.id, person_id=registration.person_id, kind=kind, company_id=None, organisation="", position="",
            by=None, now=NOW,
        )  # fmt: skip
    assert fresh(registration).status is S.CANCELLED


def test_who_has_entered_does_not_cancel_by_themselves(client: FlaskClient) -> None:
    edition = an_edition()
    category = a_category(edition, quota=1)
    registration, waiting = a_registration(category), a_registration(category, status=S.WAITLISTED)
    an_entry(registration, a_gate(edition))
    with pytest.raises(HasEntered):
        cancel_own(registration.id, now=NOW)
    page = client.get(f"{link_of(registration)}/cancellation").text
    assert "Usted ya entró al foro" in page
    assert "Sí, cancelar" not in page
    client.post(f"{link_of(registration)}/cancellation")
    assert (fresh(registration).status, fresh(waiting).status) == (S.APPROVED, S.WAITLISTED)


@pytest.mark.parametrize("end", [by_the_desk, by_rejection, by_the_company])
def test_the_place_of_who_has_entered_stays_taken(app: Flask, end: Callable[[Registration], None]) -> None:
    edition, desk = an_edition(), a_person()
    category, other = a_category(edition, quota=1), a_category(edition, quota=1)
    registration, waiting = a_registration(category), a_registration(category, status=S.WAITLISTED)
    an_entry(registration, a_gate(edition))
    end(registration)
    assert (taken(category), fresh(waiting).status) == (1, S.WAITLISTED)
    approve(registration.id, by=desk.id, now=NOW)
    assert (taken(category), fresh(registration).place_kept_at) == (1, None)
    end(registration)
    change_category(registration.id, category_id=other.id, by=desk.id, now=NOW)
    assert (taken(category), taken(other), fresh(waiting).status) == (1, 1, S.APPROVED)
    approve(registration.id, by=desk.id, now=NOW)
    assert taken(other) == 1


def test_a_staff_badge_somebody_entered_with_is_not_given_to_another(app: Flask) -> None:
    applicant = exhibiting(1)
    registration = add(applicant)
    edition = session().get_one(type(an_edition()), applicant.exhibitor.edition_id)
    an_entry(registration, a_gate(edition))
    with pytest.raises(StaffHasEntered):
        take_back(applicant)
    assert (fresh(registration).status, count(StaffMember)) == (S.APPROVED, 1)
