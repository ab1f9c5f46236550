"""The one statement of a scan: gate, badge, person, day, entry and earlier scan of a code, as plain columns.

This is the hottest path of the product (the aim is a thousand scans a second), so it makes no ORM object.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, exists, or_, select

from forum.accounts.models import Person
from forum.badges.enums import RevokedFor
from forum.badges.models import Badge
from forum.badges.queries.reserved import is_reserved
from forum.badges.rules import is_code
from forum.checkin.enums import ScanOutcome, ScanReason, Told
from forum.checkin.models import Area, AreaCategory, AreaDay, Entry, Gate, Scan
from forum.checkin.queries.gates import has_ways_out
from forum.checkin.rules import ScanFacts, leaves_by
from forum.core.aliases import shared_alias
from forum.core.names import PersonName
from forum.core.prepared import Prepared
from forum.editions.models import Category, CategoryDay, Day, Edition
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

_ONE_DAY = timedelta(days=1)
_EntryGate = shared_alias(Gate)
_some_categories = exists().where(AreaCategory.area_id == Gate.area_id)
_of_area = exists().where(AreaCategory.area_id == Gate.area_id, AreaCategory.category_id == Category.id)
_some_days = exists().where(AreaDay.area_id == Gate.area_id)
_opens = exists().where(AreaDay.area_id == Gate.area_id, AreaDay.day_id == Day.id)
_restricted = exists().where(CategoryDay.category_id == Category.id)
_enters = exists().where(CategoryDay.category_id == Category.id, CategoryDay.day_id == Day.id)

# The day at the venue depends on the edition's time zone, which the statement reads: the three days around today in UTC
# are joined (three rows at most), and the right row is taken.
SCAN_CONTEXT = Prepared(
    select(
        Gate.edition_id,
        Gate.name.label("gate_name"),
        Gate.area_id,
        Gate.direction,
        Area.capacity,
        Area.once_a_day,
        has_ways_out(Gate.area_id).label("has_ways_out"),
        Edition.slug,
        Edition.time_zone,
        Badge.id.label("badge_id"),
        Badge.revoked_at,
        Badge.revoked_for,
        Registration.id.label("registration_id"),
        Registration.edition_id.label("badge_edition_id"),
        Registration.status,
        Registration.organisation,
        Person.given_names,
        Person.first_surname,
        Person.second_surname,
        Category.name_es,
        Category.name_en,
        Category.colour,
        Day.date,
        or_(~_restricted, _enters).label("enters"),
        or_(~_some_categories, _of_area).label("here"),
        or_(~_some_days, _opens).label("opens"),
        Entry.inside,
        Entry.moved_at,
        Entry.moved_by,
        Entry.entered_at,
        Entry.scan_id.label("entry_scan"),
        _EntryGate.name.label("entry_gate"),
        Scan.id.label("recorded"),
    )
    .select_from(Gate)
    .join(Edition, Edition.id == Gate.edition_id)
    .join(Area, Area.id == Gate.area_id)
    .outerjoin(Badge, Badge.code == bindparam("code"))
    .outerjoin(Registration, Registration.id == Badge.registration_id)
    .outerjoin(Person, Person.id == Registration.person_id)
    .outerjoin(Category, Category.id == Registration.category_id)
    .outerjoin(
        Day,
        and_(
            Day.edition_id == Gate.edition_id,
            or_(Day.date == bindparam("before"), Day.date == bindparam("today"), Day.date == bindparam("after")),
        ),
    )
    .outerjoin(
        Entry,
        and_(Entry.registration_id == Registration.id, Entry.day == Day.date, Entry.area_id == Gate.area_id),
    )
    .outerjoin(_EntryGate, _EntryGate.id == Entry.gate_id)
    .outerjoin(Scan, Scan.id == bindparam("scan_id"))
    .where(Gate.id == bindparam("gate_id"))
)

_RECORDED = Prepared(
    select(Scan.gate_id, Scan.code, Scan.leaves, Scan.outcome, Scan.reason, Scan.happened_at, Scan.told).where(
        Scan.id == bindparam("scan_id")
    )
)

_NEWEST_CODE = Prepared(
    select(Badge.code)
    .join(Registration, Registration.id == Badge.registration_id)
    .join(Gate, Gate.edition_id == Registration.edition_id)
    .where(Gate.id == bindparam("gate_id"), Badge.registration_id == bindparam("registration_id"))
    .order_by(Badge.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanContext:
    """All that is known of one scan: the gate, the facts to decide on, and the person. Times are local."""

    edition_id: int
    edition_slug: str
    time_zone: str
    gate_name: str
    area_id: int
    capacity: int | None
    has_ways_out: bool
    day: date
    facts: ScanFacts
    recorded: bool
    badge_id: int | None
    revoked_for: RevokedFor | None
    registration_id: int | None
    name: str
    organisation: str
    category_es: str
    category_en: str
    colour: str
    since: datetime | None
    since_gate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedScan:
    """A scan on record."""

    gate_id: int
    code: str
    leaves: bool
    outcome: ScanOutcome
    reason: ScanReason
    happened_at: datetime
    told: Told | None


def find_scan_context(gate_id: int, *, code: str, scan_id: str, moment: datetime, leaves: bool) -> ScanContext | None:
    """All that is known of a scan of this code at this gate, in one statement; None if there is no such gate.

    The facts are those of the moment of the scan: who entered, or whose badge was revoked, later than that does not
    count. A badge is issued on approval and revoked on cancellation, so one that was valid stood for a registration
    that was approved. At a gate of one way that way counts, whatever the device says. Whether the area is full is not
    among them: it is counted where it has a limit.
    """
    utc_day = moment.date()
    rows = SCAN_CONTEXT.rows(
        gate_id=gate_id,
        code=code,
        scan_id=scan_id,
        before=utc_day - _ONE_DAY,
        today=utc_day,
        after=utc_day + _ONE_DAY,
    )
    return _scan_context(rows, code=code, scan=(moment, scan_id), leaves=leaves) if rows else None


def _scan_context(rows: list[Any], *, code: str, scan: tuple[datetime, str], leaves: bool) -> ScanContext:
    moment, zone = scan[0], ZoneInfo(rows[0].time_zone)
    day = moment.astimezone(zone).date()
    row = next((row for row in rows if row.date == day), rows[0])
    is_day = row.date == day
    since = row.entered_at if is_day else None
    known = row.badge_id is not None and row.badge_edition_id == row.edition_id
    return ScanContext(
        edition_id=row.edition_id,
        edition_slug=row.slug,
        time_zone=row.time_zone,
        gate_name=row.gate_name,
        area_id=row.area_id,
        capacity=row.capacity,
        has_ways_out=bool(row.has_ways_out),
        day=day,
        facts=_facts(row, code=code, scan=scan, is_day=is_day, leaves=leaves),
        recorded=row.recorded is not None,
        badge_id=row.badge_id,
        revoked_for=row.revoked_for,
        registration_id=row.registration_id,
        name=PersonName(row.given_names, row.first_surname, row.second_surname).full if known else "",
        organisation=row.organisation if known else "",
        category_es=row.name_es if known else "",
        category_en=row.name_en if known else "",
        colour=row.colour if known else "",
        since=since.astimezone(zone) if since is not None else None,
        since_gate=row.entry_gate or "" if is_day else "",
    )


def _facts(row: Any, *, code: str, scan: tuple[datetime, str], is_day: bool, leaves: bool) -> ScanFacts:
    moment, entered, is_known = scan[0], is_day and row.entered_at is not None, row.badge_id is not None
    revoked_later = row.revoked_at is not None and row.revoked_at > moment
    return ScanFacts(
        is_code=is_code(code),
        made_at_desk=not is_known and is_code(code) and is_reserved(code, edition_id=row.edition_id),
        badge_exists=is_known,
        of_this_edition=row.badge_edition_id == row.edition_id,
        leaves=leaves_by(row.direction, told=leaves),
        badge_revoked=row.revoked_at is not None and not revoked_later,
        registration_approved=row.status == RegistrationStatus.APPROVED or revoked_later,
        forum_open=is_day,
        area_open=bool(row.opens),
        category_enters=bool(row.enters),
        category_here=bool(row.here),
        entered_before=entered and (row.entered_at, row.entry_scan) <= scan,
        once_a_day=bool(row.once_a_day),
        inside=entered and (bool(row.inside) or (row.moved_at, row.moved_by) > scan),
        is_full=False,
    )


def find_recorded_scan(scan_id: str) -> RecordedScan | None:
    """The scan recorded with this id."""
    rows = _RECORDED.rows(scan_id=scan_id)
    return RecordedScan(**rows[0]._asdict()) if rows else None


def newest_code(gate_id: int, *, registration_id: int) -> str:
    """The code of the newest badge of a registration of this gate's edition; empty if it has none."""
    rows = _NEWEST_CODE.rows(gate_id=gate_id, registration_id=registration_id)
    return rows[0].code if rows else ""
