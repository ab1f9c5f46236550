"""A small forum with all that makes meetings hard: two halls of shifted hours, colleagues, somebody on both sides."""

from dataclasses import dataclass
from datetime import datetime

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Category, Edition
from forum.matchmaking.models import Buyer
from forum.registration.models import Registration
from tests.builders.companies import a_membership
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person
from tests.builders.registrations import a_registration

MEETINGS_CAP, OPEN_CAP, SPARE = 2, 3, 1


@dataclass
class Scene:
    """The edition and the ids of those who take part; `attends`: whose each registration is."""

    edition: Edition
    now: datetime
    buyers: list[int]
    registrations: list[int]
    companies: list[int]
    requirements: list[int]
    slots: list[int]
    staff: int
    attends: dict[int, int]
    email: dict[int, str]
    names: int = 0


def a_scene() -> Scene:
    """Three buyers, two of them colleagues, and three suppliers with two people each; one of these buys as well."""
    with atomic():
        edition = an_edition(
            buyer_spare_slots_per_day=SPARE, supplier_meetings_cap=MEETINGS_CAP, supplier_open_requests_cap=OPEN_CAP
        )
        as_buyer, as_supplier = attendee_categories(edition)
        day, here, there = days_of(edition)[0], a_hall(edition), a_hall(edition)
        first, shifted = slots(here, day, 4), slots(there, day, 3, minutes=10)
        suppliers = [a_supplier(edition) for _ in range(3)]
        people = [person for _, person in suppliers]
        colleagues = [a_person(given_names=name) for name in ("Ana", "Luz", "Eva")]
        for (supplier, _), colleague in zip(suppliers, colleagues, strict=True):
            a_membership(supplier.company, colleague)
        one, two = a_buyer(edition, tables(here)[0], at=first), a_buyer(edition, tables(there)[0], at=shifted)
        three = a_buyer(edition, tables(here)[0], at=first[1:], company=one.company, person=people[2])
        buyers = [one, two, three]
        wanted = [a_requirement(buyer, title=f"Pieza {number}") for number, buyer in enumerate([*buyers, one])]
        registered = _registered(buyers, people[:2], as_buyer, as_supplier)
    return Scene(
        edition=edition,
        now=utc_now(),
        buyers=[buyer.id for buyer in buyers],
        registrations=[each.id for each in registered],
        attends={each.id: each.person_id for each in registered},
        companies=[supplier.company_id for supplier, _ in suppliers],
        requirements=[each.id for each in wanted],
        slots=[slot.id for slot in (*first, *shifted)],
        staff=a_person().id,
        email={person.id: person.email for person in (*people, *colleagues, one.person, two.person)},
    )


def _registered(
    buyers: list[Buyer], suppliers: list[Person], as_buyer: Category, as_supplier: Category
) -> list[Registration]:
    return [
        *(a_registration(as_buyer, buyer.person) for buyer in buyers),
        *(a_registration(as_supplier, person) for person in suppliers),
    ]
