"""A person attends by several rights: ending one ends that one alone, and what stood before stands again."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.badges.models import Badge
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.names import PersonName
from forum.editions.enums import CategoryKind as K
from forum.editions.models import Category, Edition
from forum.exhibitors import service as exhibitors
from forum.exhibitors.models import StaffMember
from forum.registration.enums import Canceller
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration, SetAsideRight
from forum.registration.service import cancel_own, end_right, register_attendee, reinstate
from tests.builders.checkin import a_gate, an_entry
from tests.builders.editions import a_category, an_edition
from tests.builders.exhibitors import Applicant, an_exhibitor, an_exhibitor_category, stands
from tests.builders.mail import mails_to
from tests.builders.people import a_person
from tests.builders.registrations import a_registration

NOW = utc_now()
EMAIL = "ana@example.mx"


@pytest.fixture
def applicant(app: Flask) -> Applicant:
    edition = an_edition(name="Foro")
    an_exhibitor_category(edition)
    return an_exhibitor(edition, stands(edition, 1)[0])


@pytest.fixture
def edition(applicant: Applicant) -> Edition:
    return session().get_one(Edition, applicant.exhibitor.edition_id)


def visitor(edition: Edition, **values: Any) -> Registration:
    category = a_category(edition, quota=1, name_es="Visitante")
    return a_registration(category, a_person(email=EMAIL), **{"organisation": "La mía", "position": "Dueña", **values})


def join(applicant: Applicant) -> None:
    colleague = exhibitors.Colleague(name=PersonName("Ana"), email=EMAIL, position="Ventas", language="es")
    exhibitors.add_staff(applicant.exhibitor.id, colleague=colleague, by=applicant.person.id, now=NOW)


def take_back(applicant: Applicant) -> None:
    member = session().scalars(select(StaffMember)).one()
    exhibitors.remove_staff(member.id, exhibitor_id=applicant.exhibitor.id, by=applicant.person.id, now=NOW)


def attend(registration: Registration, kind: K) -> None:
    register_attendee(
        registration.edition_id, person_id=registration.person_id, kind=kind, company_id=None, organisation="OEM",
        position="Compras", by=None, now=NOW,
    )  # fmt: skip


def fresh(registration: Registration) -> Registration:
    return session().get_one(Registration, registration.id, populate_existing=True)


def kind_of(registration: Registration) -> K:
    return session().get_one(Category, fresh(registration).category_id).kind


def count(model: type) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


def badges_alive() -> int:
    return session().scalar(select(func.count()).select_from(Badge).where(Badge.revoked_at.is_(None))) or 0


@pytest.mark.parametrize(
    "before",
    [
        {"status": S.APPROVED},
        {"status": S.PENDING},
        {"status": S.WAITLISTED, "created_at": NOW},
        {"status": S.REJECTED},
        {"status": S.CANCELLED, "canceller": Canceller.PERSON},
    ],
)
def test_a_visitor_s_own_registration_stands_again_as_it_was(
    applicant: Applicant, edition: Edition, before: dict[str, Any]
) -> None:
    mine = visitor(edition, **before)
    category_id = mine.category_id
    if mine.status is S.WAITLISTED:
        a_registration(session().get_one(Category, category_id))  # the place is taken
    join(applicant)
    assert (fresh(mine).status, kind_of(mine), fresh(mine).organisation) == (
        S.APPROVED,
        K.EXHIBITOR,
        applicant.company.name,
    )
    take_back(applicant)
    now = fresh(mine)
    assert (now.status, now.category_id, now.canceller) == (before["status"], category_id, before.get("canceller"))
    assert (now.organisation, now.position, now.company_id) == ("La mía", "Dueña", None)
    assert now.waiting_since == (NOW if now.status is S.WAITLISTED else None)
    assert badges_alive() == 0  # the builder's visitor has none, and the exhibitor's is void
    told = mails_to(EMAIL)[-1]
    assert told.subject == "Cambió su registro: Foro"
    assert f"Ya no tiene el gafete que tenía por {applicant.company.name}." in told.text


def test_without_a_place_left_they_wait_and_are_told_so(applicant: Applicant, edition: Edition) -> None:
    mine = visitor(edition)
    category = session().get_one(Category, mine.category_id)
    join(applicant)
    a_registration(category)
    take_back(applicant)
    assert (fresh(mine).status, badges_alive()) == (S.WAITLISTED, 0)
    assert "Está en la lista de espera" in mails_to(EMAIL)[-1].text


def test_who_had_nothing_before_is_cancelled_with_the_true_reason(applicant: Applicant, edition: Edition) -> None:
    join(applicant)
    take_back(applicant)
    mine = session().scalars(select(Registration)).one()
    assert (mine.status, mine.canceller) == (S.CANCELLED, Canceller.COMPANY)
    assert "Su empresa retiró su gafete" in mails_to(EMAIL)[-1].text


def test_a_buyer_who_was_staff_stays_a_buyer(applicant: Applicant, edition: Edition) -> None:
    a_category(edition, kind=K.BUYER)
    join(applicant)
    mine = session().scalars(select(Registration)).one()
    attend(mine, K.BUYER)
    take_back(applicant)
    assert (fresh(mine).status, kind_of(mine), badges_alive()) == (S.APPROVED, K.BUYER, 1)
    assert (count(StaffMember), count(SetAsideRight)) == (0, 0)


def test_staff_who_meet_as_suppliers_stay_suppliers(applicant: Applicant, edition: Edition) -> None:
    """The lower right was told while the higher one stood: it counts once that has ended."""
    a_category(edition, kind=K.SUPPLIER)
    join(applicant)
    mine = session().scalars(select(Registration)).one()
    attend(mine, K.SUPPLIER)
    assert kind_of(mine) is K.EXHIBITOR
    take_back(applicant)
    assert (fresh(mine).status, kind_of(mine), badges_alive()) == (S.APPROVED, K.SUPPLIER, 1)


def test_of_several_rights_the_highest_stands(applicant: Applicant, edition: Edition) -> None:
    a_category(edition, kind=K.SUPPLIER)
    mine = visitor(edition)
    join(applicant)
    attend(mine, K.SUPPLIER)
    take_back(applicant)
    assert kind_of(mine) is K.SUPPLIER
    assert session().scalars(select(SetAsideRight.kind)).all() == [K.VISITOR]


def test_who_cancels_does_not_attend_by_another_right(applicant: Applicant, edition: Edition) -> None:
    mine = visitor(edition)
    join(applicant)
    cancel_own(mine.id, now=NOW)
    join(applicant)
    take_back(applicant)
    assert (fresh(mine).status, fresh(mine).canceller, kind_of(mine)) == (S.CANCELLED, Canceller.PERSON, K.VISITOR)
    reinstate(mine.id, now=NOW)
    assert fresh(mine).status is S.APPROVED


def test_a_company_s_right_without_a_place_left_is_ended_by_the_desk(applicant: Applicant, edition: Edition) -> None:
    """Exhibitors' staff have no waiting list: what cannot stand again is cancelled, and the person reads why."""
    buyers = a_category(edition, kind=K.BUYER)
    join(applicant)
    mine = session().scalars(select(Registration)).one()
    exhibitors_category = session().get_one(Category, mine.category_id)
    attend(mine, K.BUYER)
    with atomic():
        session().get_one(Category, exhibitors_category.id).quota = 0
    end_right(mine.id, K.BUYER, by=None, now=NOW)
    now = fresh(mine)
    assert (now.status, now.canceller, now.category_id != buyers.id) == (S.CANCELLED, Canceller.DESK, True)
    assert badges_alive() == 0


def test_who_has_entered_keeps_the_place_though_the_right_ends(applicant: Applicant, edition: Edition) -> None:
    a_category(edition, kind=K.BUYER)
    mine = visitor(edition, status=S.REJECTED)
    attend(mine, K.BUYER)
    an_entry(mine, a_gate(edition))
    assert not end_right(mine.id, K.BUYER, by=None, now=NOW)
    assert (fresh(mine).status, kind_of(mine)) == (S.APPROVED, K.BUYER)
