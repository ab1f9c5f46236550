"""A small forum for the tests of the meetings: one hall, two tables, three slots, a buyer and a supplier."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition, Hall, MeetingTable, Slot
from forum.mail.models import OutgoingMail
from forum.matchmaking.models import Buyer, Requirement, Supplier
from forum.meetings.models import Meeting
from forum.meetings.service import accept_request
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person, a_role


@dataclass
class Forum:
    """What the tests start from."""

    edition: Edition
    hall: Hall
    tables: list[MeetingTable]
    slots: list[Slot]
    buyer: Buyer
    requirement: Requirement
    supplier: Supplier
    person: Person
    now: datetime

    def change(self, **values: object) -> None:
        """Change the edition."""
        with atomic():
            for name, value in values.items():
                setattr(self.edition, name, value)

    def path(self, rest: str = "") -> str:
        return f"/{self.edition.slug}/meetings/{rest}"


@pytest.fixture
def forum(app: Flask) -> Forum:
    edition = an_edition(buyer_spare_slots_per_day=0)
    attendee_categories(edition)
    hall = a_hall(edition)
    two, three = tables(hall, 2), slots(hall, days_of(edition)[0], 3)
    buyer = a_buyer(edition, two[0], at=three)
    supplier, person = a_supplier(edition)
    return Forum(edition, hall, two, three, buyer, a_requirement(buyer), supplier, person, utc_now())


@pytest.fixture
def meeting(forum: Forum) -> Meeting:
    """The supplier's request, accepted with the first slot."""
    request = a_request(forum.requirement, forum.supplier, forum.person)
    return accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)


@pytest.fixture
def coordinator(forum: Forum) -> Person:
    """Who coordinates the meetings of the edition."""
    person = a_person()
    a_role(person, Role.COORDINATOR, forum.edition)
    return person


def mails() -> list[tuple[str, str]]:
    """What waits in the outbox: message and address, in order."""
    return [(mail.message, mail.to_email) for mail in session().scalars(select(OutgoingMail).order_by(OutgoingMail.id))]
