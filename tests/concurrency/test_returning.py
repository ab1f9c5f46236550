"""Of many who come back at once into the last place exactly one gets it: a category's, and a stand's."""

from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.core.names import PersonName
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.exhibitors import service as exhibitors
from forum.exhibitors.models import StaffMember
from forum.registration.enums import Canceller
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from forum.registration.service import cancel_own, reinstate
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import a_category, an_edition
from tests.builders.exhibitors import an_exhibitor, an_exhibitor_category, stands
from tests.builders.registrations import a_registration

OVER = {"status": S.CANCELLED, "canceller": Canceller.PERSON}


def approved() -> int:
    return session().scalar(select(func.count()).where(Registration.status == S.APPROVED)) or 0


def test_one_of_many_returns_into_the_last_place(own_app: Flask) -> None:
    with own_app.app_context():
        category = a_category(an_edition(), quota=1, kind=CategoryKind.PRESS)
        ids = [a_registration(category, **OVER).id for _ in range(THREADS)]
        db.session.remove()
        outcomes = at_once(own_app, lambda number: reinstate(ids[number], now=utc_now()))
        assert outcomes == {None: 1, "registration.no_place_to_return": THREADS - 1}
        assert (session().get_one(Category, category.id).places_taken, approved()) == (1, 1)


def test_one_person_returns_once(own_app: Flask) -> None:
    with own_app.app_context():
        category = a_category(an_edition(), quota=5)
        mine = a_registration(category, **OVER).id
        db.session.remove()
        outcomes = at_once(own_app, lambda _number: reinstate(mine, now=utc_now()))
        assert outcomes == {None: 1, "registration.not_possible_now": THREADS - 1}
        assert session().get_one(Category, category.id).places_taken == 1


def test_one_of_many_returns_into_the_last_staff_place(own_app: Flask) -> None:
    """While the company gives the same place to others."""
    with own_app.app_context():
        edition = an_edition(staff_badges_per_stand=THREADS)
        an_exhibitor_category(edition)
        applicant = an_exhibitor(edition, stands(edition, 1)[0])
        exhibitor_id, by = applicant.exhibitor.id, applicant.person.id

        def add(number: int) -> int:
            colleague = exhibitors.Colleague(
                name=PersonName("Ana", f"Ruiz {number}"), email=f"a{number}@example.mx", position="", language="es"
            )
            return exhibitors.add_staff(exhibitor_id, colleague=colleague, by=by, now=utc_now()).registration_id

        ids = [add(number) for number in range(THREADS)]
        for registration_id in ids:
            cancel_own(registration_id, now=utc_now())
        exhibitors.set_staff_quota(exhibitor_id, staff_quota=1, by=by, now=utc_now())
        db.session.remove()

        def act(number: int) -> object:
            if number % 4 == 0:
                add(100 + number)
            else:
                reinstate(ids[number], now=utc_now())
            return "in"

        outcomes = at_once(own_app, act)
        assert outcomes["in"] == 1
        assert set(outcomes) <= {"in", "exhibitors.no_staff_place", "exhibitors.staff_quota_full"}
        assert (session().query(StaffMember).count(), approved()) == (1, 1)
