"""The draft of a programme: its rooms, speakers and sessions; rows of another edition are not found."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import selectinload

from forum.accounts.models import Person
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.editions.models import Day, Slot
from forum.editions.rules.slots import Span
from forum.meetings.models import PersonSeat
from forum.programme.models import Material, Paper, Room, Speaker, SpeakerPhoto, Talk, TalkSpeaker
from forum.programme.rules.findings import DraftTalk
from forum.programme.rules.versions import VersionTalk
from forum.registration.models import Registration

WITH_ROOM_AND_SPEAKERS = (
    selectinload(Talk.room).selectinload(Room.hall),
    selectinload(Talk.billed).selectinload(TalkSpeaker.speaker),
)


def list_talks(edition_id: int) -> list[Talk]:
    """The sessions with rooms and speakers, in order of time; those without a day come last."""
    query = select(Talk).where(Talk.edition_id == edition_id).options(*WITH_ROOM_AND_SPEAKERS)
    talks = session().scalars(query.execution_options(populate_existing=True))
    return sorted(talks, key=_order)


def _order(talk: Talk) -> tuple[bool, float, tuple[str, str]]:
    starts = talk.starts_at
    room = talk.room.name if talk.room else talk.title_es
    return starts is None, starts.timestamp() if starts else 0.0, sort_key(room)


def talk_in(edition_id: int, talk_id: int) -> Talk:
    """A session of this edition with its room and speakers.

    Raises:
        NotFound: the edition has no such session.
    """
    query = select(Talk).where(Talk.id == talk_id, Talk.edition_id == edition_id).options(*WITH_ROOM_AND_SPEAKERS)
    return one(query.execution_options(populate_existing=True))


def list_rooms(edition_id: int) -> list[Room]:
    """The rooms by name."""
    query = select(Room).where(Room.edition_id == edition_id).options(selectinload(Room.hall))
    return sorted(session().scalars(query), key=lambda room: sort_key(room.name))


def count_talks_by_room(edition_id: int) -> dict[int | None, int]:
    """How many sessions of the draft are in each room."""
    query = select(Talk.room_id, func.count()).where(Talk.edition_id == edition_id).group_by(Talk.room_id)
    return {room_id: count for room_id, count in session().execute(query)}


def room_in(edition_id: int, room_id: int) -> Room:
    """A room of this edition.

    Raises:
        NotFound: the edition has no such room.
    """
    return one(select(Room).where(Room.id == room_id, Room.edition_id == edition_id))


def list_speakers(edition_id: int) -> Sequence[Row[tuple[Speaker, datetime | None, int]]]:
    """The speakers by name, each with the moment of their portrait and the number of their sessions."""
    parts = select(func.count()).where(TalkSpeaker.speaker_id == Speaker.id).scalar_subquery()
    query = select(Speaker, SpeakerPhoto.updated_at.label("portrait"), parts.label("parts"))
    query = query.outerjoin(SpeakerPhoto, SpeakerPhoto.speaker_id == Speaker.id)
    rows = session().execute(query.where(Speaker.edition_id == edition_id))
    return sorted(rows, key=lambda row: sort_key(row.Speaker.full_name))


def speaker_in(edition_id: int, speaker_id: int) -> Speaker:
    """A speaker of this edition, with the person they are.

    Raises:
        NotFound: the edition has no such speaker.
    """
    query = select(Speaker).where(Speaker.id == speaker_id, Speaker.edition_id == edition_id)
    return one(query.options(selectinload(Speaker.person)))


def find_registered(edition_id: int, email: str) -> int | None:
    """The id of who is registered in the edition with this address."""
    query = select(Person.id).join(Registration, Registration.person_id == Person.id)
    return session().scalar(query.where(Registration.edition_id == edition_id, Person.email == email).limit(1))


def photo_of(speaker_id: int) -> SpeakerPhoto:
    """A speaker's portrait.

    Raises:
        NotFound: they have none.
    """
    return one(select(SpeakerPhoto).where(SpeakerPhoto.speaker_id == speaker_id))


def materials_of(talk_id: int) -> Sequence[Row[Any]]:
    """What goes with a session, each with the name of its file if it is one."""
    query = select(Material, Paper.name.label("file")).outerjoin(Paper, Paper.material_id == Material.id)
    return session().execute(query.where(Material.talk_id == talk_id).order_by(Material.id)).all()


def material_in(edition_id: int, material_id: int) -> Material:
    """A material of a session of this edition.

    Raises:
        NotFound: the edition has no such material.
    """
    query = select(Material).join(Talk, Talk.id == Material.talk_id)
    return one(query.where(Material.id == material_id, Talk.edition_id == edition_id))


def paper_of(material_id: int) -> Paper:
    """The PDF of a material.

    Raises:
        NotFound: it is a link, or gone.
    """
    return one(select(Paper).where(Paper.material_id == material_id))


def hours_of(edition_id: int) -> dict[date, tuple[time, time]]:
    """The days of an edition, from and until when."""
    query = select(Day.date, Day.opens_at, Day.closes_at).where(Day.edition_id == edition_id).order_by(Day.date)
    return {day: (opens, closes) for day, opens, closes in session().execute(query)}


def meetings_of_speakers(edition_id: int) -> dict[int, list[Span]]:
    """When the speakers of an edition who are registered meet somebody, by their ids as speakers."""
    query = (
        select(Speaker.id, Slot.starts_at, Slot.ends_at)
        .join(PersonSeat, PersonSeat.person_id == Speaker.person_id)
        .join(Slot, Slot.id == PersonSeat.slot_id)
        .where(Speaker.edition_id == edition_id, Slot.edition_id == edition_id)
    )
    found: dict[int, list[Span]] = defaultdict(list)
    for speaker_id, starts_at, ends_at in session().execute(query):
        found[speaker_id].append(Span(starts_at, ends_at))
    return found


def draft_values(talks: Collection[Talk]) -> list[DraftTalk]:
    """The sessions as the rules look at them."""
    return [
        DraftTalk(
            id=talk.id,
            title=talk.title_es,
            kind=talk.kind,
            times=talk.times,
            room_id=talk.room_id,
            room=talk.room.name if talk.room else "",
            room_capacity=talk.room.capacity if talk.room else None,
            capacity=talk.capacity,
            speakers={each.speaker_id: each.speaker.full_name for each in talk.billed},
        )
        for talk in talks
    ]


def version_values(talks: Collection[Talk]) -> list[VersionTalk]:
    """The sessions as they would be published; one without a day is not."""
    return [_version_value(talk) for talk in talks if talk.times is not None]


def _version_value(talk: Talk) -> VersionTalk:
    times = talk.times
    assert times is not None
    return VersionTalk(
        id=talk.id,
        uid=talk.uid,
        kind=talk.kind,
        title_es=talk.title_es,
        title_en=talk.title_en,
        summary_es=talk.summary_es,
        summary_en=talk.summary_en,
        track=talk.track,
        language=talk.language,
        interpretation=talk.interpretation,
        room_id=talk.room_id,
        room=talk.room.name if talk.room else "",
        hall=talk.room.hall.name if talk.room and talk.room.hall else "",
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        capacity=talk.capacity or (talk.room.capacity if talk.room and talk.needs_registration else None),
        needs_registration=talk.needs_registration,
        speakers=tuple((each.speaker_id, each.role) for each in talk.billed),
    )
