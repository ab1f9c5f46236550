"""Who prepares the programme: rooms, speakers, sessions, materials, and what to look at."""

from datetime import datetime
from io import BytesIO
from typing import TypeVar

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.database import session
from forum.editions.models import Edition
from forum.programme.enums import ProgrammeChange, SpeakerRole
from forum.programme.models import Material, ProgrammeEvent, Room, Speaker, SpeakerPhoto, Talk, TalkSpeaker
from tests.builders.agendas import Desk
from tests.builders.editions import ZONE, a_category, an_edition, days_of
from tests.builders.files import A_PDF, a_picture
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.programme import a_room, a_speaker, a_talk, at, published
from tests.builders.registrations import a_registration

pytestmark = pytest.mark.both_engines  # the services have no tests of their own
T = TypeVar("T")
DESK = "/foro/programme/desk"
WRITTEN = {
    "kind": "panel",
    "title_es": "Qué compran",
    "day": "",
    "room_id": "0",
    "track": "",
    "language": "es",
    "interpretation": "",
}


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


@pytest.fixture
def committee(client: FlaskClient, edition: Edition) -> FlaskClient:
    """A member of a committee, who prepares the programme."""
    person = a_person()
    a_role(person, Role.COMMITTEE, edition)
    return sign_in(client, person)


def the(model: type[T]) -> T:
    session().expire_all()
    return session().scalars(select(model)).one()


def changes() -> list[tuple[ProgrammeChange, str]]:
    session().expire_all()
    return [(each.kind, each.title) for each in session().scalars(select(ProgrammeEvent).order_by(ProgrammeEvent.id))]


def test_a_room_is_added_changed_and_removed_and_each_leaves_a_trace(committee: FlaskClient) -> None:
    assert (
        committee.post(f"{DESK}/rooms", data={"name": "Auditorio", "capacity": "350", "hall_id": "0"}).status_code
        == 303
    )
    room = the(Room)
    committee.post(f"{DESK}/rooms/{room.id}", data={"name": "Auditorio A", "hall_id": "0", "capacity": ""})
    assert (the(Room).name, the(Room).capacity) == ("Auditorio A", None)
    committee.post(f"{DESK}/rooms/{room.id}/removal")
    assert changes() == [
        (ProgrammeChange.ROOM_ADDED, "Auditorio"),
        (ProgrammeChange.ROOM_CHANGED, "Auditorio A"),
        (ProgrammeChange.ROOM_REMOVED, "Auditorio A"),
    ]


def test_two_rooms_are_not_called_alike(committee: FlaskClient, edition: Edition) -> None:
    a_room(edition, "Salón León")
    answer = committee.post(f"{DESK}/rooms", data={"name": "SALON LEON", "hall_id": "0"})
    assert (answer.status_code, "Ya hay una sala con ese nombre" in answer.text) == (422, True)


def test_a_room_with_a_session_stays(committee: FlaskClient, edition: Edition) -> None:
    a_talk(edition, "Inauguración", room=(room := a_room(edition)))
    answer = committee.post(f"{DESK}/rooms/{room.id}/removal", follow_redirects=True)
    assert "«Inauguración» está en esta sala" in answer.text
    assert the(Room).id == room.id


def test_a_session_is_written_and_gets_its_people(committee: FlaskClient, edition: Edition) -> None:
    speaker, room, day = a_speaker(edition, "Eva Luna"), a_room(edition, "Auditorio"), days_of(edition)[0].date
    times = {"day": day.isoformat(), "starts": "10:00", "ends": "11:15", "room_id": str(room.id)}
    page = committee.post(f"{DESK}/sessions/new", data={**WRITTEN, **times}, follow_redirects=True)
    talk = the(Talk)
    assert (talk.starts_at, talk.ends_at) == (at(edition, 10), at(edition, 11, 15))
    assert "Falta ponente." in page.text
    sent = {"speaker": speaker.id, "role": "moderator"}
    page = committee.post(f"{DESK}/sessions/{talk.id}/speakers", data=sent, follow_redirects=True)
    part = the(TalkSpeaker)
    assert (part.speaker_id, part.role, "Falta ponente." in page.text) == (speaker.id, SpeakerRole.MODERATOR, False)
    committee.post(f"{DESK}/sessions/{talk.id}/speakers/{speaker.id}/removal")
    assert session().scalar(select(TalkSpeaker)) is None


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ({"starts": "10:00", "ends": "11:00"}, "Indique día, inicio y fin"),
        ({"day": "first", "starts": "11:00", "ends": "10:00"}, "El fin va después del inicio"),
    ],
)
def test_times_that_do_not_fit_come_back_with_all_that_was_typed(
    committee: FlaskClient, edition: Edition, times: dict[str, str], sentence: str
) -> None:
    first = days_of(edition)[0].date.isoformat()
    data = {**WRITTEN, **{key: value.replace("first", first) for key, value in times.items()}}
    answer = committee.post(f"{DESK}/sessions/new", data=data)
    assert (answer.status_code, sentence in answer.text, "Qué compran" in answer.text) == (422, True, True)


def test_two_who_edit_a_session_do_not_overwrite_each_other(committee: FlaskClient, edition: Edition) -> None:
    talk = a_talk(edition, "Una")
    page = committee.get(f"{DESK}/sessions/{talk.id}").text
    seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
    committee.post(f"{DESK}/sessions/{talk.id}", data={**WRITTEN, "title_es": "Dos"})
    answer = committee.post(f"{DESK}/sessions/{talk.id}", data={**WRITTEN, "title_es": "Tres", "seen": seen})
    assert (answer.status_code, "Otra persona cambió este dato" in answer.text) == (422, True)
    assert the(Talk).title_es == "Dos"


def test_a_session_without_hour_is_listed_apart(committee: FlaskClient, edition: Edition) -> None:
    a_talk(edition, "Por confirmar", speakers=[a_speaker(edition)], room=a_room(edition))
    page = committee.get(DESK).text
    assert ("Sin día" in page, "no se publica hasta tenerlos" in page, "Por revisar (1)" in page) == (True, True, True)


def test_a_speaker_is_warned_of_in_two_sessions_and_in_a_meeting(committee: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    starts: datetime = desk.slots[0].starts_at.astimezone(ZONE)
    a_registration(a_category(edition), person=meeting.person)
    eva = a_speaker(edition, "Eva Luna", email=meeting.person.email or "")
    one = a_talk(edition, "Primera", starts=starts, room=a_room(edition), speakers=[eva])
    a_talk(edition, "Segunda", starts=starts, room=a_room(edition), speakers=[eva])
    page = committee.get(f"{DESK}/sessions/{one.id}").text
    assert "Eva Luna está a esa hora en «Segunda»." in page
    assert "Eva Luna tiene una cita de negocios a esa hora." in page


def test_nobody_registered_with_an_address_is_said_beside_it(committee: FlaskClient) -> None:
    sent = {"full_name": "Eva Luna", "email": "nadie@example.mx"}
    answer = committee.post(f"{DESK}/speakers/new", data=sent)
    assert (answer.status_code, "Nadie está registrado en esta edición con ese correo" in answer.text) == (422, True)


def test_who_is_in_a_session_or_public_is_not_removed(committee: FlaskClient, edition: Edition) -> None:
    speaker = a_speaker(edition, "Eva Luna")
    talk = a_talk(edition, "Inauguración", starts=at(edition, 10), speakers=[speaker])
    published(edition)
    for path in (f"sessions/{talk.id}/speakers/{speaker.id}", f"speakers/{speaker.id}"):
        page = committee.post(f"{DESK}/{path}/removal", follow_redirects=True)
    assert "«Inauguración» tiene a esta persona" in page.text
    published(edition)
    committee.post(f"{DESK}/speakers/{speaker.id}/removal")
    assert session().scalar(select(Speaker.id)) is None


def test_a_portrait_is_encoded_again_and_removed(committee: FlaskClient, edition: Edition) -> None:
    speaker = a_speaker(edition)
    address = f"{DESK}/speakers/{speaker.id}/photo"
    committee.post(address, data={"photo": (BytesIO(a_picture("JPEG")), "yo.jpg")})
    assert the(SpeakerPhoto).png.startswith(b"\x89PNG")
    assert committee.get(f"{address}.png").mimetype == "image/png"
    refused = committee.post(address, data={"photo": (BytesIO(b"<svg/>"), "yo.svg")})
    assert (refused.status_code, "No pudimos leer la imagen" in refused.text) == (422, True)
    committee.post(f"{address}/removal")
    assert session().scalar(select(SpeakerPhoto.speaker_id)) is None


def test_a_material_is_a_link_or_a_pdf(committee: FlaskClient, edition: Edition) -> None:
    address = f"{DESK}/sessions/{a_talk(edition).id}/materials"
    neither = committee.post(address, data={"title": "Láminas"})
    assert (neither.status_code, "Escriba un enlace o elija un PDF" in neither.text) == (422, True)
    picture = committee.post(address, data={"title": "Foto", "file": (BytesIO(a_picture("PNG")), "x.pdf")})
    assert (picture.status_code, "Suba un PDF." in picture.text) == (422, True)
    committee.post(address, data={"title": "Láminas", "file": (BytesIO(A_PDF), "láminas.pdf")})
    committee.post(address, data={"title": "Enlace", "url": "https://ejemplo.mx/x"})
    session().expire_all()
    first, second = session().scalars(select(Material).order_by(Material.id)).all()
    assert ((first.title, first.url), second.url) == (("Láminas", ""), "https://ejemplo.mx/x")
    committee.post(f"{DESK}/materials/{first.id}/removal")
    assert the(Material).id == second.id


def test_the_table_of_a_day_has_rooms_and_hours(committee: FlaskClient, edition: Edition) -> None:
    a_talk(edition, "En sala", starts=at(edition, 10), room=a_room(edition, "Auditorio"), speakers=[a_speaker(edition)])
    a_talk(edition, "Otro día", starts=at(edition, 10, day=1), room=a_room(edition))
    a_talk(edition, "Sin lugar", starts=at(edition, 12))
    page = committee.get(f"{DESK}/grid").text
    assert [each in page for each in ("En sala", "Auditorio", "Sin lugar", ">Otro día<")] == [True, True, True, False]


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_list_takes_the_same_statements_however_many_sessions(
    committee: FlaskClient, edition: Edition, statements: list[str], sessions: int
) -> None:
    for hour in range(sessions):
        a_talk(edition, starts=at(edition, 10 + hour), room=a_room(edition), speakers=[a_speaker(edition)])
    committee.get(DESK)
    statements.clear()
    assert committee.get(DESK).status_code == 200
    assert len(statements) == 8
