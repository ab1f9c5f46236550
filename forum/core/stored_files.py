"""A file that somebody uploaded, on record: what it is and what it is called; its content is named by its digest.

class Drawing(StoredFile, Base):
    __tablename__ = "requirement_drawing"
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id", ondelete="CASCADE"), primary_key=True)

`core.uploads` keeps the content as long as any row of any such model names it.
"""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declarative_mixin, mapped_column


class FileKind(enum.StrEnum):
    """What a file is, told by its content."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"

    @property
    def media_type(self) -> str:
        """Its type as the web calls it."""
        return "application/pdf" if self is FileKind.PDF else f"image/{self.value}"


@declarative_mixin
class StoredFile:
    """A model of files; the model adds whose file it is."""

    digest: Mapped[str] = mapped_column(index=True)
    kind: Mapped[FileKind]
    name: Mapped[str]
    size: Mapped[int]
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
