"""Colleagues who could come to a meeting besides the two who meet."""

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.clock import utc_now
from forum.editions.models import Category
from forum.matchmaking.enums import Side
from forum.meetings.models import Meeting
from forum.meetings.service.companions import bring_companion
from tests.builders.companies import a_membership
from tests.builders.people import a_person
from tests.builders.registrations import a_registration


def a_colleague(company: Company, category: Category, *, name: str = "Luis") -> Person:
    """Somebody who acts for a company and attends."""
    person = a_person(given_names=name)
    a_membership(company, person)
    a_registration(category, person)
    return person


def bring(meeting: Meeting, person: Person, *, of: Side, by: Person) -> None:
    """Let somebody come to a meeting too, as that side decides."""
    bring_companion(meeting.id, person_id=person.id, of=of, side=of, by=by.id, now=utc_now())
