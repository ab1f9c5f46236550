"""Rooms, speakers and sessions of an edition, and what is published of them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import count

from werkzeug.datastructures import FileStorage

from forum.core.clock import utc_now
from forum.editions.models import Edition
from forum.programme import service
from forum.programme.enums import SpeakerRole, TalkKind
from forum.programme.models import Material, ProgrammeVersion, Room, Speaker, Talk
from forum.programme.rules.versions import VersionTalk
from tests.builders.editions import ZONE, days_of
from tests.builders.files import A_PDF
from tests.builders.people import a_person

_number = count(1)


def a_room(edition: Edition, name: str = "", *, capacity: int | None = None) -> Room:
    """A room of the programme."""
    return service.add_room(
        edition.id,
        name=name or f"Sala {next(_number)}",
        hall_id=None,
        capacity=capacity,
        by=a_person().id,
        now=utc_now(),
    )


def a_speaker(edition: Edition, name: str = "", *, email: str = "", **values: str) -> Speaker:
    """A speaker of an edition."""
    texts = {"position": "Gerente", "company": "Ejes", "biography_es": "", "biography_en": "", **values}
    data = service.SpeakerData(full_name=name or f"Eva Luna {next(_number)}", email=email, **texts)
    return service.add_speaker(edition.id, data, by=a_person().id, now=utc_now())


def at(edition: Edition, hour: int, minute: int = 0, *, day: int = 0) -> datetime:
    """An hour of a day of the edition."""
    return datetime.combine(days_of(edition)[day].date, time(hour, minute), tzinfo=ZONE)


def talk_data(**values: object) -> service.TalkData:
    """What is written of a session, without day or room."""
    defaults: dict[str, object] = {
        "kind": TalkKind.TALK, "title_es": "Charla", "title_en": "", "summary_es": "", "summary_en": "", "track": "",
        "language": "es", "interpretation": "", "room_id": None, "starts_at": None, "ends_at": None, "capacity": None,
        "needs_registration": False,
    }  # fmt: skip
    return service.TalkData(**{**defaults, **values})  # type: ignore[arg-type]


def a_talk(
    edition: Edition,
    title: str = "",
    *,
    starts: datetime | None = None,
    minutes: int = 60,
    room: Room | None = None,
    speakers: Iterable[Speaker] = (),
    **values: object,
) -> Talk:
    """A session of the draft."""
    by, now = a_person().id, utc_now()
    data = talk_data(
        title_es=title or f"Charla {next(_number)}",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes) if starts else None,
        room_id=room.id if room else None,
        **values,
    )
    talk = service.add_talk(edition.id, data, by=by, now=now)
    for speaker in speakers:
        service.bill_speaker(
            talk.id, speaker_id=speaker.id, role=SpeakerRole.SPEAKER, edition_id=edition.id, by=by, now=now
        )
    return talk


def a_paper(talk: Talk) -> Material:
    """A PDF of a session."""
    file = FileStorage(BytesIO(A_PDF), filename="lamina.pdf")
    return service.add_paper(
        talk.id, title="Láminas", file=file, edition_id=talk.edition_id, by=a_person().id, now=utc_now()
    )


def published(edition: Edition) -> ProgrammeVersion:
    """The draft as everybody sees it."""
    return service.publish_programme(edition.id, agreed=None, by=a_person().id, now=utc_now())


def of_programme(edition: Edition) -> dict[str, int]:
    """The ids of one of everything, by the names they have in addresses; the session is public."""
    speaker, room = a_speaker(edition), a_room(edition)
    talk = a_talk(edition, starts=at(edition, 10), room=room, speakers=[speaker])
    material = a_paper(talk)
    published(edition)
    return {"talk_id": talk.id, "room_id": room.id, "speaker_id": speaker.id, "material_id": material.id}


def a_version_talk(id: int = 1, **values: object) -> VersionTalk:
    """A session as a value, on the ninth of September of 2026."""
    starts_at = datetime.combine(date(2026, 9, 9), time(10), tzinfo=ZONE)
    defaults: dict[str, object] = {
        "id": id, "uid": f"uid-{id}", "kind": TalkKind.TALK, "title_es": f"Charla {id}", "title_en": "",
        "summary_es": "", "summary_en": "", "track": "", "language": "es", "interpretation": "", "room_id": 1,
        "room": "Auditorio", "hall": "", "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1),
        "capacity": None, "needs_registration": False,
    }  # fmt: skip
    return VersionTalk(**{**defaults, **values})  # type: ignore[arg-type]
