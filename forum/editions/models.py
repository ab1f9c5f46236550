"""An edition and its frame: days, halls, tables, slots, categories."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.database import Base
from forum.editions.enums import CategoryKind, HallKind, PlannedWishes, PlanningPolicy
from forum.editions.rules import CLOSES_AT, OPENS_AT, WindowState, window_state
from forum.editions.rules.committees import FIRST_COMMITTEES, IN_SPANISH, committee_names


class Edition(Base):
    """One year's forum. Dates are in `time_zone`, windows are moments; organisers can change every default.

    Calendars show its days and places: `calendar_sequence` counts the changes of these, `calendar_changed_at` is when
    anything they show changed last. `asks_questions`: a domain above asks more of who registers; where it is not set,
    nobody looks for what. `programme_version`: the number of the programme that everybody sees; 0 while there is none.
    """

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    ordinal: Mapped[int]
    time_zone: Mapped[str] = mapped_column(default="America/Mexico_City")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    venue_name: Mapped[str]
    venue_address: Mapped[str] = mapped_column(default="")
    about_es: Mapped[str] = mapped_column(default="")
    about_en: Mapped[str] = mapped_column(default="")
    published_at: Mapped[datetime | None]

    registration_opens_at: Mapped[datetime]
    registration_closes_at: Mapped[datetime]
    requests_open_at: Mapped[datetime]
    requests_close_at: Mapped[datetime]
    preliminary_at: Mapped[datetime]
    freeze_at: Mapped[datetime]

    slot_minutes: Mapped[int] = mapped_column(default=20)
    gap_minutes: Mapped[int] = mapped_column(default=5)
    walking_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    tolerance_minutes: Mapped[int] = mapped_column(default=5)
    supplier_absences_cap: Mapped[int] = mapped_column(default=2, server_default="2")
    supplier_meetings_cap: Mapped[int] = mapped_column(default=8)
    supplier_open_requests_cap: Mapped[int] = mapped_column(default=5)
    buyer_invitations_cap: Mapped[int] = mapped_column(default=40, server_default="40")
    buyer_spare_slots_per_day: Mapped[int] = mapped_column(default=2)
    request_hours: Mapped[int] = mapped_column(default=72)
    companions_per_side: Mapped[int] = mapped_column(default=2, server_default="2")
    offer_minutes: Mapped[int] = mapped_column(default=120, server_default="120")
    offer_minutes_on_days: Mapped[int] = mapped_column(default=10, server_default="10")
    staff_badges_per_stand: Mapped[int] = mapped_column(default=4)
    planned_wishes: Mapped[PlannedWishes] = mapped_column(
        default=PlannedWishes.CONFIRMED, server_default=PlannedWishes.CONFIRMED.value
    )

    committees: Mapped[str] = mapped_column(default=FIRST_COMMITTEES, server_default=IN_SPANISH)
    planning_policy: Mapped[PlanningPolicy] = mapped_column(
        default=PlanningPolicy.PRIORITY_FIRST, server_default=PlanningPolicy.PRIORITY_FIRST.value
    )
    meetings_in_a_row: Mapped[int] = mapped_column(default=0, server_default="0")
    one_meeting_per_pair: Mapped[bool] = mapped_column(default=True, server_default=true())

    asks_recipients: Mapped[bool] = mapped_column(default=False, server_default=false())
    asks_questions: Mapped[bool] = mapped_column(default=False, server_default=false())
    programme_version: Mapped[int] = mapped_column(default=0, server_default="0")

    calendar_sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    calendar_changed_at: Mapped[datetime | None]

    days: Mapped[list["Day"]] = relationship(lazy="raise", order_by="Day.date")
    halls: Mapped[list["Hall"]] = relationship(lazy="raise")
    categories: Mapped[list["Category"]] = relationship(lazy="raise", order_by="Category.position")

    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        CheckConstraint("registration_opens_at < registration_closes_at", name="registration_window"),
        CheckConstraint("requests_open_at < requests_close_at", name="requests_window"),
        CheckConstraint("slot_minutes > 0 AND gap_minutes >= 0", name="slot_length"),
    )

    def committee_names(self, language: str) -> list[tuple[str, str]]:
        """Its committees: the name that is kept, and how it is called in "es" or "en"."""
        return committee_names(self.committees, language)

    def registration_state(self, now: datetime) -> WindowState:
        """Whether people register now, do not yet, or do no longer."""
        return window_state(opens_at=self.registration_opens_at, closes_at=self.registration_closes_at, now=now)

    def about(self, language: str) -> str:
        """The presentation in "es" or "en"."""
        return self.about_en if language == "en" and self.about_en else self.about_es


class EditionSlug(Base):
    """A slug that an edition has or had. None is given to another edition, so that a former one can lead to its own."""

    __tablename__ = "edition_slug"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)

    __table_args__ = (UniqueConstraint("slug"),)


class Day(Base):
    """A day on which the forum is open, from and until a time of the clock at the venue."""

    __tablename__ = "day"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    date: Mapped[date]
    opens_at: Mapped[time] = mapped_column(default=OPENS_AT, server_default="09:00:00.000000")
    closes_at: Mapped[time] = mapped_column(default=CLOSES_AT, server_default="18:00:00.000000")

    __table_args__ = (
        UniqueConstraint("edition_id", "date"),
        CheckConstraint("opens_at < closes_at", name="hours_in_order"),
    )


class Hall(Base):
    """A hall or area of the venue."""

    __tablename__ = "hall"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str]
    kind: Mapped[HallKind]

    tables: Mapped[list["MeetingTable"]] = relationship(lazy="raise", order_by="MeetingTable.number")

    __table_args__ = (UniqueConstraint("edition_id", "name"),)


class MeetingTable(Base):
    """A numbered table of the B2B area (*mesa*)."""

    __tablename__ = "meeting_table"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id"), index=True)
    number: Mapped[int]

    hall: Mapped[Hall] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (UniqueConstraint("edition_id", "number"),)


class Slot(Base):
    """A time in a hall for one meeting at each table. A blocked slot takes no new meetings."""

    __tablename__ = "slot"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id"))
    day_id: Mapped[int] = mapped_column(ForeignKey("day.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    blocked_reason: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("hall_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="in_order"),
    )


class Category(Base):
    """A category of attendee with its colour, its quota and whether registrations need approval.

    `places_taken` counts pending and approved registrations, and places that are offered; it changes only in the
    transaction that takes or frees a place. `offers_places`: a freed place is offered for `offer_hours` to who waits
    next; else they get it at once.
    """

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    code: Mapped[str]
    kind: Mapped[CategoryKind] = mapped_column(default=CategoryKind.VISITOR)
    name_es: Mapped[str]
    name_en: Mapped[str]
    colour: Mapped[str]
    quota: Mapped[int | None]
    places_taken: Mapped[int] = mapped_column(default=0)
    needs_approval: Mapped[bool] = mapped_column(default=False)
    offers_places: Mapped[bool] = mapped_column(default=False, server_default=false())
    offer_hours: Mapped[int] = mapped_column(default=24, server_default="24")
    position: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        UniqueConstraint("edition_id", "code"),
        CheckConstraint("places_taken >= 0 AND (quota IS NULL OR places_taken <= quota)", name="within_quota"),
    )

    def name(self, language: str) -> str:
        """The name in "es" or "en"."""
        return self.name_en if language == "en" else self.name_es


class CategoryDay(Base):
    """A day on which a category may enter; a category without any may enter on all days."""

    __tablename__ = "category_day"

    category_id: Mapped[int] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"), primary_key=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("day.id", ondelete="CASCADE"), primary_key=True)
