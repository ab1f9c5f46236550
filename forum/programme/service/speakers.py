"""Who speaks, and their portraits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.companies.service import reencoded
from forum.core.database import atomic, locked, refusing, session
from forum.editions.models import Edition
from forum.programme.enums import ProgrammeChange
from forum.programme.errors import PersonIsSpeaker, PersonUnknown, SpeakerInUse
from forum.programme.models import Speaker, SpeakerPhoto, Talk, TalkSpeaker
from forum.programme.queries.draft import find_registered
from forum.programme.queries.published import published_talks
from forum.programme.service.events import note

UNIQUE_PERSON = "uq_programme_speaker_edition_id_person_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerData:
    """What is written of a speaker; `email`: the address with which they are registered, empty for only a name."""

    full_name: str
    position: str
    company: str
    biography_es: str
    biography_en: str
    email: str = ""


def add_speaker(edition_id: int, data: SpeakerData, *, by: int, now: datetime) -> Speaker:
    """Add a speaker.

    Raises:
        PersonUnknown: nobody is registered with that address.
        PersonIsSpeaker: they are a speaker already.
    """
    with atomic() as current:
        locked(Edition, edition_id)
        speaker = Speaker(edition_id=edition_id, created_at=now)
        _take(speaker, data)
        with refusing(UNIQUE_PERSON, PersonIsSpeaker(name=data.full_name)):
            current.add(speaker)
        note(edition_id, ProgrammeChange.SPEAKER_ADDED, speaker.full_name, by=by, now=now)
        return speaker


def update_speaker(speaker_id: int, data: SpeakerData, *, edition_id: int, by: int, now: datetime) -> None:
    """Change what is written of a speaker, on every page at once.

    Raises:
        PersonUnknown, PersonIsSpeaker
        NotFound: the edition has no such speaker.
    """
    with atomic():
        locked(Edition, edition_id)
        speaker = locked(Speaker, speaker_id, edition_id=edition_id)
        with refusing(UNIQUE_PERSON, PersonIsSpeaker(name=data.full_name)):
            _take(speaker, data)
        note(edition_id, ProgrammeChange.SPEAKER_CHANGED, speaker.full_name, by=by, now=now)


def _take(speaker: Speaker, data: SpeakerData) -> None:
    person_id = find_registered(speaker.edition_id, data.email) if data.email else None
    if data.email and person_id is None:
        raise PersonUnknown
    other = select(Speaker.full_name).where(
        Speaker.edition_id == speaker.edition_id, Speaker.person_id == person_id, Speaker.id != speaker.id
    )
    name = session().scalar(other.limit(1)) if person_id else None
    if name is not None:
        raise PersonIsSpeaker(name=name)
    speaker.full_name, speaker.position, speaker.company = data.full_name, data.position, data.company
    speaker.biography_es, speaker.biography_en = data.biography_es, data.biography_en
    speaker.person_id = person_id


def set_photo(speaker_id: int, *, data: bytes, edition_id: int, by: int, now: datetime) -> None:
    """Save a picture as the speaker's portrait.

    Raises:
        NotAnImage, ImageTooLarge
        NotFound: the edition has no such speaker.
    """
    png, width, height = reencoded(data)
    with atomic() as current:
        speaker = locked(Speaker, speaker_id, edition_id=edition_id)
        photo = current.get(SpeakerPhoto, speaker_id) or SpeakerPhoto(speaker_id=speaker_id)
        photo.png, photo.width, photo.height, photo.updated_at = png, width, height, now
        current.add(photo)
        note(edition_id, ProgrammeChange.SPEAKER_CHANGED, speaker.full_name, by=by, now=now)


def remove_photo(speaker_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Delete a speaker's portrait.

    Raises:
        NotFound: the edition has no such speaker.
    """
    with atomic() as current:
        speaker = locked(Speaker, speaker_id, edition_id=edition_id)
        photo = current.get(SpeakerPhoto, speaker_id)
        if photo is not None:
            current.delete(photo)
            note(edition_id, ProgrammeChange.SPEAKER_CHANGED, speaker.full_name, by=by, now=now)


def remove_speaker(speaker_id: int, *, edition_id: int, by: int, now: datetime) -> str:
    """Delete a speaker whom no session names; their name.

    Raises:
        SpeakerInUse: a session of the draft, or one that everybody sees, names them.
        NotFound: the edition has no such speaker.
    """
    with atomic() as current:
        locked(Edition, edition_id)
        speaker = locked(Speaker, speaker_id, edition_id=edition_id)
        query = select(Talk.title_es).join(TalkSpeaker, TalkSpeaker.talk_id == Talk.id)
        title = current.scalar(query.where(TalkSpeaker.speaker_id == speaker_id).limit(1)) or _published(speaker)
        if title is not None:
            raise SpeakerInUse(title=title)
        current.delete(speaker)
        note(edition_id, ProgrammeChange.SPEAKER_REMOVED, speaker.full_name, by=by, now=now)
        return speaker.full_name


def _published(speaker: Speaker) -> str | None:
    shown = (talk for talk in published_talks(speaker.edition_id) if not talk.cancelled)
    return next((talk.title_es for talk in shown if speaker.id in {id for id, _role in talk.speakers}), None)
