"""The report on business: on the page, as sheets, and the calculator; nothing tells what one company said."""

import csv
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Edition
from forum.matchmaking.enums import Currency, Side
from forum.meetings.enums import Absent, MeetingStatus
from forum.meetings.models import Meeting
from forum.outcomes.enums import Horizon, NextStep, NoInterest
from forum.outcomes.rules import Said
from forum.reports.context import business_of
from forum.reports.enums import Figure
from forum.reports.queries.business import list_met, list_potential, list_wanted, plan_of
from forum.reports.queries.comparison import count_figures
from tests.builders.agendas import Desk
from tests.builders.editions import an_edition
from tests.builders.meetings import a_requirement
from tests.builders.outcomes import WANTS_ON, is_over, say
from tests.builders.people import a_person, a_role, sign_in

AGAIN = Said(held=True, interest=5, next_step=NextStep.MEET_AGAIN, amount=90_000, currency=Currency.USD,
             horizon=Horizon.LATER)  # fmt: skip
NO = Said(held=True, interest=1, no_interest=NoInterest.NO_CERTIFICATE)


def answered() -> tuple[Edition, list[Meeting]]:
    """Six meetings that are over; all suppliers expect the same, one of them dollars."""
    edition = an_edition()
    desk = Desk(edition, 8)
    a_requirement(desk.buyer, title="Con valor", potential_value=5, currency=Currency.USD, horizon_years=3)
    meetings = [desk.meet(slot, supplier=f"Proveedor {number}") for number, slot in enumerate(desk.slots[:6])]
    is_over(edition)
    for meeting in meetings[:5]:
        say(meeting, Side.SUPPLIER)
    say(meetings[5], Side.SUPPLIER, AGAIN)
    say(meetings[0], Side.BUYER, NO)
    say(meetings[1], Side.BUYER, Said(held=False))
    return edition, meetings


def test_the_page_tells_sums_of_five_and_never_what_one_company_said(client: FlaskClient) -> None:
    edition, _meetings = answered()
    viewer = a_person()
    a_role(viewer, Role.VIEWER, edition)
    sign_in(client, viewer)
    assert f"/{edition.slug}/report/business" in client.get(f"/{edition.slug}/report").text
    page = client.get(f"/{edition.slug}/report/business").text
    told = f"{5 * (WANTS_ON.amount or 0):,}"
    assert (told in page, "90,000" in page) == (True, False)
    assert ("Converve (2026)" in page, "Falta un certificado" in page) == (True, True)
    text = client.get(f"/{edition.slug}/report/business.csv").text
    rows = list(csv.reader(StringIO(text.lstrip("\ufeff"))))
    held = next(row for row in rows if row[1] == "Celebradas" and row[2] == "Citas")
    assert held[3] == "6"
    assert client.get(f"/{edition.slug}/report/business.xlsx").data[:2] == b"PK"
    sign_in(client, a_person())
    assert client.get(f"/{edition.slug}/report/business").status_code == 403


def test_the_calculator_begins_with_the_edition_and_follows_what_is_asked(client: FlaskClient) -> None:
    edition, _meetings = answered()
    viewer = a_person()
    a_role(viewer, Role.VIEWER, edition)
    sign_in(client, viewer)
    page = f"/{edition.slug}/report/capacity"
    assert "Citas que caben" in client.get(page).text
    assert ">1,700<" in client.get(f"{page}?buyers=50&slots=19&spare=2&days=2").text
    wrong = client.get(f"{page}?buyers=muchos").text
    assert ('value="muchos"' in wrong, "Mesas para lo que se pide" in wrong) == (True, False)


@pytest.mark.both_engines
def test_rows_are_read_as_they_stand(app: Flask) -> None:
    edition, _meetings = answered()
    met = list_met(edition.id, now=utc_now())
    assert (len(met), sum(each.held for each in met)) == (6, 6)
    (potential,) = list_potential(edition.id)
    assert (potential.amount, potential.years, potential.buyers) == (5, 3, 1)
    wanted = list_wanted(edition.id, language="es")
    assert sum(each.requirements for each in wanted) == 7
    plan = plan_of(edition.id, spare=2)
    assert (plan.buyers, plan.slots, plan.days, plan.suppliers, plan.wanted) == (1, 8, 1, 6, 6)
    with app.test_request_context():
        assert len(business_of(edition, now=utc_now())) == 13


@pytest.mark.both_engines
def test_what_the_desk_wrote_down_is_told_of_those_who_did_not_answer(app: Flask) -> None:
    edition = an_edition()
    desk = Desk(edition, 8)
    seen, missed, _silent = (desk.meet(slot, supplier=f"Proveedor {slot.id}") for slot in desk.slots[:3])
    with atomic() as current:
        current.get_one(Meeting, seen.id).held_at = utc_now()
        gone = current.get_one(Meeting, missed.id)
        gone.status, gone.absent = MeetingStatus.MISSED, Absent.SUPPLIER
    is_over(edition)
    met = list_met(edition.id, now=utc_now())
    assert [(each.held, each.known, each.absent) for each in met] == [
        (True, True, None),
        (False, True, Absent.SUPPLIER),
        (False, False, None),
    ]
    figures = count_figures()[edition.id]
    assert (figures[Figure.MEETINGS], figures[Figure.MEETINGS_HELD]) == (2, 1)
