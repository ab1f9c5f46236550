"""Agendas: meetings made from accepted requests, and calendar addresses."""

from forum.accounts.models import Person
from forum.agenda.service import renew_feed
from forum.core.clock import utc_now
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.models import Buyer
from forum.meetings.models import Meeting
from forum.meetings.service import accept_request
from tests.builders.companies import a_company
from tests.builders.editions import a_hall, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person


class Desk:
    """A buyer at a table with free slots on the first day of an edition, and meetings at it."""

    def __init__(self, edition: Edition, how_many: int = 3, *, hall_name: str = "Salón B2B", **buyer: object) -> None:
        self.edition = edition
        hall = a_hall(edition, name=hall_name)
        self.table: MeetingTable = tables(hall)[0]
        self.slots: list[Slot] = slots(hall, days_of(edition)[0], how_many)
        self.buyer: Buyer = a_buyer(edition, self.table, at=self.slots, **buyer)  # type: ignore[arg-type]

    def meet(self, slot: Slot, *, supplier: str = "Forjas León", title: str = "Soporte estampado") -> Meeting:
        """A supplier's request for this slot, accepted."""
        company = a_company(name=supplier)
        applicant, person = a_supplier(self.edition, company, person=a_person(given_names="Sofía"))
        request = a_request(a_requirement(self.buyer, title=title), applicant, person, slot=slot)
        return accept_request(request.id, slot_id=slot.id, by=self.buyer.person_id, now=utc_now())


def a_feed(person: Person, edition: Edition) -> str:
    """The path of a new calendar address of a person."""
    return f"/calendar/{renew_feed(person.id, edition_id=edition.id, now=utc_now())}.ics"
