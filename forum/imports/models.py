"""Sheets that were uploaded, what became of each row, and which columns were chosen the last time."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.database import Base
from forum.imports.enums import ImportKind, Kept, Verdict


class ImportBatch(Base):
    """A sheet from its upload to its import, and until it is undone.

    `sheet` is its rows, the headings first; once it is imported the headings alone. `columns`: the place of each
    field. `target_id` is what was chosen for all rows: their category, hall or ally. The numbers count rows.
    `forgotten_at`: since when its rows, with what they hold of people, are deleted.
    """

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ImportKind]
    file_name: Mapped[str]
    sheet: Mapped[list[Any]] = mapped_column(JSON())
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    target_id: Mapped[int | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(index=True)
    judged_at: Mapped[datetime | None]
    imported_at: Mapped[datetime | None]
    imported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    mailed_at: Mapped[datetime | None]
    mailed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    new: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    stayed: Mapped[int] = mapped_column(default=0)

    by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[by_id])
    imported_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[imported_by_id])
    mailed_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[mailed_by_id])
    undone_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[undone_by_id])

    @property
    def good(self) -> int:
        """The number of rows that are imported, or would be."""
        return self.new + self.updated + self.same

    @property
    def is_standing(self) -> bool:
        """Whether it is imported, and can still be undone."""
        return self.imported_at is not None and self.undone_at is None and self.forgotten_at is None


class ImportRow(Base):
    """A row of a sheet by its number there: its verdict, why, and what it wrote.

    `remarks`: [field or "", sentence, parameters]. `cells`: of a refused row, to be given back. `writes`: [table, id,
    digest of what was written, what was there before or null, part]; see `service.writing`. `kept`: why it stayed when
    the batch was undone.
    """

    __tablename__ = "import_row"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    verdict: Mapped[Verdict]
    remarks: Mapped[list[Any]] = mapped_column(JSON())
    cells: Mapped[list[Any]] = mapped_column(JSON())
    writes: Mapped[list[Any]] = mapped_column(JSON())
    mailed_at: Mapped[datetime | None]
    kept: Mapped[Kept | None]


class ImportColumns(Base):
    """Which headings an edition chose for what, the last time that a sheet of this kind was read."""

    __tablename__ = "import_columns"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[ImportKind] = mapped_column(primary_key=True)
    headings: Mapped[dict[str, Any]]
    target_id: Mapped[int | None]
    chosen_at: Mapped[datetime]
