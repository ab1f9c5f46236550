"""What editions announce, in the transaction of the change. A reaction that raises a Refusal stops the change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from forum.editions.enums import CopiedPart


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotMoved:
    """A slot has new times, and its meetings with it. Moments are aware; `by` is the person who moved it."""

    slot_id: int
    edition_id: int
    hall_id: int
    was_starts_at: datetime
    was_ends_at: datetime
    starts_at: datetime
    ends_at: datetime
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotRemoving:
    """A slot is about to be deleted: reactions refuse it when it is in use."""

    slot_id: int
    edition_id: int
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DaysMoving:
    """The days of these slots are about to move, each slot by its number of days.

    Reactions refuse it where people have planned them, unless the organiser agreed to what was shown (`agreed`).
    """

    shifts: Mapping[int, int]
    edition_id: int
    agreed: str
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DaysMoved:
    """The days of these slots have other dates, and the slots with them; when each began before."""

    was: Mapping[int, datetime]
    edition_id: int
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarMoved:
    """An edition has other dates or another time zone: by how many days each former date that was kept moved."""

    edition_id: int
    shifts: Mapping[date, int]
    was_zone: str
    zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionCreated:
    """A new edition was made, of no other."""

    edition_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionCopied:
    """A draft of a new edition was made of another, with these parts.

    Its categories, halls and days by those they are copies of, id to id; nothing where the part is not copied, and no
    day that the copy has not. `shift`: from the first day of the one to that of the other.
    """

    source_id: int
    edition_id: int
    parts: frozenset[CopiedPart]
    categories: Mapping[int, int]
    halls: Mapping[int, int]
    days: Mapping[int, int]
    shift: timedelta
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DayDropping:
    """A day of an edition is about to be deleted, on which people attend."""

    day_id: int
    edition_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryDaysDropped:
    """A category may no longer enter on these days of its edition."""

    category_id: int
    day_ids: tuple[int, ...]
    edition_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ZoneChanged:
    """An edition has another time zone. Every time of the clock is as before: the moments have moved."""

    edition_id: int
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class HallKindChanging:
    """A hall without tables and slots is about to be used for something else: reactions refuse it when it is in use."""

    hall_id: int
    edition_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryKindChanging:
    """A category is about to be of another kind: reactions refuse it when people are registered in it."""

    category_id: int
    edition_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRemoving:
    """A table is about to be deleted: reactions refuse it when it is in use."""

    table_id: int
    edition_id: int
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotaChanged:
    """A category has a new quota: people waiting for a place may get one now."""

    category_id: int
    edition_id: int
    at: datetime
