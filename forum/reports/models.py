"""Figures of former editions, as the organisers give them, and the sheets in which they do."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
