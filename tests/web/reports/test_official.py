"""The official report: what happens after its moment is not in it, it is issued once the day is over, and stays."""

import csv
import subprocess
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select, update

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.models import ConfigurationEvent
from forum.editions.models import Edition
from forum.matchmaking.enums import Currency, Side
from forum.matchmaking.service.suppliers import apply_as_supplier, approve_supplier, suspend_supplier
from forum.meetings.enums import Absent, Arrival
from forum.meetings.service import miss_meeting, note_arrival, take_back_mark
from forum.outcomes.enums import Milestone
from forum.outcomes.rules import Reached, Said
from forum.outcomes.service import follow_up
from forum.registration.models import Registration
from forum.reports.context.issuing import packed_report
from forum.reports.context.official import rows_at
from forum.reports.models import IssuedReport
from forum.reports.rules.issued import digest_of
from tests.builders.agendas import Desk
from tests.builders.companies import a_company
from tests.builders.editions import a_category, an_edition
from tests.builders.figures import an_issued_report
from tests.builders.meetings import a_supplier
from tests.builders.outcomes import is_over, say
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_registration


def an_edition_over(days_ago: int = 40) -> Edition:
    """A forum that ended before its cut-off."""
    edition = an_edition()
    is_over(edition, days_ago=days_ago)
    return session().get_one(Edition, edition.id)


def text_of(data: bytes, folder: Path) -> str:
    """What a PDF says."""
    path = folder / "report.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout


def of_the_past(edition: Edition) -> None:
    """Let its registrations be as old as its first day."""
    with atomic() as current:
        of_edition = update(Registration).where(Registration.edition_id == edition.id)
        current.execute(of_edition.values(created_at=utc_now() - timedelta(days=60)))


@pytest.mark.both_engines
def test_what_happens_after_the_moment_is_not_in_it(app: Flask) -> None:
    edition = an_edition()
    desk = Desk(edition, 8)
    met, missed, other, seen = (desk.meet(slot, supplier=f"Proveedor {slot.id}") for slot in desk.slots[:4])
    a_registration(a_category(edition))
    applied = apply_as_supplier(a_company().id, edition=edition, now=utc_now())
    approve_supplier(applied.id, edition=edition, by=met.person_id, now=utc_now())
    is_over(edition)
    edition = session().get_one(Edition, edition.id)
    note_arrival(seen.id, of=(Side.BUYER, Side.SUPPLIER), how=Arrival.DESK, by=met.person_id, now=utc_now())
    miss_meeting(missed.id, absent=Absent.SUPPLIER, by=met.person_id, now=utc_now())
    say(met, Side.BUYER)
    say(met, Side.SUPPLIER, Said(held=False))
    follows = utc_now() + timedelta(days=31)
    reached = Reached(milestones=frozenset({Milestone.AWARD}), amount=70, currency=Currency.USD)
    follow_up({met.id: Side.BUYER}, {met.id: reached}, edition=edition, by=met.person_id, now=follows)
    moment = follows + timedelta(minutes=1)
    later = moment + timedelta(days=1)
    with app.test_request_context(f"/{edition.slug}"):
        before, rows = packed_report(edition, moment), rows_at(edition, moment)
    assert (len(rows.asked), rows.scheduled, len(rows.over), len(rows.awards)) == (4, 3, 4, 1)
    take_back_mark(seen.id, by=met.person_id, now=later)
    take_back_mark(missed.id, by=met.person_id, now=later)
    say(met, Side.BUYER, Said(held=False), now=later)
    say(other, Side.SUPPLIER, now=later)
    more = Reached(milestones=frozenset({Milestone.AWARD}), amount=900, currency=Currency.USD)
    follow_up({met.id: Side.BUYER}, {met.id: more}, edition=edition, by=met.person_id, now=later)
    suspend_supplier(applied.id, reason="No cumple", edition=edition, by=met.person_id, now=later)
    with app.test_request_context(f"/{edition.slug}"):
        assert packed_report(edition, moment) == before
        assert packed_report(edition, later) != before
        after = rows_at(edition, later)
    assert (after.scheduled, [each.amount for each in after.awards], [each.amount for each in rows.awards]) == (
        4, [900], [70],
    )  # fmt: skip


@pytest.mark.both_engines
def test_companies_without_an_rfc_of_their_own_are_told(app: Flask) -> None:
    edition = an_edition()
    for rfc in ("MAB9307148T4", "XEXX010101000", "XEXX010101000", None):
        a_supplier(edition, a_company(rfc=rfc))
    with app.test_request_context(f"/{edition.slug}"):
        rows = rows_at(edition, utc_now())
        text = packed_report(edition, utc_now())
    assert len(rows.companies) == 4
    assert '"Sin RFC propio, cada una por separado","values":[3]' in text
    assert '"Without an RFC of their own, each one apart","values":[3]' in text


def test_the_cut_off_is_chosen_written_down_and_not_before_the_end(client: FlaskClient) -> None:
    edition = an_edition_over()
    organiser = an_organiser(client, edition)
    page, address = f"/{edition.slug}/report/official", f"/{edition.slug}/report/official/cutoff"
    assert address in client.get(page).text
    early = (edition.ends_on - timedelta(days=1)).isoformat()
    refused = client.post(address, data={"cut_on": early})
    assert (refused.status_code, early in refused.text) == (422, True)
    assert "El foro aún no termina ese día" in refused.text
    chosen = edition.ends_on + timedelta(days=39)
    assert client.post(address, data={"cut_on": chosen.isoformat()}).status_code == 303
    later = edition.ends_on + timedelta(days=90)
    assert client.post(address, data={"cut_on": later.isoformat()}).status_code == 303
    changes = session().scalars(select(ConfigurationEvent).where(ConfigurationEvent.thing == "report_cutoff")).all()
    assert [(each.by_id, each.changes) for each in changes] == [
        (organiser.id, {}),
        (organiser.id, {"cut_on": [chosen.isoformat(), later.isoformat()]}),
    ]
    told = client.get(page).text
    assert ("El corte aún no termina" in told, "Emitir el informe" in told) == (True, False)
    assert "El día de corte aún no termina" in client.post(f"{page}/issues", follow_redirects=True).text
    assert session().scalars(select(IssuedReport)).all() == []


def test_what_was_issued_stays_and_the_next_one_says_what_differs(client: FlaskClient) -> None:
    edition = an_edition_over()
    category = a_category(edition)
    a_registration(category)
    of_the_past(edition)
    organiser = an_organiser(client, edition)
    page = f"/{edition.slug}/report/official"
    assert "Emitir el informe" in client.get(page).text
    first = client.post(f"{page}/issues").headers["Location"]
    text = client.get(f"{first}/report.csv").text
    a_registration(category)
    of_the_past(edition)
    second = client.post(f"{page}/issues").headers["Location"]
    assert client.get(f"{first}/report.csv").text == text
    rows = list(csv.reader(StringIO(text.lstrip("\ufeff"))))
    cut_on = (edition.ends_on + timedelta(days=30)).isoformat()
    assert next(row for row in rows if row[1] == "Personas registradas")[3:7:2] == ["1", "1"]
    assert {row[6] for row in rows[1:]} == {cut_on}
    sheet = load_workbook(BytesIO(client.get(f"{second}/report.xlsx").data)).active
    assert next(row[3] for row in sheet.iter_rows(values_only=True) if row[1] == "Personas registradas") == "2"
    told = client.get(second).text
    assert ("Qué cambió desde el informe 1" in told, "Qué cambió desde" in client.get(first).text) == (True, False)
    assert organiser.full_name in told
    issued = session().scalars(select(IssuedReport).order_by(IssuedReport.number)).all()
    assert [(each.number, each.issued_by_id, each.digest == digest_of(each.content)) for each in issued] == [
        (1, organiser.id, True),
        (2, organiser.id, True),
    ]


def test_the_paper_is_in_both_languages_and_says_what_it_is_of(client: FlaskClient, tmp_path: Path) -> None:
    edition = an_edition_over()
    organiser = an_organiser(client, edition)
    issued = an_issued_report(edition, by=organiser.id)
    address = f"/{edition.slug}/report/official/issues/{issued.id}/report.pdf"
    spanish = text_of(client.get(address).data, tmp_path)
    assert all(each in spanish for each in ("Informe oficial de resultados", issued.digest, organiser.full_name))
    client.get("/language/en")
    assert "Official report of results" in text_of(client.get(address).data, tmp_path)
    draft = text_of(client.get(f"/{edition.slug}/report/official/draft.pdf").data, tmp_path)
    assert ("Draft: it has not been issued" in draft, "Definitions" in draft) == (True, True)


def test_who_looks_reads_it_and_only_who_sets_up_issues_it(client: FlaskClient) -> None:
    edition = an_edition_over()
    issued = an_issued_report(edition, by=a_person().id)
    page = f"/{edition.slug}/report/official"
    viewer = a_person()
    a_role(viewer, Role.VIEWER, edition)
    sign_in(client, viewer)
    assert "Informe oficial" in client.get(f"/{edition.slug}/report").text
    told = client.get(page).text
    assert f"/issues/{issued.id}" in told
    assert ("Emitir el informe" in told, "Cambiar el corte" in told) == (False, False)
    assert client.post(f"{page}/issues").status_code == 403
    assert client.get(f"/{an_edition().slug}/report/official/issues/{issued.id}").status_code in {403, 404}
    with atomic() as current:
        current.get_one(IssuedReport, issued.id).content += " "
    assert "La huella no coincide" in client.get(f"{page}/issues/{issued.id}").text
    an_organiser(client, edition)
    assert page in client.get(f"/{edition.slug}/today").text


def test_more_reports_ask_no_more_statements(client: FlaskClient, statements: list[str]) -> None:
    edition = an_edition_over()
    organiser = an_organiser(client, edition)
    counted = []
    for number in (1, 2, 3):
        an_issued_report(edition, by=organiser.id, number=number)
        client.get(f"/{edition.slug}/report/official")
        statements.clear()
        client.get(f"/{edition.slug}/report/official")
        counted.append(len(statements))
    assert counted == [counted[0]] * 3
    assert counted[0] <= 45
