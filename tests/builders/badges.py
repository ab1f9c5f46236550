"""Badges, issued by the badge service, and people who may print them."""

from datetime import datetime

from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.badges.service import issue_badge
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Category, Edition
from forum.registration.models import Registration
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import a_registration


def a_badge_for(registration: Registration, *, now: datetime | None = None) -> Badge:
    """The badge of a registration."""
    with atomic():
        return issue_badge(registration.id, now=now or utc_now())


def somebody_with_badge(
    category: Category, person: Person | None = None, **values: object
) -> tuple[Registration, Badge]:
    """An approved registration and its badge."""
    registration = a_registration(category, person, **values)
    return registration, a_badge_for(registration)


def a_desk_clerk(client: FlaskClient, edition: Edition) -> Person:
    """A clerk of the registration desk of an edition, signed in with this browser."""
    person = a_person(given_names="Rosa", first_surname="Ibarra", second_surname=None)
    a_role(person, Role.REGISTRATION_DESK, edition)
    sign_in(client, person)
    return person
