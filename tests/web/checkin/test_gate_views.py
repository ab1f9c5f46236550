"""The pages of the door: setting up gates, the scanner, search by name, counts."""

import json
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.badges.models import Badge
from forum.checkin.models import Gate
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.registration.enums import RegistrationStatus
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward, venue_of
from tests.builders.editions import ZONE, a_category, an_edition
from tests.builders.people import a_person, sign_in


@pytest.fixture
def edition(app: object) -> Edition:
    """An edition that is open today."""
    today = utc_now().astimezone(ZONE).date()
    return an_edition(starts_on=today, ends_on=today + timedelta(days=1))


@pytest.fixture
def supervisor(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition, Role.GATE_SUPERVISOR))


@pytest.fixture
def steward(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition))


def at(edition: Edition, path: str) -> str:
    return f"/{edition.slug}/checkin/{path}"


def gate_data(edition: Edition, name: str, **values: object) -> dict[str, object]:
    """The form of a gate of the whole forum."""
    return {"name": name, "area": venue_of(edition.id).id, "direction": "in", **values}


def names() -> list[str]:
    session().rollback()
    return list(session().scalars(select(Gate.name).order_by(Gate.name)))


@pytest.mark.both_engines
def test_supervisor_adds_renames_and_deletes_a_gate(supervisor: FlaskClient, edition: Edition) -> None:
    added = supervisor.post(
        at(edition, "gates/new"), data=gate_data(edition, "  Acceso   norte "), follow_redirects=True
    )
    assert "Agregamos la puerta." in added.text
    assert names() == ["Acceso norte"]
    gate_id = session().scalars(select(Gate.id)).one()

    supervisor.post(at(edition, f"gates/{gate_id}/edit"), data=gate_data(edition, "Acceso sur"))
    assert names() == ["Acceso sur"]

    deleted = supervisor.post(at(edition, f"gates/{gate_id}/deletion"), follow_redirects=True)
    assert "Borramos la puerta." in deleted.text
    assert names() == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Acceso norte", "Ya hay una puerta con ese nombre."),
        ("", "Escriba el nombre de la puerta."),
        ("x" * 41, "Use hasta 40 letras: el nombre se lee en el celular."),
    ],
)
def test_a_refused_name_is_kept_with_its_reason(
    supervisor: FlaskClient, edition: Edition, name: str, said: str
) -> None:
    a_gate(edition, "Acceso norte")
    other = a_gate(edition, "Acceso sur")
    for path in ("gates/new", f"gates/{other.id}/edit"):
        answer = supervisor.post(at(edition, path), data=gate_data(edition, name))
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{name}"' in answer.text
    assert names() == ["Acceso norte", "Acceso sur"]


def test_same_name_may_be_used_in_another_edition(supervisor: FlaskClient, edition: Edition) -> None:
    a_gate(an_edition(), "Acceso norte")
    supervisor.post(at(edition, "gates/new"), data=gate_data(edition, "Acceso norte"))
    assert names() == ["Acceso norte", "Acceso norte"]


@pytest.mark.both_engines
def test_used_gate_is_not_deleted(supervisor: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition)
    supervisor.post(f"/api/gates/{gate.id}/scans", json=a_scan())
    answer = supervisor.post(at(edition, f"gates/{gate.id}/deletion"), follow_redirects=True)
    assert "En esta puerta ya se escanearon gafetes: se puede renombrar, no borrar." in answer.text
    assert names() == [gate.name]


def a_famous_badge(edition: Edition, **values: object) -> Badge:
    person = a_person(
        given_names="Íñigo", first_surname="Peñaloza", second_surname="Ordóñez", phone="+524771234567", **values
    )
    return a_badge(edition, person=person, category=a_category(edition, name_es="Proveedor"))


@pytest.mark.both_engines
def test_a_search_shows_names_and_no_contact_data(steward: FlaskClient, edition: Edition) -> None:
    badge = a_famous_badge(edition)
    a_badge(edition)
    gate = a_gate(edition)
    found = steward.get(at(edition, f"gates/{gate.id}/people?q=PENALOZA+ini"), headers={"HX-Request": "true"})
    assert found.text.count("door__person") == 1
    assert "Íñigo Peñaloza Ordóñez" in found.text
    assert "Proveedor" in found.text
    assert "Aún no entra" in found.text
    page = steward.get(at(edition, f"gates/{gate.id}/people?q=peñaloza")).text
    for secret in ("example.mx", "4771234567", "477 123 4567", badge.code):
        assert secret not in found.text
        assert secret not in page


@pytest.mark.both_engines
def test_a_search_shows_who_is_inside_and_who_may_not_enter(steward: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition)
    inside = a_famous_badge(edition)
    steward.post(f"/api/gates/{gate.id}/scans", json=a_scan(inside))
    a_badge(edition, person=a_person(first_surname="Peñaloza"), status=RegistrationStatus.CANCELLED)
    a_badge(edition, person=a_person(first_surname="Peñaloza"), revoked=True)
    text = steward.get(at(edition, f"gates/{gate.id}/people?q=penaloza"), headers={"HX-Request": "true"}).text
    assert "Entró a las" in text
    assert text.count("Registro no vigente") == 1
    assert text.count("Sin gafete vigente") == 1
    assert text.count("data-admit") == 1


@pytest.mark.parametrize(("typed", "said"), [("p", 0), ("", 0), ("zz", 1)])
def test_a_search_that_finds_nobody(steward: FlaskClient, edition: Edition, typed: str, said: int) -> None:
    a_famous_badge(edition)
    gate = a_gate(edition)
    text = steward.get(at(edition, f"gates/{gate.id}/people?q={typed}"), headers={"HX-Request": "true"}).text
    assert "door__person" not in text
    assert text.count("No encontramos personas") == said


def test_typed_code_and_found_person_work_without_javascript(steward: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition)
    badge = a_famous_badge(edition)
    typed = steward.post(
        at(edition, f"gates/{gate.id}/scans"), data={"scan_id": str(a_scan()["id"]), "code": badge.code.lower()}
    )
    assert 'data-outcome="admitted"' in typed.text
    assert "Íñigo Peñaloza Ordóñez" in typed.text
    kept = steward.get(at(edition, f"gates/{gate.id}")).headers["Cache-Control"]  # for *back* without a network
    assert (kept, typed.headers["Cache-Control"]) == ("private, no-cache", "no-store")
    found = steward.post(
        at(edition, f"gates/{gate.id}/scans"),
        data={"scan_id": str(a_scan()["id"]), "registration": badge.registration_id},
    )
    assert 'data-outcome="already_inside"' in found.text
    refused = steward.post(at(edition, f"gates/{gate.id}/scans"), data={"scan_id": "x", "code": badge.code})
    assert refused.status_code == 422


def test_an_unchanged_count_is_not_sent_again(steward: FlaskClient, edition: Edition) -> None:
    gate, other = a_gate(edition), a_gate(edition)
    steward.post(f"/api/gates/{gate.id}/scans", json=a_scan(a_badge(edition)))
    steward.post(f"/api/gates/{other.id}/scans", json=a_scan(a_badge(edition)))
    steward.post(f"/api/gates/{other.id}/scans", json=a_scan(a_badge(edition)))
    first = steward.get(at(edition, f"gates/{gate.id}/counts"))
    assert "<dd data-count-here>1</dd>" in first.text
    assert "<span data-count-inside>3</span>" in first.text
    again = steward.get(at(edition, f"gates/{gate.id}/counts"), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    steward.post(f"/api/gates/{gate.id}/scans", json=a_scan(a_badge(edition)))
    changed = steward.get(at(edition, f"gates/{gate.id}/counts"), headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


@pytest.mark.both_engines
def test_counts_list_gates_in_the_order_people_read_them(supervisor: FlaskClient, edition: Edition) -> None:
    for name in ("Puerta 10", "Puerta 2", "acceso sur", "Ñandú"):
        a_gate(edition, name)
    page = supervisor.get(at(edition, "counts")).text
    order = [page.index(name) for name in ("acceso sur", "Ñandú", "Puerta 2", "Puerta 10")]
    assert order == sorted(order)


def test_counts_separate_people_entries_and_scans(supervisor: FlaskClient, edition: Edition) -> None:
    north, south = a_gate(edition, "Acceso norte"), a_gate(edition, "Acceso sur")
    badge = a_badge(edition)
    other = a_badge(edition)
    for gate, scan in ((north, a_scan(badge)), (south, a_scan(badge)), (north, a_scan()), (north, a_scan(other))):
        supervisor.post(f"/api/gates/{gate.id}/scans", json=scan)
    text = " ".join(supervisor.get(at(edition, "counts")).text.split())
    figures = [part.split("</p>")[0] for part in text.split('<p class="stat__value">')[1:]]
    assert figures == ["2", "4", "2", "2"]
    cells = [part.split("</td>")[0] for part in text.split('class="table__number">')[1:] if "</td>" in part]
    hour = f"{utc_now().astimezone(ZONE):%H}:00"
    assert cells == ["—", "sin límite", "2", "2", "3", "1", "0.6", "0", "1", "0", "0.2", "2", "0"]
    assert hour in text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("gates", 5),
        ("gates/{id}", 4),
        ("gates/{id}/people?q=munoz", 4),
        ("gates/{id}/counts", 4),
        ("counts", 6),
        ("areas", 5),
    ],
)
def test_lists_take_the_same_statements_for_one_and_three(
    supervisor: FlaskClient, edition: Edition, statements: list[str], page: str, expected: int
) -> None:
    counted = []
    for more in (1, 2):
        for _ in range(more):
            gate = a_gate(edition)
            badge = a_badge(edition)
            supervisor.post(f"/api/gates/{gate.id}/scans", json=a_scan(badge))
        statements.clear()
        assert supervisor.get(at(edition, page.format(id=gate.id))).status_code == 200
        counted.append(len(statements))
    assert max(counted) == expected
    assert counted[1] <= counted[0]  # who is in is known for two seconds


def test_a_scanner_is_put_on_the_first_screen_and_its_worker_keeps_files_of_this_version(
    steward: FlaskClient, edition: Edition
) -> None:
    gate = a_gate(edition, "Acceso norte")
    page = steward.get(at(edition, f"gates/{gate.id}")).text
    address = at(edition, f"gates/{gate.id}/manifest.webmanifest")
    assert f'href="{address}"' in page
    manifest = steward.get(address).json
    assert (manifest["short_name"], manifest["start_url"], manifest["scope"]) == (
        "Acceso norte",
        at(edition, f"gates/{gate.id}"),
        at(edition, ""),
    )
    worker = steward.get(at(edition, "worker.js"))
    assert worker.mimetype == "text/javascript"
    files = json.loads(worker.text.split("self.SHELL=", 1)[1].split(";\n", 1)[0])["files"]
    stylesheet = page.split('rel="stylesheet" href="', 1)[1].split('"', 1)[0]
    assert stylesheet in files
    assert [file for file in files if not file.startswith("/static/")] == []
