"""Badges, one valid per approved registration, the print runs in which they were prepared and printed, templates."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.badges.enums import Layout, Purpose, RevokedFor, RunOrder, TemplateChange
from forum.badges.rules import LONG_RUN
from forum.badges.rules.parts import parts_of
from forum.badges.rules.templates import Template, template_of
from forum.core.constraints import unique_where
from forum.core.database import Base
from forum.core.history import Event

BY_TEMPLATE = "template"


class Badge(Base):
    """A badge (*gafete*). A registration has one valid badge at most; revoked ones stay on record for the door.

    `revoked_reason` is what the desk wrote when it reissued the badge.
    """

    __tablename__ = "badge"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_for: Mapped[RevokedFor | None]
    revoked_reason: Mapped[str] = mapped_column(default="")
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)

    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("length(code) = 20", name="code_length"),
        unique_where("uq_badge_alive", "registration_id", where="revoked_at IS NULL"),
    )


class ReservedCode(Base):
    """A code that the desk may hand out without network, before we know to whom: held by a device, for one category.

    `used_at`: a badge has it. `voided_at`: it opens nothing any more, as where its device was closed from afar.
    """

    __tablename__ = "reserved_code"

    code: Mapped[str] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"), index=True)
    device: Mapped[str]
    reserved_at: Mapped[datetime]
    reserved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "edition_id", "device"),)


class PrintRun(Base):
    """Badges prepared together: by whom, when, on what (`BY_TEMPLATE`: each on the layout of its template).

    `category_id` and `bin` say of what it took the badges (None: of all), `is_separated` that a sheet
    stands before each letter, category or bin.

    The PDF of a few is made each time it is downloaded; that of many is a file (`PrintFile`).
    """

    __tablename__ = "print_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    layout: Mapped[str]
    badges: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id", ondelete="SET NULL"))
    bin: Mapped[int | None]
    order: Mapped[RunOrder] = mapped_column("ordered_by", default=RunOrder.CATEGORY)
    is_separated: Mapped[bool] = mapped_column(default=False)

    @property
    def one_layout(self) -> Layout | None:
        """On what all its badges are; None: each on the layout of its template."""
        return None if self.layout == BY_TEMPLATE else Layout(self.layout)

    @property
    def parts(self) -> list[tuple[int, int]]:
        """The first and last number of the badges in each of its parts."""
        return parts_of(self.badges)

    @property
    def is_long(self) -> bool:
        """Whether its PDF is drawn in the background."""
        return self.badges > LONG_RUN


class PrintedBadge(Base):
    """A badge of a print run. A badge without any is not prepared yet; it is printed once its run is (`PrintMark`)."""

    __tablename__ = "printed_badge"

    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id", ondelete="CASCADE"), primary_key=True)
    badge_id: Mapped[int] = mapped_column(ForeignKey("badge.id", ondelete="CASCADE"), primary_key=True, index=True)


class PrintMark(Base):
    """Somebody's word that the badges of a run are on paper. One taken back stays on record, with who did it."""

    __tablename__ = "print_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (unique_where("uq_print_mark_standing", "run_id", where="undone_at IS NULL"),)


class Handover(Base):
    """Somebody of the desk gave a badge to its person. One taken back stays on record, with who did it."""

    __tablename__ = "badge_handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    badge_id: Mapped[int] = mapped_column(ForeignKey("badge.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (unique_where("uq_badge_handover_standing", "badge_id", where="undone_at IS NULL"),)


class Kiosk(Base):
    """A screen at which people print their own badge, opened by an address of its own. Only its hash is stored."""

    __tablename__ = "badge_kiosk"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    used_at: Mapped[datetime | None]
    printed: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("token_hash"),)


class PrintFile(Base):
    """The PDF of a long run, drawn in the background: asked for, claimed, drawn badge after badge, ready or failed.

    `claimed_at` moves on while somebody draws; a claim that stands still was lost and is taken over. `contents` is a
    digest of all that the file says: where anything is different by now, it is not handed out.
    """

    __tablename__ = "print_file"

    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    drawn: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    contents: Mapped[str] = mapped_column(default="")


class Bin(Base):
    """A bin (*caja*) of the registration desk and the surnames in it, as `rules.bins.BinRange`."""

    __tablename__ = "badge_bin"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    starts_at: Mapped[str]
    first: Mapped[str]
    last: Mapped[str]

    __table_args__ = (UniqueConstraint("edition_id", "number"),)


class BinPlace(Base):
    """The bin that a registration was given: it keeps it when its name is corrected."""

    __tablename__ = "badge_bin_place"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    bin_id: Mapped[int] = mapped_column(ForeignKey("badge_bin.id", ondelete="CASCADE"), index=True)


class BinEvent(Event, Base):
    """Somebody divided the badges of an edition into bins, or took the bins away (0)."""

    __tablename__ = "badge_bin_event"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    bins: Mapped[int]
    badges: Mapped[int]


class BadgeTemplate(Base):
    """How badges of an edition look for one purpose: those of one category, or of all that have none of their own.

    `choices` are those of `rules.templates.Template`.
    """

    __tablename__ = "badge_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    purpose: Mapped[Purpose]
    layout: Mapped[Layout]
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)

    __table_args__ = (
        UniqueConstraint("category_id", "purpose", name="uq_badge_template_of_category"),
        unique_where("uq_badge_template_of_edition", "edition_id", "purpose", where="category_id IS NULL"),
    )

    @property
    def value(self) -> Template:
        """The template itself."""
        return template_of(self.layout, self.choices)


class BadgeLogo(Base):
    """The logo on the badges of an edition, encoded again as PNG."""

    __tablename__ = "badge_logo"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    png: Mapped[bytes] = mapped_column(LargeBinary)


class BadgeTemplateEvent(Event, Base):
    """Something happened to the templates of an edition: to that of a purpose and category, or to the logo."""

    __tablename__ = "badge_template_event"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    change: Mapped[TemplateChange]
    purpose: Mapped[Purpose | None]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id", ondelete="SET NULL"))
