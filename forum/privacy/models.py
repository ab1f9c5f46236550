"""Published versions of the privacy notice and their drafts, consents, and what was handed to whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.constraints import unique_where
from forum.core.database import Base
from forum.core.history import Event
from forum.privacy.enums import ConsentChannel, Purpose, RecipientKind, TransferBasis


class Notice(Base):
    """One published version of the privacy notice, simplified and full, in both languages. It is never changed.

    `edition_id`: whose notice it is; None: the house's, for every edition that has none of its own. `effective_at`:
    from when it is in force, None at once. `is_material`: it changes something people consented to, who are asked
    again; `change_es` and `change_en` tell them what. `published_by_id`: None for the one that comes with the program.
    """

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str]
    simplified_es: Mapped[str]
    simplified_en: Mapped[str]
    full_es: Mapped[str]
    full_en: Mapped[str]
    published_at: Mapped[datetime]
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"), index=True)
    effective_at: Mapped[datetime | None]
    is_material: Mapped[bool] = mapped_column(default=False, server_default=false())
    change_es: Mapped[str] = mapped_column(default="", server_default="")
    change_en: Mapped[str] = mapped_column(default="", server_default="")
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("version"),)

    @property
    def in_force_since(self) -> datetime:
        """The moment from which it is in force."""
        return self.effective_at or self.published_at

    def simplified(self, language: str) -> str:
        """The simplified notice, for forms, in "es" or "en"."""
        return self.simplified_en if language == "en" else self.simplified_es

    def full(self, language: str) -> str:
        """The full notice in "es" or "en"."""
        return self.full_en if language == "en" else self.full_es

    def change(self, language: str) -> str:
        """What this version changes, in "es" or "en"."""
        return self.change_en if language == "en" and self.change_en else self.change_es


class NoticeDraft(Base):
    """The next version of a notice while it is written: one of the house, one of each edition."""

    __tablename__ = "notice_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    is_house: Mapped[bool]
    simplified_es: Mapped[str]
    simplified_en: Mapped[str]
    full_es: Mapped[str]
    full_en: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (
        UniqueConstraint("edition_id"),
        unique_where("uq_notice_draft_is_house", "is_house", where="is_house"),
    )


class Consent(Base):
    """One answer to one purpose. Rows are never changed; the latest one for a purpose is valid.

    `ally_id`: the answer is about this recipient alone, whether it may have the person's contact data; the latest one
    for a recipient is valid. Allies stand above privacy: the key points up, the package imports nothing. `by_id`: who
    wrote it down on the person's behalf; None where the person did it.
    """

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    purpose: Mapped[Purpose]
    granted: Mapped[bool]
    given_at: Mapped[datetime]
    channel: Mapped[ConsentChannel] = mapped_column(
        default=ConsentChannel.PAGE, server_default=ConsentChannel.PAGE.value
    )
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    ally_id: Mapped[int | None] = mapped_column(ForeignKey("ally.id", ondelete="CASCADE"), index=True)


class Transfer(Event, Base):
    """That personal data were handed to somebody: who handed them over when, what, of how many people, and why.

    `edition_id`: of which edition; None: of all. `recipient_name` in words: a person of the team, an ally, a company.
    `ally_id`: the ally, where it is one; `handed_to_id`: the account that received them, where it has one. Both may
    be gone, and the row stays.
    """

    __tablename__ = "transfer"

    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    recipient_kind: Mapped[RecipientKind]
    recipient_name: Mapped[str]
    ally_id: Mapped[int | None] = mapped_column(ForeignKey("ally.id", ondelete="SET NULL"), index=True)
    handed_to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    what: Mapped[str]
    people: Mapped[int]
    basis: Mapped[TransferBasis]


class TransferPerson(Base):
    """Somebody whose data were handed over, where that rests on what each of them said; and the consent it rests on.

    What the team takes for its own work has a number of people alone: who they were would be a list of everybody.
    """

    __tablename__ = "transfer_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfer.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consent.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("transfer_id", "person_id"),)
