"""The organiser's numbers, and who may see them."""

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from forum.accounts.enums import Role
from forum.companies.enums import Stratum
from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.core.kept import forget
from forum.dashboard.queries.numbers import category_counts, inside_today, meeting_numbers, stratum_counts
from forum.demo.load import load_demo
from forum.demo.sizes import SMALL
from forum.demo.world import ZONE
from forum.editions.queries import find_edition, get_edition
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.service import close_requirement
from forum.meetings.enums import DeclineReason, RequestStatus
from forum.meetings.service import accept_request, accept_without_slot, decline_request, reopen_request
from tests.builders.companies import a_process
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person, a_role, an_organiser, sign_in

EIGHT = utc_now().astimezone(ZONE).replace(hour=8, minute=0)
"""Before the first meeting: the floor desk has written nothing down."""


def loaded() -> int:
    family = a_process("Metal")
    for name in ("Estampado", "Maquinado", "Forja"):
        a_process(name, parent_id=family.id)
    edition = find_edition(load_demo(SMALL, password_hash="-", now=utc_now()).slug)
    assert edition is not None
    return edition.id


def slug_of(edition_id: int) -> str:
    return get_edition(edition_id).slug


@time_machine.travel(EIGHT)
def test_the_numbers_of_the_demo_are_those_of_its_size(app: Flask) -> None:
    edition_id = loaded()
    numbers = meeting_numbers(edition_id)
    assert (numbers.buyers, numbers.suppliers, numbers.requirements) == (12, 60, 36)
    assert (numbers.scheduled, numbers.cancelled) == (53, 0)
    assert numbers.requests == {"accepted": 45, "scheduled": 20, "sent": 33, "declined": 10, "waitlisted": 3}
    assert numbers.acceptance_percent == 82
    assert sum(c.approved + c.pending + c.waitlisted for c in category_counts(edition_id)) == 240
    assert sum(count for _gate, count in inside_today(edition_id, utc_now().astimezone(ZONE).date())) == 60
    strata = dict(stratum_counts(edition_id))
    assert (set(strata), sum(strata.values())) == ({*Stratum, None}, 60)


def test_the_acceptance_rate_counts_what_buyers_answered(app: Flask) -> None:
    edition, now = an_edition(), utc_now()
    buyer = a_buyer(edition)
    made = [a_request(a_requirement(buyer), *a_supplier(edition)) for _ in range(5)]
    assert meeting_numbers(edition.id).acceptance_percent is None
    accept_without_slot(made[0].id, by=buyer.person_id, now=now)
    for request in made[1:3]:
        decline_request(request.id, reason=DeclineReason.HAS_SUPPLIER, note="", by=buyer.person_id, now=now)
    reopen_request(made[1].id, by=buyer.person_id, now=now)
    close_requirement(made[3].requirement_id, by=buyer.person_id, now=now)
    with atomic():
        made[4].status, made[4].answered_at = RequestStatus.SCHEDULED, now
    assert meeting_numbers(edition.id).acceptance_percent == 33


def test_the_suppliers_with_a_meeting_are_counted_among_the_approved(app: Flask) -> None:
    edition = an_edition(buyer_spare_slots_per_day=0)
    attendee_categories(edition)
    hall = a_hall(edition)
    at = slots(hall, days_of(edition)[0], 3)
    buyer = a_buyer(edition, tables(hall, 1)[0], at=at)
    statuses = (SupplierStatus.APPROVED, SupplierStatus.SUSPENDED, SupplierStatus.REJECTED)
    for slot, later in zip(at, statuses, strict=True):
        supplier, person = a_supplier(edition)
        request = a_request(a_requirement(buyer), supplier, person)
        accept_request(request.id, slot_id=slot.id, by=buyer.person_id, now=utc_now())
        with atomic():
            supplier.status = later
    numbers = meeting_numbers(edition.id)
    assert (numbers.scheduled, numbers.suppliers_with_meeting, numbers.suppliers) == (3, 1, 1)


def test_an_empty_edition_has_a_dashboard(client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    assert client.get(f"/{edition.slug}/dashboard").status_code == 200


def test_a_viewer_sees_it_and_a_steward_does_not(client: FlaskClient, app: Flask) -> None:
    edition = an_edition()
    viewer, steward = a_person(), a_person()
    a_role(viewer, Role.VIEWER, edition)
    a_role(steward, Role.GATE_STEWARD, edition)
    assert sign_in(client, viewer).get(f"/{edition.slug}/dashboard").status_code == 200
    assert sign_in(app.test_client(), steward).get(f"/{edition.slug}/dashboard").status_code == 403


def test_the_numbers_take_the_same_statements_for_an_empty_and_a_full_edition(
    client: FlaskClient, statements: list[str]
) -> None:
    an_organiser(client)
    counted = []
    for slug in (an_edition().slug, slug_of(loaded())):
        statements.clear()
        assert client.get(f"/{slug}/dashboard").status_code == 200
        counted.append(len(statements))
    assert counted == [11, 11]


def shown(client: FlaskClient, slug: str, language: str = "es") -> str:
    page = client.get(f"/{slug}/dashboard", headers={"Accept-Language": language}).text
    return page.partition("<main")[2]


def test_numbers_are_kept_for_some_seconds_and_each_edition_has_its_own(
    client: FlaskClient, statements: list[str]
) -> None:
    an_organiser(client)
    full, empty = slug_of(loaded()), an_edition(slug="vacio", ordinal=77).slug
    pages = {}
    for slug in (full, empty):
        pages[slug] = shown(client, slug)
    statements.clear()
    for slug in (full, empty):
        assert shown(client, slug) == pages[slug]
    assert len(statements) == 4  # twice: who is signed in, and the edition
    assert shown(client, full, "en") != pages[full]
    forget(client.application)
    statements.clear()
    client.get(f"/{full}/dashboard")
    assert len(statements) == 11


def test_requests_are_counted_in_an_index_of_their_edition(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    query = "SELECT status, count(*) FROM meeting_request WHERE edition_id = 1 GROUP BY status"
    plan = session().execute(text(f"EXPLAIN QUERY PLAN {query}")).all()
    assert [row.detail for row in plan] == [
        "SEARCH meeting_request USING COVERING INDEX ix_meeting_request_edition_id_status (edition_id=?)"
    ]
