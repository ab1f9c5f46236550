"""The trace of two accounts made one."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base


class PersonMerge(Base):
    """Two accounts that turned out to be of one person: which stays, who said so when, and what became of what.

    `fields`: by `MergedField`, what the one that stays had, what the other had, and what is kept. `moved`: number of
    rows by `table.column`. `merged_email`: the address of the one that goes, which leads to the other now.
    """

    __tablename__ = "person_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="SET NULL"), index=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    merged_email: Mapped[str | None]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    fields: Mapped[dict[str, Any]]
    moved: Mapped[dict[str, Any]]
