"""What is published, and what everybody sees of it: pages, portraits, files, calendars."""

import re

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.programme import service
from forum.programme.enums import SpeakerRole
from forum.programme.models import ProgrammeVersion
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.programme import a_paper, a_room, a_speaker, a_talk, at, published, talk_data
from tests.builders.registrations import a_registration, link_of

pytestmark = pytest.mark.both_engines  # publishing has no tests of its own
PUBLICATION = "/foro/programme/desk/publication"


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


@pytest.fixture
def organiser(app: Flask, edition: Edition) -> FlaskClient:
    person = a_person()
    a_role(person, Role.ORGANISER, edition)
    return sign_in(app.test_client(), person)


def titles(page: str) -> list[str]:
    return re.findall(r'<h3 class="slot__title">(?:<a [^>]*>)?(.*?)<', page)


def draft_in(page: str) -> str:
    found = re.search(r'name="draft"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_before_the_first_version_the_page_says_so_and_nothing_leads_to_it(
    client: FlaskClient, edition: Edition
) -> None:
    a_talk(edition, "Secreta", starts=at(edition, 10))
    page = client.get("/foro/programme")
    assert (page.status_code, "Aún no publicamos el programa" in page.text, "Secreta" in page.text) == (
        200,
        True,
        False,
    )
    assert "/foro/programme" not in client.get("/foro/").text


def test_what_is_published_is_public_until_the_next_version(
    client: FlaskClient, organiser: FlaskClient, edition: Edition
) -> None:
    talk = a_talk(edition, "Inauguración", starts=at(edition, 10), room=a_room(edition, "Auditorio"))
    answer = organiser.post(
        PUBLICATION, data={"draft": draft_in(organiser.get(PUBLICATION).text)}, follow_redirects=True
    )
    assert ("Publicamos la versión 1 del programa." in answer.text, "Versión 1" in answer.text) == (True, True)
    data = talk_data(title_es="Apertura", starts_at=at(edition, 11), ends_at=at(edition, 12))
    service.update_talk(talk.id, data, edition_id=edition.id, by=a_person().id, now=utc_now())
    assert titles(client.get("/foro/programme").text) == ["Inauguración"]
    page = organiser.get(PUBLICATION).text
    for words in ("Cambia de hora", "10:00–11:00 → 11:00–12:00", "Auditorio → sala por confirmar"):
        assert words in page
    organiser.post(PUBLICATION, data={"draft": draft_in(page)})
    assert titles(client.get("/foro/programme").text) == ["Apertura"]
    assert "/foro/programme" in client.get("/foro/").text


def test_who_joins_and_who_leaves_is_said(organiser: FlaskClient, edition: Edition) -> None:
    ana, eva = a_speaker(edition, "Ana Ruiz"), a_speaker(edition, "Eva Luna")
    talk, by = a_talk(edition, starts=at(edition, 10), speakers=[ana]), a_person().id
    published(edition)
    service.unbill_speaker(talk.id, speaker_id=ana.id, edition_id=edition.id, by=by, now=utc_now())
    service.bill_speaker(
        talk.id, speaker_id=eva.id, role=SpeakerRole.SPEAKER, edition_id=edition.id, by=by, now=utc_now()
    )
    assert "entra: Eva Luna · sale: Ana Ruiz" in organiser.get(PUBLICATION).text


def test_what_was_not_read_is_not_published(organiser: FlaskClient, edition: Edition) -> None:
    a_talk(edition, starts=at(edition, 10))
    seen = draft_in(organiser.get(PUBLICATION).text)
    a_talk(edition, "La otra", starts=at(edition, 12))
    answer = organiser.post(PUBLICATION, data={"draft": seen})
    assert (answer.status_code, "Alguien cambió el borrador" in answer.text) == (422, True)
    assert session().scalar(select(ProgrammeVersion.id)) is None
    assert draft_in(answer.text) != seen


def test_nothing_new_is_no_version(organiser: FlaskClient, edition: Edition) -> None:
    a_talk(edition, starts=at(edition, 10))
    published(edition)
    page = organiser.get(PUBLICATION).text
    assert "No hay cambios que publicar" in page
    answer = organiser.post(PUBLICATION, data={"draft": "x" * 24})
    assert answer.status_code == 422


def test_a_committee_prepares_and_does_not_publish(app: Flask, edition: Edition) -> None:
    a_role(person := a_person(), Role.COMMITTEE, edition)
    committee = sign_in(app.test_client(), person)
    assert PUBLICATION not in committee.get("/foro/programme/desk").text
    assert committee.get(PUBLICATION).status_code == 403


def test_a_session_without_hour_is_not_published(client: FlaskClient, edition: Edition) -> None:
    a_talk(edition, "Con hora", starts=at(edition, 10))
    a_talk(edition, "Sin hora")
    published(edition)
    assert titles(client.get("/foro/programme").text) == ["Con hora"]


def test_sessions_are_found_by_day_track_and_room(client: FlaskClient, edition: Edition) -> None:
    one, two = a_room(edition, "Auditorio"), a_room(edition, "Taller")
    a_talk(edition, "Primera", starts=at(edition, 12), room=one, track="Compras")
    a_talk(edition, "Segunda", starts=at(edition, 10), room=two, track="ASG")
    a_talk(edition, "Otro día", starts=at(edition, 10, day=1), room=one, track="Compras")
    published(edition)
    second = at(edition, 10, day=1).date().isoformat()
    found = {
        query: titles(client.get(f"/foro/programme{query}").text)
        for query in (
            "",
            f"?day={second}",
            "?day=all",
            "?day=all&track=Compras",
            "?room=Taller",
            "?day=x",
            "?track=Nada",
        )
    }
    assert found == {
        "": ["Segunda", "Primera"],
        f"?day={second}": ["Otro día"],
        "?day=all": ["Segunda", "Primera", "Otro día"],
        "?day=all&track=Compras": ["Primera", "Otro día"],
        "?room=Taller": ["Segunda"],
        "?day=x": ["Segunda", "Primera"],
        "?track=Nada": [],
    }


def test_now_is_what_is_on_and_what_comes_within_the_hour(client: FlaskClient, edition: Edition) -> None:
    for title, hour in (("Antes", 9), ("En curso", 10), ("Siguiente", 11), ("Después", 13)):
        a_talk(edition, title, starts=at(edition, hour))
    published(edition)
    with time_machine.travel(at(edition, 10, 30), tick=False):
        page = client.get("/foro/programme?day=now").text
        assert (titles(page), page.count("<strong>Ahora</strong>")) == (["En curso", "Siguiente"], 1)
    with time_machine.travel(at(edition, 20), tick=False):
        assert "No hay sesiones en este momento" in client.get("/foro/programme?day=now").text


def test_a_session_has_a_page_with_its_people_and_materials(client: FlaskClient, edition: Edition) -> None:
    eva = a_speaker(edition, "Eva Luna", biography_es="Ingeniera de calidad.", biography_en="A quality engineer.")
    talk = a_talk(edition, "Leer un plano", starts=at(edition, 10), speakers=[eva], title_en="Reading a drawing")
    material = a_paper(talk)
    published(edition)
    page = client.get(f"/foro/programme/sessions/{talk.id}").text
    assert [each in page for each in ("Leer un plano", "Eva Luna", "Ingeniera de calidad.", "Láminas")] == [True] * 4
    english = client.get(f"/foro/programme/sessions/{talk.id}", headers={"Accept-Language": "en"}).text
    assert [each in english for each in ("Reading a drawing", "A quality engineer.")] == [True, True]
    file = client.get(f"/foro/programme/materials/{material.id}")
    assert (file.mimetype, file.headers["Content-Disposition"].startswith("attachment")) == ("application/pdf", True)


def test_nothing_of_the_draft_is_public(client: FlaskClient, edition: Edition) -> None:
    talk = a_talk(edition, speakers=[a_speaker(edition)])
    material = a_paper(talk)
    for path in (f"sessions/{talk.id}", f"sessions/{talk.id}.ics", f"materials/{material.id}", "speakers/1/photo.png"):
        assert client.get(f"/foro/programme/{path}").status_code == 404


def test_what_is_corrected_of_a_speaker_is_public_at_once(client: FlaskClient, edition: Edition) -> None:
    eva = a_speaker(edition, "Eva Lana")
    a_talk(edition, starts=at(edition, 10), speakers=[eva])
    published(edition)
    assert "Eva Lana" in client.get("/foro/programme").text
    data = service.SpeakerData(full_name="Eva Luna", position="", company="", biography_es="", biography_en="")
    service.update_speaker(eva.id, data, edition_id=edition.id, by=a_person().id, now=utc_now())
    page = client.get("/foro/programme").text
    assert ("Eva Luna" in page, "Eva Lana" in page) == (True, False)


def test_a_session_that_is_gone_says_so_and_calendars_take_it_away(client: FlaskClient, edition: Edition) -> None:
    talk = a_talk(edition, "Se quita", starts=at(edition, 10))
    a_talk(edition, "Se queda", starts=at(edition, 12))
    published(edition)
    service.remove_talk(talk.id, edition_id=edition.id, by=a_person().id, now=utc_now())
    published(edition)
    assert titles(client.get("/foro/programme").text) == ["Se queda"]
    assert "Esta sesión se quitó del programa" in client.get(f"/foro/programme/sessions/{talk.id}").text
    events = Calendar.from_ical(client.get("/foro/programme/calendar.ics").data).walk("VEVENT")
    assert [(str(each["STATUS"]), each["SEQUENCE"]) for each in events] == [("CANCELLED", 1), ("CONFIRMED", 0)]


def test_a_calendar_file_has_one_session_and_keeps_its_name(client: FlaskClient, edition: Edition) -> None:
    talk = a_talk(edition, "Charla", starts=at(edition, 10), room=a_room(edition, "Auditorio"))
    published(edition)
    answer = client.get(f"/foro/programme/sessions/{talk.id}.ics")
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert (str(event["UID"]), str(event["SUMMARY"]), event["SEQUENCE"]) == (talk.uid, "Charla", 0)
    assert (event["DTSTART"].dt, str(event["LOCATION"])) == (at(edition, 10), "Auditorio, Poliforum León")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="sesion-{talk.id}.ics"'


@pytest.mark.parametrize("path", ["", "/calendar.ics"])
def test_who_has_it_already_is_told_so(client: FlaskClient, edition: Edition, path: str) -> None:
    talk = a_talk(edition, starts=at(edition, 10))
    published(edition)
    first = client.get(f"/foro/programme{path}")
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"/foro/programme{path}", headers=known).status_code == 304
    service.remove_talk(talk.id, edition_id=edition.id, by=a_person().id, now=utc_now())
    published(edition)
    assert client.get(f"/foro/programme{path}", headers=known).status_code == 200


@pytest.mark.parametrize("sessions", [1, 4])
def test_the_page_takes_three_statements_and_then_one(
    app: Flask, client: FlaskClient, edition: Edition, statements: list[str], sessions: int
) -> None:
    for hour in range(sessions):
        a_talk(edition, starts=at(edition, 10 + hour), room=a_room(edition), speakers=[a_speaker(edition)])
    published(edition)
    counts = []
    for _ in range(2):
        statements.clear()
        assert client.get("/foro/programme").status_code == 200
        counts.append(len(statements))
    assert counts == [3, 1]


def test_it_is_found_from_the_page_of_who_is_registered(client: FlaskClient, edition: Edition) -> None:
    registration = a_registration(a_category(edition))
    a_talk(edition, starts=at(edition, 10))
    assert "/foro/programme" not in client.get(link_of(registration)).text
    published(edition)
    assert "/foro/programme" in client.get(link_of(registration)).text


def test_the_table_names_rooms_and_hours(client: FlaskClient, edition: Edition) -> None:
    a_talk(edition, "Una", starts=at(edition, 10), room=a_room(edition, "Auditorio"))
    published(edition)
    page = client.get("/foro/programme?view=grid").text
    assert ('<th scope="col">Auditorio</th>' in page, page.count("timegrid__talk")) == (True, 1)


def test_the_address_of_the_whole_programme_is_offered(client: FlaskClient, edition: Edition) -> None:
    a_talk(edition, starts=at(edition, 10))
    published(edition)
    assert "/foro/programme/calendar.ics?language=es" in client.get("/foro/programme/calendar").text
