"""Areas with doors of their own: who enters, how often, how many at once, and who is in."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.checkin.enums import AreaKind, GateDirection
from forum.checkin.models import Area, AreaCategory, AreaDay, Entry, Gate, Scan
from forum.checkin.queries import count_inside
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.editions.service import create_edition
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward, an_area, venue_of
from tests.builders.editions import ZONE, a_category, an_edition, days_of
from tests.builders.people import sign_in


def today() -> date:
    return utc_now().astimezone(ZONE).date()


@pytest.fixture
def edition(app: object) -> Edition:
    """An edition that is open today and tomorrow."""
    return an_edition(starts_on=today(), ends_on=today() + timedelta(days=1))


@pytest.fixture
def supervisor(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition, Role.GATE_SUPERVISOR))


def send(client: FlaskClient, gate: Gate, scan: dict[str, object]) -> tuple[object, object]:
    answer = client.post(f"/api/gates/{gate.id}/scans", json=scan)
    assert answer.status_code == 200, answer.text
    return answer.json["outcome"], answer.json["detail"]


def at(edition: Edition, path: str) -> str:
    return f"/{edition.slug}/checkin/{path}"


@pytest.mark.both_engines
def test_who_left_may_come_back_and_who_is_in_is_counted(supervisor: FlaskClient, edition: Edition) -> None:
    hall = an_area(edition, "Pabellón A")
    gate, way_out = a_gate(edition, area=hall, direction=GateDirection.BOTH), a_gate(edition, area=hall)
    badge = a_badge(edition)
    assert send(supervisor, gate, a_scan(badge)) == ("admitted", "Puede pasar.")
    assert send(supervisor, gate, a_scan(badge))[0] == "already_inside"
    assert count_inside(hall.id, day=today()) == 1
    assert send(supervisor, gate, a_scan(badge, leaves=True)) == ("left", "Registramos su salida.")
    assert count_inside(hall.id, day=today()) == 0
    assert (
        send(supervisor, gate, a_scan(badge, leaves=True))[1]
        == "Puede salir. No hay entrada registrada, o ya había salido."
    )
    back = send(supervisor, way_out, a_scan(badge, leaves=True))  # a gate of one way goes that way
    assert back == ("admitted", "Puede pasar: vuelve a entrar.")
    assert count_inside(hall.id, day=today()) == 1
    session().rollback()
    assert session().scalars(select(Entry.gate_id)).all() == [gate.id]
    assert session().scalars(select(Scan.leaves).order_by(Scan.happened_at)).all() == [False, False, True, True, False]


def test_an_area_and_the_forum_are_entered_apart(supervisor: FlaskClient, edition: Edition) -> None:
    badge, door, hall = a_badge(edition), a_gate(edition), a_gate(edition, area=an_area(edition))
    assert send(supervisor, hall, a_scan(badge))[0] == "admitted"
    assert send(supervisor, door, a_scan(badge))[0] == "admitted"
    assert send(supervisor, door, a_scan(badge))[0] == "already_inside"
    figures = supervisor.get(at(edition, "counts")).text
    assert figures.count('<p class="stat__value">1</p>') == 3  # today, people, entries: one person, one forum


@pytest.mark.both_engines
def test_a_meal_is_served_once_a_day(supervisor: FlaskClient, edition: Edition) -> None:
    gate, badge = a_gate(edition, "Comedor", area=an_area(edition, once_a_day=True)), a_badge(edition)
    assert send(supervisor, gate, a_scan(badge))[0] == "admitted"
    outcome, said = send(supervisor, gate, a_scan(badge))
    assert outcome == "only_once"
    assert str(said).endswith("por Comedor. Aquí se entra una vez al día.")
    assert count_inside(gate.area_id, day=today()) == 1


@pytest.mark.both_engines
def test_a_full_area_admits_when_somebody_left(supervisor: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition, area=an_area(edition, capacity=2), direction=GateDirection.BOTH)
    first, second, third = (a_badge(edition) for _ in range(3))
    for badge in (first, second):
        assert send(supervisor, gate, a_scan(badge))[0] == "admitted"
    full = send(supervisor, gate, a_scan(third))
    assert full == ("full", "Se llegó al aforo. Espere a que salga alguien o llame al supervisor.")
    assert send(supervisor, gate, a_scan(first))[0] == "already_inside"
    assert "Lleno" in supervisor.get(at(edition, "counts")).text
    send(supervisor, gate, a_scan(first, leaves=True))
    assert send(supervisor, gate, a_scan(third))[0] == "admitted"
    assert send(supervisor, gate, a_scan(first))[0] == "full"
    kept = a_scan(first, told="admitted", offset_ms=0)  # let in by a device without network: they are in
    assert send(supervisor, gate, kept)[0] == "admitted"
    assert count_inside(gate.area_id, day=today()) == 3


def test_categories_and_days_of_an_area(supervisor: FlaskClient, edition: Edition) -> None:
    staff, visitor = a_category(edition, name_es="Staff"), a_category(edition, name_es="Visitante")
    back_office = a_gate(edition, area=an_area(edition, category_ids=[staff.id]))
    workshop = a_gate(edition, area=an_area(edition, day_ids=[days_of(edition)[1].id]))
    assert send(supervisor, back_office, a_scan(a_badge(edition, category=staff)))[0] == "admitted"
    refused = send(supervisor, back_office, a_scan(a_badge(edition, category=visitor)))
    assert refused == ("not_here", "La categoría Visitante no entra a esta área.")
    assert send(supervisor, workshop, a_scan(a_badge(edition))) == ("not_today", "Esta área no abre hoy.")


@pytest.mark.both_engines
def test_a_supervisor_adds_changes_and_deletes_an_area(supervisor: FlaskClient, edition: Edition) -> None:
    category, (first, second) = a_category(edition), days_of(edition)
    other = a_category(edition)
    data = {"name": "Comedor", "kind": "dining", "capacity": "300", "once_a_day": "y"}
    limits = {"categories": [category.id], "days": [first.id]}
    added = supervisor.post(at(edition, "areas/new"), data={**data, **limits}, follow_redirects=True)
    assert "Agregamos el área." in added.text
    session().rollback()
    area = session().scalars(select(Area).where(Area.kind == AreaKind.DINING)).one()
    assert (area.name, area.capacity, area.once_a_day) == ("Comedor", 300, True)
    assert session().scalars(select(AreaCategory.category_id)).all() == [category.id]
    page = supervisor.get(at(edition, f"areas/{area.id}/edit")).text
    assert page.count("checked") == 4  # what it is, once a day, its category, its day

    everybody = {"categories": [category.id, other.id], "days": [first.id, second.id]}
    supervisor.post(at(edition, f"areas/{area.id}/edit"), data={**data, **everybody, "capacity": ""})
    session().rollback()
    assert session().scalars(select(Area.capacity).where(Area.id == area.id)).one() is None
    assert session().scalars(select(AreaCategory.category_id)).all() == []
    assert session().scalars(select(AreaDay.day_id)).all() == []

    gate = a_gate(edition, area=area)
    kept = supervisor.post(at(edition, f"areas/{area.id}/deletion"), follow_redirects=True)
    assert "Esta área tiene puertas." in kept.text
    supervisor.post(at(edition, f"gates/{gate.id}/deletion"))
    assert "Borramos el área." in supervisor.post(at(edition, f"areas/{area.id}/deletion"), follow_redirects=True).text


def test_the_forum_itself_stays(supervisor: FlaskClient, edition: Edition) -> None:
    forum = venue_of(edition.id)
    kept = supervisor.post(at(edition, f"areas/{forum.id}/deletion"), follow_redirects=True)
    assert "El área de todo el foro no se borra." in kept.text
    supervisor.post(at(edition, f"areas/{forum.id}/edit"), data={"name": "Poliforum", "capacity": "8000"})
    session().rollback()
    assert session().execute(select(Area.name, Area.kind, Area.capacity)).one() == ("Poliforum", AreaKind.VENUE, 8000)


def test_what_was_scanned_at_a_gate_counts_for_its_area(supervisor: FlaskClient, edition: Edition) -> None:
    gate, hall = a_gate(edition, "Norte"), an_area(edition)
    address = at(edition, f"gates/{gate.id}/edit")
    data = {"name": "Norte", "area": hall.id, "direction": "both"}
    assert supervisor.post(address, data=data).status_code == 302
    send(supervisor, gate, a_scan(a_badge(edition)))
    refused = supervisor.post(address, data={**data, "area": venue_of(edition.id).id})
    assert refused.status_code == 422
    assert "su área no cambia" in refused.text
    assert supervisor.post(address, data={**data, "direction": "out"}).status_code == 302


def test_a_gate_of_both_ways_asks_and_one_of_one_way_says_so(supervisor: FlaskClient, edition: Edition) -> None:
    hall, badge = an_area(edition, "Auditorio"), a_badge(edition)
    both = a_gate(edition, area=hall, direction=GateDirection.BOTH)
    page = supervisor.get(at(edition, f"gates/{both.id}"))
    assert "Auditorio" in page.text
    assert page.text.count('type="radio" name="way"') == 2
    assert (
        "Puerta de salida"
        in supervisor.get(at(edition, f"gates/{a_gate(edition, direction=GateDirection.OUT).id}")).text
    )
    typed = {"scan_id": a_scan()["id"], "code": badge.code, "way": "in"}
    assert "Adelante" in supervisor.post(at(edition, f"gates/{both.id}/scans"), data=typed).text
    found = supervisor.get(at(edition, f"gates/{both.id}/people?q=munoz")).text
    assert "Registrar la salida de María José Muñoz Güereca" in found
    typed = {"scan_id": a_scan()["id"], "registration": badge.registration_id, "way": "out"}
    assert "Registramos su salida." in supervisor.post(at(edition, f"gates/{both.id}/scans"), data=typed).text


def test_a_steward_scans_and_sets_nothing_up(client: FlaskClient, edition: Edition) -> None:
    sign_in(client, a_steward(edition))
    assert client.get(at(edition, "areas")).status_code == 403
    assert "Áreas" not in client.get(at(edition, "gates")).text


@pytest.mark.both_engines
def test_who_a_supervisor_lets_in_is_present_and_may_leave(supervisor: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition, area=an_area(edition, capacity=1, once_a_day=True), direction=GateDirection.BOTH)
    first, second = a_badge(edition), a_badge(edition)
    send(supervisor, gate, a_scan(first))
    scan = a_scan(second)
    assert send(supervisor, gate, scan)[0] == "full"
    supervisor.post(at(edition, f"scans/{scan['id']}/override"), data={"reason": "invited"})
    assert count_inside(gate.area_id, day=today()) == 2
    assert send(supervisor, gate, scan)[0] == "full"  # the scan stays as it was
    assert send(supervisor, gate, a_scan(second))[0] == "only_once"
    assert send(supervisor, gate, a_scan(second, leaves=True)) == ("left", "Registramos su salida.")
    assert count_inside(gate.area_id, day=today()) == 1


@pytest.mark.both_engines
def test_a_new_edition_has_the_area_of_the_whole_forum_and_pages_make_none(
    supervisor: FlaskClient, edition: Edition
) -> None:
    for path in ("areas", "areas/new", "gates", "gates/new", "counts"):
        assert supervisor.get(at(edition, path)).status_code == 200
        assert supervisor.head(at(edition, path)).status_code == 200
    session().rollback()
    assert session().scalars(select(Area)).all() == []
    starts_on = edition.starts_on + timedelta(days=365)
    new = create_edition(
        "Foro 2027", ordinal=77, slug="foro-nuevo", starts_on=starts_on, ends_on=starts_on, venue_name="", by=None,
        now=utc_now(),
    )  # fmt: skip
    areas = session().execute(select(Area.name, Area.kind).where(Area.edition_id == new.id)).all()
    assert [tuple(row) for row in areas] == [("Foro", AreaKind.VENUE)]
