"""What everybody sees: the last version, and who speaks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from forum.accounts.models import Person
from forum.core.database import found, one, session
from forum.core.errors import NotFound
from forum.core.kept import Kept
from forum.editions.models import Edition
from forum.programme.models import Material, Paper, ProgrammeVersion, Speaker, SpeakerPhoto
from forum.programme.rules.versions import VersionTalk, from_stored


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSpeaker:
    """A speaker as everybody sees them; `portrait`: when it was changed last, None without one."""

    id: int
    name: str
    line: str
    biography_es: str
    biography_en: str
    portrait: datetime | None

    def biography(self, language: str) -> str:
        """The biography in "es" or "en"."""
        return self.biography_en if language == "en" and self.biography_en else self.biography_es


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The programme of an edition as it was published last; without a version it is empty."""

    number: int = 0
    published_at: datetime | None = None
    talks: tuple[VersionTalk, ...] = ()
    speakers: tuple[ShownSpeaker, ...] = ()

    @property
    def standing(self) -> list[VersionTalk]:
        """The sessions that are held."""
        return [talk for talk in self.talks if not talk.cancelled]

    def billed(self, talk: VersionTalk) -> list[tuple[ShownSpeaker, str]]:
        """Who takes part in a session, in its order, each with their part."""
        known = {each.id: each for each in self.speakers}
        return [(known[id], role.value) for id, role in talk.speakers if id in known]

    def talk(self, talk_id: int) -> VersionTalk:
        """A session, also one that was taken away.

        Raises:
            NotFound: there is none with this id.
        """
        return found(next((talk for talk in self.talks if talk.id == talk_id), None))

    def names(self, talk: VersionTalk) -> str:
        """The names of who takes part in a session, as one line."""
        return ", ".join(speaker.name for speaker, _role in self.billed(talk))


NONE = Programme()


def find_version(edition_id: int) -> ProgrammeVersion | None:
    """The version of an edition that everybody sees."""
    query = select(ProgrammeVersion).where(ProgrammeVersion.edition_id == edition_id)
    return session().scalar(query.order_by(ProgrammeVersion.number.desc()).limit(1))


def published_talks(edition_id: int) -> tuple[VersionTalk, ...]:
    """The sessions of the version that everybody sees; none while there is none."""
    version = find_version(edition_id)
    return from_stored(version.talks) if version else ()


def get_programme(edition_id: int) -> Programme:
    """What everybody sees of the programme of an edition, in two statements."""
    version = find_version(edition_id)
    if version is None:
        return NONE
    talks = from_stored(version.talks)
    return Programme(
        number=version.number,
        published_at=version.published_at,
        talks=talks,
        speakers=tuple(_speakers({id for talk in talks for id, _role in talk.speakers})),
    )


def _speakers(ids: Iterable[int]) -> Iterable[ShownSpeaker]:
    query = select(Speaker, SpeakerPhoto.updated_at).outerjoin(SpeakerPhoto, SpeakerPhoto.speaker_id == Speaker.id)
    for speaker, portrait in session().execute(query.where(Speaker.id.in_(ids)).order_by(Speaker.id)):
        yield ShownSpeaker(
            id=speaker.id,
            name=speaker.full_name,
            line=speaker.line,
            biography_es=speaker.biography_es,
            biography_en=speaker.biography_en,
            portrait=portrait,
        )


kept_programme = Kept(get_programme, of=(ProgrammeVersion, Speaker, SpeakerPhoto), seconds=5)
"""The same, some seconds old where another process has changed it."""


def programme_of(edition: Edition) -> Programme:
    """What everybody sees of an edition's programme; without a version nothing is asked of the database."""
    return kept_programme(edition.id) if edition.programme_version else NONE


def public_photo(edition: Edition, speaker_id: int) -> SpeakerPhoto:
    """The portrait of somebody who is in the programme that everybody sees.

    Raises:
        NotFound: they are not, or have none.
    """
    if speaker_id not in {speaker.id for speaker in programme_of(edition).speakers}:
        raise NotFound
    return one(select(SpeakerPhoto).where(SpeakerPhoto.speaker_id == speaker_id))


def public_paper(edition: Edition, material_id: int) -> Paper:
    """The PDF of a session that everybody sees.

    Raises:
        NotFound: there is none.
    """
    talk_ids = [talk.id for talk in programme_of(edition).standing]
    query = select(Paper).join(Material, Material.id == Paper.material_id)
    return one(query.where(Material.id == material_id, Material.talk_id.in_(talk_ids)))


def list_versions(edition_id: int) -> Sequence[Row[Any]]:
    """Every version, the latest first: its number, when it was published and by whom."""
    query = select(ProgrammeVersion.number, ProgrammeVersion.published_at, Person)
    query = query.outerjoin(Person, Person.id == ProgrammeVersion.published_by_id)
    found_rows = session().execute(
        query.where(ProgrammeVersion.edition_id == edition_id).order_by(ProgrammeVersion.number.desc())
    )
    return found_rows.all()
