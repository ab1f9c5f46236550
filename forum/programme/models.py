"""Rooms, speakers and sessions as they are being prepared, and the versions that were published."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.database import Base
from forum.core.history import Event
from forum.core.stored_files import StoredFile
from forum.editions.models import Hall
from forum.editions.rules.slots import Span
from forum.programme.enums import ChoiceChange, ProgrammeChange, SpeakerRole, TalkKind


class Room(Base):
    """A room of the programme, in a hall or by itself."""

    __tablename__ = "programme_room"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    hall_id: Mapped[int | None] = mapped_column(ForeignKey("hall.id", ondelete="SET NULL"), index=True)
    name: Mapped[str]
    capacity: Mapped[int | None]

    hall: Mapped[Hall | None] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (UniqueConstraint("edition_id", "name"),)


class Speaker(Base):
    """Who speaks at an edition: somebody registered, or only a name."""

    __tablename__ = "programme_speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    full_name: Mapped[str]
    position: Mapped[str] = mapped_column(default="")
    company: Mapped[str] = mapped_column(default="")
    biography_es: Mapped[str] = mapped_column(default="")
    biography_en: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    person: Mapped[Person | None] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (UniqueConstraint("edition_id", "person_id"),)

    def biography(self, language: str) -> str:
        """The biography in "es" or "en"."""
        return self.biography_en if language == "en" and self.biography_en else self.biography_es

    @property
    def line(self) -> str:
        """Position and company."""
        return ", ".join(filter(None, (self.position, self.company)))


class SpeakerPhoto(Base):
    """A speaker's portrait, re-encoded."""

    __tablename__ = "programme_photo"

    speaker_id: Mapped[int] = mapped_column(ForeignKey("programme_speaker.id", ondelete="CASCADE"), primary_key=True)
    png: Mapped[bytes]
    width: Mapped[int]
    height: Mapped[int]
    updated_at: Mapped[datetime]


class Talk(Base):
    """A session of the draft: a talk, a panel, a workshop; without day or room while that is not known.

    `uid` is its name in calendars for ever. `track` is a committee of the edition by its Spanish name.
    """

    __tablename__ = "programme_talk"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str]
    kind: Mapped[TalkKind]
    title_es: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    summary_es: Mapped[str] = mapped_column(default="")
    summary_en: Mapped[str] = mapped_column(default="")
    track: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    interpretation: Mapped[str] = mapped_column(default="")
    room_id: Mapped[int | None] = mapped_column(ForeignKey("programme_room.id"), index=True)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    capacity: Mapped[int | None]
    needs_registration: Mapped[bool]
    created_at: Mapped[datetime]

    room: Mapped[Room | None] = relationship(lazy="raise", viewonly=True)
    billed: Mapped[list["TalkSpeaker"]] = relationship(lazy="raise", viewonly=True, order_by="TalkSpeaker.position")

    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="times_together"),
        CheckConstraint("starts_at < ends_at", name="times_in_order"),
        CheckConstraint("capacity > 0", name="some_places"),
    )

    def title(self, language: str) -> str:
        """The title in "es" or "en"."""
        return self.title_en if language == "en" and self.title_en else self.title_es

    @property
    def times(self) -> Span | None:
        """Its start and end, once they are known."""
        return Span(self.starts_at, self.ends_at) if self.starts_at and self.ends_at else None


class TalkSpeaker(Base):
    """Somebody's part in a session, in the order in which they are named."""

    __tablename__ = "programme_talk_speaker"

    talk_id: Mapped[int] = mapped_column(ForeignKey("programme_talk.id", ondelete="CASCADE"), primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("programme_speaker.id"), primary_key=True, index=True)
    role: Mapped[SpeakerRole]
    position: Mapped[int]

    speaker: Mapped[Speaker] = relationship(lazy="raise", viewonly=True)


class Material(Base):
    """What goes with a session: a link, or a PDF that stands in `programme_paper`."""

    __tablename__ = "programme_material"

    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("programme_talk.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")


class Paper(StoredFile, Base):
    """The PDF of a material."""

    __tablename__ = "programme_paper"

    material_id: Mapped[int] = mapped_column(ForeignKey("programme_material.id", ondelete="CASCADE"), primary_key=True)


class ProgrammeVersion(Base):
    """The programme as it was published once: never changed; the one with the highest number is what everybody sees."""

    __tablename__ = "programme_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    number: Mapped[int]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    talks: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    __table_args__ = (UniqueConstraint("edition_id", "number"),)


class Choice(Base):
    """A session that somebody put into their agenda, by its name in calendars: it stays while the draft changes.

    `place`: of a session with a limit, which of its places they have; no two have the same. Who waits has none yet.
    """

    __tablename__ = "programme_choice"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    talk_uid: Mapped[str]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    is_waiting: Mapped[bool]
    place: Mapped[int | None]
    chosen_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("talk_uid", "registration_id"),
        UniqueConstraint("talk_uid", "place"),
        CheckConstraint("place IS NULL OR NOT is_waiting", name="waits_without_place"),
    )


class ChoiceEvent(Event, Base):
    """What happened to a session in somebody's agenda, and who did it: the person, somebody of the staff, or a change.

    `title`: how the session was called then, in Spanish.
    """

    __tablename__ = "programme_choice_event"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    talk_uid: Mapped[str]
    title: Mapped[str]
    kind: Mapped[ChoiceChange]


class ProgrammeEvent(Event, Base):
    """A change of the programme: of which thing, called how then."""

    __tablename__ = "programme_event"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("programme_talk.id", ondelete="SET NULL"), index=True)
    kind: Mapped[ProgrammeChange]
    title: Mapped[str]
