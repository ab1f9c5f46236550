"""The drawing of a requirement, for whom it is, and who accepted to keep it confidential."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import Base
from forum.core.stored_files import StoredFile
from forum.matchmaking.enums import DrawingAudience


class Drawing(StoredFile, Base):
    """The drawing of a requirement. `nda_text` is the buyer's own text, where suppliers accept one before."""

    __tablename__ = "requirement_drawing"

    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id", ondelete="CASCADE"), primary_key=True)
    audience: Mapped[DrawingAudience]
    nda_text: Mapped[str] = mapped_column(default="")


class NdaAcceptance(Base):
    """Somebody accepted a text of confidentiality for a company; a text that is changed is accepted anew."""

    __tablename__ = "nda_acceptance"

    id: Mapped[int] = mapped_column(primary_key=True)
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id", ondelete="CASCADE"))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    text_digest: Mapped[str]
    text: Mapped[str]
    accepted_at: Mapped[datetime]

    company: Mapped[Company] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("requirement_id", "company_id", "person_id", "text_digest", name="uq_nda_acceptance_once"),
    )
