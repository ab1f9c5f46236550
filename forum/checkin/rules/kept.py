"""The facts of a scan on data that were kept: what a scanner or a hub without the centre decides on.

The same in the scripts of a scanner: `factsOf` in js/scan/rules.js, against the same table of cases.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from forum.checkin.enums import GateDirection
from forum.checkin.rules.presence import Movement, Presence, replay
from forum.checkin.rules.scans import ADMITTED, CAME_BACK, WENT_OUT, ScanFacts, local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBadge:
    """A badge of the edition, as it was kept; or a code reserved for the desk, whose badge is not known yet."""

    approved: bool
    is_reserved: bool
    revoked_at: datetime | None
    category_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDoor:
    """An area of the edition, its limits (none: all, or without limit), and how many are in it now."""

    time_zone: str
    days: Collection[date]
    category_days: Collection[date]
    area_days: Collection[date]
    categories: Collection[int]
    once_a_day: bool
    capacity: int | None
    inside: int


def facts_of(
    badge: KeptBadge | None,
    *,
    is_code: bool,
    door: KeptDoor,
    leaves: bool,
    presence: Presence | None,
    moment: datetime,
) -> ScanFacts:
    """The facts of a scan at a moment, whose badge is of this edition or unknown.

    `presence` is that of the badge's person in the area on the day of the moment, of what was before it. A badge that
    was revoked later counts as it was.
    """
    day = local_day(moment, door.time_zone)
    revoked_later = badge is not None and badge.revoked_at is not None and badge.revoked_at > moment
    category = None if badge is None else badge.category_id
    return ScanFacts(
        is_code=is_code,
        made_at_desk=badge is not None and badge.is_reserved,
        badge_exists=badge is not None and not badge.is_reserved,
        of_this_edition=badge is not None,
        leaves=leaves,
        badge_revoked=badge is not None and badge.revoked_at is not None and not revoked_later,
        registration_approved=badge is not None and (badge.approved or revoked_later),
        forum_open=day in door.days,
        area_open=not door.area_days or day in door.area_days,
        category_enters=not door.category_days or day in door.category_days,
        category_here=not door.categories or category in door.categories,
        entered_before=presence is not None,
        once_a_day=door.once_a_day,
        inside=presence is not None and presence.inside,
        is_full=door.capacity is not None and door.inside >= door.capacity,
    )


def leaves_by(direction: GateDirection, *, told: bool) -> bool:
    """Whether a scan at a gate is on the way out: at a gate of one way that way counts, whatever the device says."""
    return told if direction is GateDirection.BOTH else direction is GateDirection.OUT


def told_movements(gate_id: int, *, entered_at: datetime, moved_at: datetime, inside: bool) -> list[Movement]:
    """Movements that lead to what somebody else told of a person: when they entered, moved last, and whether in."""

    def movement(at: datetime, name: str, *, leaves: bool = False) -> Movement:
        decision = WENT_OUT if leaves else CAME_BACK if at > entered_at else ADMITTED
        return Movement(scan_id=name, gate_id=gate_id, at=at, leaves=leaves, decision=decision, told=None)

    entered = movement(entered_at, "")
    if not inside:
        return [entered, movement(moved_at, " out", leaves=True)]
    if moved_at == entered_at:
        return [entered]
    return [entered, movement(moved_at, " 1 out", leaves=True), movement(moved_at, " 2 back")]


def presence_after(movements: Sequence[Movement], *, before: datetime | None = None) -> Presence | None:
    """How all these movements left a person, in the order of their moments; those up to a moment, where one is said."""
    ordered = sorted(movements, key=lambda each: (each.at, each.scan_id))
    return replay([each for each in ordered if before is None or each.at <= before], once_a_day=False)[1]
