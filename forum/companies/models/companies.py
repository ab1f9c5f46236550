"""Companies and what they offer; the catalogue of processes. None belongs to an edition."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from forum.accounts.models import Person
from forum.companies.enums import Activity, CompanyRole, PublicPart, Sector, Stratum
from forum.companies.rules.certificates import standard_name
from forum.companies.rules.places import MEXICO, STATES, map_url
from forum.companies.rules.publicity import DEFAULT_PARTS, parts_of
from forum.core.collation import stored_key
from forum.core.constraints import unique_where
from forum.core.database import Base
from forum.core.history import Event
from forum.core.search import fold
from forum.core.stored_files import StoredFile


class Process(Base):
    """An entry of the catalogue: a family (no parent) or a process within one."""

    __tablename__ = "process"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("process.id"), index=True)
    code: Mapped[str]
    name_es: Mapped[str]
    name_en: Mapped[str]
    synonyms: Mapped[str] = mapped_column(default="")
    direct: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    folded: Mapped[str]

    __table_args__ = (UniqueConstraint("code"),)

    def name(self, language: str) -> str:
        """The name in "es" or "en"."""
        return self.name_en if language == "en" else self.name_es


class Company(Base):
    """A legal entity. Two plants are two sites of one company; a foreign company has no RFC, or the generic one.

    `public_parts`: what other companies see of its profile, as `rules.publicity` keeps it.
    """

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    legal_name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)
    name_sorted: Mapped[str] = mapped_column(index=True, server_default="")
    rfc: Mapped[str | None]
    country: Mapped[str] = mapped_column(default="MX")
    sector: Mapped[Sector] = mapped_column(default=Sector.EMPRESA)
    activity: Mapped[Activity | None]
    workers: Mapped[int | None]
    sales_low: Mapped[int | None] = mapped_column(BigInteger)
    sales_high: Mapped[int | None] = mapped_column(BigInteger)
    sales_year: Mapped[int | None]
    score_tenths: Mapped[int | None]
    stratum: Mapped[Stratum | None]
    stratum_method: Mapped[str | None]
    stratum_flagged: Mapped[bool] = mapped_column(default=False)
    website: Mapped[str | None]
    about: Mapped[str] = mapped_column(default="")
    public_parts: Mapped[str] = mapped_column(default=DEFAULT_PARTS, server_default=DEFAULT_PARTS)
    created_at: Mapped[datetime]

    sites: Mapped[list["Site"]] = relationship(lazy="raise", order_by="Site.id")
    certificates: Mapped[list["Certificate"]] = relationship(lazy="raise", order_by="Certificate.standard")
    capabilities: Mapped[list["Capability"]] = relationship(lazy="raise")

    __table_args__ = (
        unique_where("uq_company_rfc", "rfc", where="rfc NOT IN ('XAXX010101000', 'XEXX010101000')"),
        CheckConstraint("sales_low <= sales_high", name="sales_range"),
    )

    @property
    def shown_parts(self) -> list[PublicPart]:
        """The parts of its profile that other companies see."""
        return parts_of(self.public_parts)

    @property
    def tells_capacity(self) -> bool:
        """Whether it said of any process how much it can do, or with what; its processes are loaded."""
        return any(each.annual_capacity or each.detail for each in self.capabilities)

    @validates("name", "legal_name")
    def _fold_name(self, key: str, value: str) -> str:
        other = self.legal_name if key == "name" else self.name
        self.name_folded = fold(" ".join(filter(None, (value, other))))
        if key == "name":
            self.name_sorted = stored_key(value)
        return value


class CompanyLogo(Base):
    """The logo of a company, re-encoded as PNG; in a table of its own so that lists do not load it."""

    __tablename__ = "company_logo"

    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), primary_key=True)
    png: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int]
    height: Mapped[int]
    updated_at: Mapped[datetime]


class Site(Base):
    """A plant or office of a company; `country` as ISO 3166-1 alpha-2, `state` empty outside Mexico."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    street: Mapped[str] = mapped_column(default="")
    municipality: Mapped[str]
    country: Mapped[str] = mapped_column(default=MEXICO, server_default=MEXICO)
    state: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str | None]

    @property
    def state_name(self) -> str:
        """The name of the state; empty outside Mexico."""
        return STATES.get(self.state, self.state)

    @property
    def map_url(self) -> str:
        """Where a map shows it."""
        return map_url(self.street, self.postal_code or "", self.municipality, self.state_name, self.country)


class Capability(Base):
    """A process a company offers, and how much of it: `annual_capacity` in `capacity_unit` a year.

    `detail`: the machines it has for it and what they can do, in its own words.
    """

    __tablename__ = "capability"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    annual_capacity: Mapped[int | None] = mapped_column(BigInteger)
    capacity_unit: Mapped[str] = mapped_column(default="", server_default="")
    detail: Mapped[str] = mapped_column(default="")

    process: Mapped[Process] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("company_id", "process_id"),)


class Certificate(Base):
    """A certificate of a company; its state follows from these fields and the date."""

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    standard: Mapped[str]
    body: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")
    valid_until: Mapped[date | None]
    in_process: Mapped[bool] = mapped_column(default=False)
    has_file: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (UniqueConstraint("company_id", "standard"),)

    @property
    def standard_name(self) -> str:
        """The name of the standard."""
        return standard_name(self.standard)

    @property
    def has_evidence(self) -> bool:
        """Whether it can be verified: its document is here, or it names its issuer and number."""
        return self.has_file or bool(self.body and self.number)


class CertificateEvidence(StoredFile, Base):
    """The document of a certificate, for the staff and the buyers whom the company may meet."""

    __tablename__ = "certificate_evidence"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id", ondelete="CASCADE"), primary_key=True)


class Membership(Base):
    """A person who acts for a company."""

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[CompanyRole]
    since: Mapped[datetime]

    company: Mapped[Company] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("company_id", "person_id"),)


class CompanyInvitation(Base):
    """An invitation of a colleague to act for the company, accepted by a signed link that works once."""

    __tablename__ = "company_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    email: Mapped[str]
    role: Mapped[CompanyRole]
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    company: Mapped[Company] = relationship(lazy="raise")
    invited_by: Mapped[Person] = relationship(lazy="raise")


class CompanyEvent(Event, Base):
    """A change of a company: who, when, what."""

    __tablename__ = "company_event"

    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    detail: Mapped[dict[str, Any]]
