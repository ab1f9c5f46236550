"""Allied organisations, their codes, who belongs to them and who represents them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.companies.models.companies import Company
from forum.core.constraints import unique_where
from forum.core.database import Base


class Ally(Base):
    """An allied organisation (a chamber, a municipality …) that brings people and companies.

    `is_public`: it has a page on the public site. `takes_contacts`: people are asked whether it may have their contact
    data, one ally at a time.
    """

    __tablename__ = "ally"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    slug: Mapped[str]
    about_es: Mapped[str] = mapped_column(default="", server_default="")
    about_en: Mapped[str] = mapped_column(default="", server_default="")
    website: Mapped[str | None]
    is_public: Mapped[bool] = mapped_column(default=False, server_default=false())
    takes_contacts: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (UniqueConstraint("slug"),)

    def about(self, language: str) -> str:
        """What it says of itself in "es" or "en"; in Spanish where it wrote no English."""
        return (self.about_en if language == "en" else "") or self.about_es


class AllyLogo(Base):
    """The logo of an ally, re-encoded as PNG; in a table of its own so that lists do not load it."""

    __tablename__ = "ally_logo"

    ally_id: Mapped[int] = mapped_column(ForeignKey("ally.id", ondelete="CASCADE"), primary_key=True)
    png: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int]
    height: Mapped[int]
    updated_at: Mapped[datetime]


class AllyCode(Base):
    """A code of an ally: pooled or single-use (cap 1), with an expiry, and what whoever uses it gets, in words.

    Codes are told apart within an edition: next year's may be spelled like this year's. Without an edition it is valid
    in all of them, where the edition has none of that spelling. `affiliates`: only members have it, so a company that
    uses it belongs to the ally at once.
    """

    __tablename__ = "ally_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    ally_id: Mapped[int] = mapped_column(ForeignKey("ally.id"), index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    cap: Mapped[int | None]
    uses: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime | None]
    benefit: Mapped[str] = mapped_column(default="")
    affiliates: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (
        UniqueConstraint("edition_id", "code"),
        unique_where("uq_ally_code_code_everywhere", "code", where="edition_id IS NULL"),
        CheckConstraint("code = upper(code)", name="code_upper"),
        CheckConstraint("cap IS NULL OR uses <= cap", name="within_cap"),
    )


class CompanyCode(Base):
    """The code a company gave in an edition: which ally brought it there, not to which ones it belongs."""

    __tablename__ = "company_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("ally_code.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime]

    code: Mapped[AllyCode] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("company_id", "edition_id"),)


class Affiliation(Base):
    """A company's membership of an ally; a company may belong to several. Who added it and when is its history's."""

    __tablename__ = "affiliation"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    ally_id: Mapped[int] = mapped_column(ForeignKey("ally.id"), index=True)

    company: Mapped[Company] = relationship(lazy="raise")
    ally: Mapped[Ally] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("company_id", "ally_id"),)


class AffiliationClaim(Base):
    """A company says that it belongs to an ally, which its representatives or the organisers confirm or not."""

    __tablename__ = "affiliation_claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    ally_id: Mapped[int] = mapped_column(ForeignKey("ally.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    accepted: Mapped[bool] = mapped_column(default=False)

    company: Mapped[Company] = relationship(lazy="raise")
    ally: Mapped[Ally] = relationship(lazy="raise")

    __table_args__ = (
        unique_where("uq_affiliation_claim_open", "company_id", "ally_id", where="decided_at IS NULL"),
        CheckConstraint("NOT accepted OR decided_at IS NOT NULL", name="accepted_when"),
    )


class AllyRepresentative(Base):
    """A person who signs in to see the page of an ally: its members as figures, its codes, contacts people gave it."""

    __tablename__ = "ally_representative"

    id: Mapped[int] = mapped_column(primary_key=True)
    ally_id: Mapped[int] = mapped_column(ForeignKey("ally.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    ally: Mapped[Ally] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("ally_id", "person_id"),)
