"""Published versions of the privacy notice, and consents."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base
from forum.privacy.enums import Purpose


class Notice(Base):
    """One published version of the privacy notice, simplified and full, in both languages."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str]
    simplified_es: Mapped[str]
    simplified_en: Mapped[str]
    full_es: Mapped[str]
    full_en: Mapped[str]
    published_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("version"),)

    def simplified(self, language: str) -> str:
        """The simplified notice, for forms, in "es" or "en"."""
        return self.simplified_en if language == "en" else self.simplified_es

    def full(self, language: str) -> str:
        """The full notice in "es" or "en"."""
        return self.full_en if language == "en" else self.full_es


class Consent(Base):
    """One answer to one purpose. Rows are never changed; the latest one for a purpose is valid."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    purpose: Mapped[Purpose]
    granted: Mapped[bool]
    given_at: Mapped[datetime]


class RecipientConsent(Base):
    """One answer of a person to whether one ally may have their contact data. Rows are never changed; the latest holds.

    Allies stand above privacy: the key points up, the package imports nothing.
    """

    __tablename__ = "recipient_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    ally_id: Mapped[int] = mapped_column(ForeignKey("ally.id", ondelete="CASCADE"), index=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    granted: Mapped[bool]
    given_at: Mapped[datetime]


class ContactTransfer(Base):
    """Contact data of a person that were handed to an ally: what, to whom, when, and the consent they rest on."""

    __tablename__ = "contact_transfer"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    ally_id: Mapped[int] = mapped_column(ForeignKey("ally.id", ondelete="CASCADE"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("recipient_consent.id", ondelete="CASCADE"))
    recipient: Mapped[str]
    data: Mapped[str]
    handed_at: Mapped[datetime]
    handed_to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
