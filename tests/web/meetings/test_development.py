"""What suppliers lacked, followed through the year: the list, its states, who helps, and what a supplier says."""

import csv
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.companies.enums import Stratum
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.meetings.enums import Lacking, LackState
from forum.meetings.errors.development import LackClosed, NothingToFollow
from forum.meetings.models import LackEvent, LackHelper, SupplierLack
from forum.meetings.queries.development import Wanted, list_all_followed, list_helpers, progress_of
from forum.meetings.rules.development import Progress
from forum.meetings.service.development import change_lack, claim_lack, copy_helpers, follow_lacks
from tests.builders.companies import a_company
from tests.builders.development import a_helper, a_lack
from tests.builders.editions import an_edition
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.outcomes import is_over
from tests.builders.people import a_person, a_role, sign_in


def lacking(edition: Edition, *, name: str = "Forjas León", stratum: Stratum | None = None) -> tuple[int, Person]:
    """A supplier that asked for a meeting about what it has no certificates for: its company, and the person."""
    company = a_company(name=name, stratum=stratum)
    supplier, person = a_supplier(edition, company)
    requirement = a_requirement(a_buyer(edition), mandatory=["iatf-16949"], desirable=["iso-14001"])
    a_request(requirement, supplier, person)
    return company.id, person


def a_coordinator(client: FlaskClient, edition: Edition) -> Person:
    """Somebody of the meetings team, signed in."""
    person = a_person()
    a_role(person, Role.COORDINATOR, edition)
    sign_in(client, person)
    return person


@pytest.mark.both_engines
def test_it_is_followed_once_closed_and_counted(app: Flask) -> None:
    edition = an_edition()
    company_id, person = lacking(edition, stratum=Stratum.MICRO)
    lacking(edition, name="Moldes Silao")
    with pytest.raises(NothingToFollow):
        follow_lacks(edition.id, by=person.id, now=utc_now())
    is_over(edition)
    number = follow_lacks(edition.id, by=person.id, now=utc_now())
    assert (number >= 4, follow_lacks(edition.id, by=person.id, now=utc_now())) == (True, 0)
    assert progress_of(edition.id) == Progress(followed=number, closed=0, claimed=0)
    own = list_all_followed(edition.id, Wanted(what=Lacking.CERTIFICATE, thing="iatf-16949", stratum=Stratum.MICRO))
    assert [(each.company_id, each.state) for each in own] == [(company_id, LackState.PENDING)]
    lack, at = own[0], {"edition_id": edition.id, "by": person.id, "now": utc_now()}
    claim_lack(lack.id, company_id=company_id, **at)  # type: ignore[arg-type]
    claim_lack(lack.id, company_id=company_id, **at)  # type: ignore[arg-type]
    assert progress_of(edition.id) == Progress(followed=number, closed=0, claimed=1)
    assert [each.id for each in list_all_followed(edition.id, Wanted(claimed=True))] == [lack.id]
    change_lack(lack.id, state=LackState.REACHED, note=" Auditada ", **at)  # type: ignore[arg-type]
    change_lack(lack.id, state=LackState.REACHED, note="Auditada", **at)  # type: ignore[arg-type]
    assert progress_of(edition.id) == Progress(followed=number, closed=1, claimed=0)
    assert len(list_all_followed(edition.id, Wanted(state=LackState.REACHED))) == 1
    with pytest.raises(LackClosed):
        claim_lack(lack.id, company_id=company_id, **at)  # type: ignore[arg-type]
    events = session().scalars(select(LackEvent).where(LackEvent.lack_id == lack.id).order_by(LackEvent.id)).all()
    assert [(each.state, each.claimed, each.note, each.by_id) for each in events] == [
        (LackState.PENDING, False, "", person.id),
        (LackState.PENDING, True, "", person.id),
        (LackState.REACHED, False, "Auditada", person.id),
    ]


def test_the_team_begins_filters_and_writes_down(client: FlaskClient) -> None:
    edition = an_edition()
    company_id, _person = lacking(edition)
    is_over(edition)
    coordinator = a_coordinator(client, edition)
    page = f"/{edition.slug}/meetings/coordination/lacking"
    assert page in client.get(f"/{edition.slug}/meetings/coordination").text
    assert "Aún no hay seguimiento" in client.get(page).text
    assert "al seguimiento" in client.post(f"{page}/following", follow_redirects=True).text
    assert "Forjas León" in client.get(f"{page}?what=certificate&thing=iatf-16949").text
    assert "No encontramos pendientes" in client.get(f"{page}?status=reached").text
    assert "No encontramos pendientes" in client.get(f"{page}?municipality=Marte").text
    one = session().scalars(select(SupplierLack).where(SupplierLack.thing == "iatf-16949")).one()
    assert client.post(f"{page}/{one.id}", data={"note": "sin estado"}).status_code == 422
    sent = {"state": "ongoing", "note": "Empezó la auditoría"}
    assert client.post(f"{page}/{one.id}", data=sent).status_code == 303
    told = client.get(f"{page}/{one.id}").text
    assert ("Empezó la auditoría" in told, coordinator.full_name in told) == (True, True)
    rows = list(csv.reader(StringIO(client.get(f"{page}.csv?status=ongoing").text.lstrip("\ufeff"))))
    assert [(row[0], row[5], row[6], row[7]) for row in rows[1:]] == [
        ("Forjas León", "IATF 16949", "En curso", "Empezó la auditoría")
    ]
    assert client.get(f"{page}.xlsx").data[:2] == b"PK"
    assert company_id == one.company_id


def test_a_supplier_reads_its_state_who_helps_and_says_that_it_has_it(client: FlaskClient) -> None:
    edition = an_edition()
    company_id, person = lacking(edition)
    is_over(edition)
    follow_lacks(edition.id, by=person.id, now=utc_now())
    one = session().scalars(select(SupplierLack).where(SupplierLack.thing == "iatf-16949")).one()
    gone = a_lack(edition.id, company_id, "iso-50001", state=LackState.REACHED, note="Certificada")
    a_helper(edition.id, "iatf-16949")
    a_helper(edition.id, "tisax", organisation="Otra universidad")
    sign_in(client, person)
    page = f"/{edition.slug}/meetings/lacking"
    told = client.get(page).text
    assert ("Universidad de Guanajuato" in told, "Otra universidad" in told) == (True, False)
    assert all(each in told for each in ("Pendiente", "ISO 50001", "Certificada", "Ya lo tenemos"))
    assert "Anotamos que ya lo tienen" in client.post(f"{page}/{one.id}/claim", follow_redirects=True).text
    assert "Usted avisó que ya lo tiene" in client.get(page).text
    assert "El comité organizador ya cerró" in client.post(f"{page}/{gone.id}/claim", follow_redirects=True).text
    _other, stranger = lacking(edition, name="Moldes Silao")
    sign_in(client, stranger)
    assert client.post(f"{page}/{one.id}/claim").status_code == 404
    a_coordinator(client, edition)
    listed = client.get(f"/{edition.slug}/meetings/coordination/lacking?claimed=1").text
    assert ("Forjas León" in listed, "Moldes Silao" in listed) == (True, False)


def test_who_helps_is_kept_changed_removed_and_copied(client: FlaskClient) -> None:
    edition, other = an_edition(), an_edition()
    a_coordinator(client, edition)
    page = f"/{edition.slug}/meetings/coordination/helpers"
    assert "Aún no hay organizaciones" in client.get(page).text
    sent = {
        "organisation": "CONALEP",
        "kind": "training",
        "page": "https://conalep.example.mx",
        "standards": ["iatf-16949"],
    }
    wrong = client.post(f"{page}/new", data={**sent, "page": "conalep"})
    assert (wrong.status_code, "CONALEP" in wrong.text) == (422, True)
    assert client.post(f"{page}/new", data=sent).status_code == 303
    told = client.get(page).text
    assert all(each in told for each in ("CONALEP", "IATF 16949", "Capacitación"))
    (helper,) = list_helpers(edition.id)
    assert client.post(f"{page}/{helper.id}", data={**sent, "organisation": "UTL", "standards": []}).status_code == 303
    copy_helpers(edition.id, other.id)
    assert [(each.organisation, each.covers) for each in list_helpers(other.id)] == [("UTL", frozenset())]
    assert client.post(f"{page}/{helper.id}/removal").status_code == 303
    assert session().get(LackHelper, helper.id) is None


def test_more_rows_ask_no_more_statements(client: FlaskClient, statements: list[str]) -> None:
    edition = an_edition()
    a_coordinator(client, edition)
    counted = []
    for _number in range(3):
        a_lack(edition.id, a_company().id)
        client.get(f"/{edition.slug}/meetings/coordination/lacking")
        statements.clear()
        client.get(f"/{edition.slug}/meetings/coordination/lacking")
        counted.append(len(statements))
    assert counted == [counted[0]] * 3
