"""Figures of former editions, the sheets in which the organisers give them, and the official reports as issued."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.database import Base
from forum.reports.enums import Figure


class GivenFigure(Base):
    """A figure of a year that was never in this app, for the comparison and the report of an edition."""

    __tablename__ = "given_figure"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    year: Mapped[int]
    figure: Mapped[Figure]
    value: Mapped[int] = mapped_column(BigInteger)
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (
        UniqueConstraint("edition_id", "year", "figure"),
        CheckConstraint("value >= 0", name="value_counts"),
    )


class FigureLoad(Base):
    """The rows of a sheet of figures, the headings first, until somebody has read what becomes of them: for a day."""

    __tablename__ = "figure_load"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    rows: Mapped[list[Any]] = mapped_column(JSON())
    created_at: Mapped[datetime] = mapped_column(index=True)
    loaded_at: Mapped[datetime | None]


class ReportCutoff(Base):
    """The day until whose end the official report of an edition counts, where the organisers chose one."""

    __tablename__ = "report_cutoff"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    cut_on: Mapped[date]


class IssuedReport(Base):
    """An official report as it was issued: `content` is JSON in both languages, `digest` its SHA-256.

    It counts what had happened until the end of `cut_on`. Numbered within its edition; nothing of it changes later.
    """

    __tablename__ = "issued_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    number: Mapped[int]
    cut_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    content: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))

    issued_by: Mapped[Person | None] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint("number > 0", name="number_counts"),
    )
