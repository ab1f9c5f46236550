"""Of many who make the same two accounts one at once, in either direction, one does; a meeting is lost by nobody."""

from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.editions.models import Category
from forum.meetings.models import Meeting, PersonSeat
from forum.meetings.service import accept_request
from forum.people.models import PersonMerge
from forum.people.service import Merger, merge
from forum.registration.models import Registration
from forum.registration.rules import Reach
from tests.builders.agendas import Desk
from tests.builders.collisions import THREADS, at_once
from tests.builders.companies import a_company
from tests.builders.editions import a_category, an_edition
from tests.builders.meetings import a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person
from tests.builders.registrations import a_registration


def test_one_of_many_merges(own_app: Flask) -> None:
    with own_app.app_context():
        category = a_category(an_edition(), quota=5)
        ids = [a_registration(category).id for _ in range(2)]
        merger = Merger(edition_id=category.edition_id, by=a_person().id, allowed=Reach.BEYOND)
        db.session.remove()
        outcomes = at_once(
            own_app, lambda number: merge(ids[number % 2], ids[1 - number % 2], merger=merger, now=utc_now())
        )
        assert outcomes == {None: 1, "core.not_found": THREADS - 1}
        assert session().get_one(Category, category.id).places_taken == 1
        assert session().scalar(select(func.count()).select_from(PersonMerge)) == 1


def test_who_is_merged_while_they_are_booked_has_one_meeting_an_hour(own_app: Flask) -> None:
    """Two buyers accept at the same hour, one each of the two accounts: either the merge is refused, or a booking."""
    with own_app.app_context():
        edition = an_edition()
        attendee_categories(edition)
        desks = [Desk(edition), Desk(edition, hall_name="Otro salón")]
        asked, people = [], []
        for number, desk in enumerate(desks):
            company = a_company(name=f"Forjas {number}")
            applicant, person = a_supplier(edition, company, person=a_person(given_names=f"Eva {number}"))
            request = a_request(a_requirement(desk.buyer), applicant, person, slot=desk.slots[0])
            asked.append((request.id, desk.slots[0].id, desk.buyer.person_id))
            people.append(person.id)
        here = [session().scalar(select(Registration.id).where(Registration.person_id == each)) for each in people]
        category = a_category(edition)
        for number, person_id in enumerate(people):
            if here[number] is None:
                here[number] = a_registration(category, session().get_one(Person, person_id)).id
        merger = Merger(edition_id=edition.id, by=a_person().id, allowed=Reach.BEYOND)
        kept_id, merged_id = here[0] or 0, here[1] or 0
        db.session.remove()

        def act(number: int) -> object:
            if number == 0:
                return merge(kept_id, merged_id, merger=merger, now=utc_now())
            request_id, slot_id, by = asked[number % 2]
            accept_request(request_id, slot_id=slot_id, by=by, now=utc_now())
            return "met"

        outcomes = at_once(own_app, act)
        taken = select(func.count()).select_from(PersonSeat).where(PersonSeat.person_id.in_(people))
        assert session().scalar(taken) == session().scalar(select(func.count()).select_from(Meeting))
        assert outcomes[None] + outcomes["people.both_meet"] == 1
        assert outcomes["met"] == (1 if outcomes[None] else 2)
