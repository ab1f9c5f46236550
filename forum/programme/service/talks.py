"""The sessions of the draft, and who takes part in them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select

from forum.core.database import atomic, found, locked, refusing
from forum.editions.models import Edition
from forum.programme.enums import ProgrammeChange, SpeakerRole, TalkKind
from forum.programme.errors import SpeakerThere
from forum.programme.models import Room, Speaker, Talk, TalkSpeaker
from forum.programme.service.events import note


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkData:
    """What is written of a session; `starts_at` and `ends_at` both or neither."""

    kind: TalkKind
    title_es: str
    title_en: str
    summary_es: str
    summary_en: str
    track: str
    language: str
    interpretation: str
    room_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    capacity: int | None
    needs_registration: bool


def add_talk(edition_id: int, data: TalkData, *, by: int, now: datetime) -> Talk:
    """Add a session to the draft.

    Raises:
        NotFound: the edition has no such room.
    """
    with atomic() as current:
        locked(Edition, edition_id)
        talk = Talk(edition_id=edition_id, uid=str(uuid4()), created_at=now)
        _take(talk, data)
        current.add(talk)
        current.flush()
        note(edition_id, ProgrammeChange.TALK_ADDED, talk.title_es, talk_id=talk.id, by=by, now=now)
        return talk


def update_talk(talk_id: int, data: TalkData, *, edition_id: int, by: int, now: datetime) -> None:
    """Change a session of the draft.

    Raises:
        NotFound: the edition has no such session or room.
    """
    with atomic():
        locked(Edition, edition_id)
        talk = locked(Talk, talk_id, edition_id=edition_id)
        _take(talk, data)
        note(edition_id, ProgrammeChange.TALK_CHANGED, talk.title_es, talk_id=talk.id, by=by, now=now)


def _take(talk: Talk, data: TalkData) -> None:
    if data.room_id is not None:
        locked(Room, data.room_id, edition_id=talk.edition_id)
    for name, value in asdict(data).items():
        setattr(talk, name, value)


def remove_talk(talk_id: int, *, edition_id: int, by: int, now: datetime) -> str:
    """Delete a session of the draft; its title. What is published of it stays until the next version.

    Raises:
        NotFound: the edition has no such session.
    """
    with atomic() as current:
        locked(Edition, edition_id)
        talk = locked(Talk, talk_id, edition_id=edition_id)
        current.delete(talk)
        note(edition_id, ProgrammeChange.TALK_REMOVED, talk.title_es, by=by, now=now)
        return talk.title_es


def bill_speaker(talk_id: int, *, speaker_id: int, role: SpeakerRole, edition_id: int, by: int, now: datetime) -> None:
    """Let somebody take part in a session, behind the others.

    Raises:
        SpeakerThere: they do already.
        NotFound: the edition has no such session or speaker.
    """
    with atomic() as current:
        locked(Edition, edition_id)
        talk = locked(Talk, talk_id, edition_id=edition_id)
        speaker = found(
            current.scalar(select(Speaker).where(Speaker.id == speaker_id, Speaker.edition_id == edition_id))
        )
        last = current.scalar(select(func.max(TalkSpeaker.position)).where(TalkSpeaker.talk_id == talk_id))
        if current.get(TalkSpeaker, (talk_id, speaker_id)) is not None:
            raise SpeakerThere
        with refusing("pk_programme_talk_speaker", SpeakerThere()):
            current.add(TalkSpeaker(talk_id=talk_id, speaker_id=speaker.id, role=role, position=(last or 0) + 1))
        note(edition_id, ProgrammeChange.TALK_CHANGED, talk.title_es, talk_id=talk_id, by=by, now=now)


def unbill_speaker(talk_id: int, *, speaker_id: int, edition_id: int, by: int, now: datetime) -> None:
    """Take somebody out of a session.

    Raises:
        NotFound: the edition has no such session, or they are not in it.
    """
    with atomic() as current:
        locked(Edition, edition_id)
        talk = locked(Talk, talk_id, edition_id=edition_id)
        current.delete(found(current.get(TalkSpeaker, (talk_id, speaker_id))))
        note(edition_id, ProgrammeChange.TALK_CHANGED, talk.title_es, talk_id=talk_id, by=by, now=now)
