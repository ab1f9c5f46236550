"""Whether a draft is still valid: read the edition, check; and lock the rows that it affects.

Locks are taken in the one order of all changes (`core.database`): companies, people, buyers, requests, meetings.
"""

from collections.abc import Iterable
from datetime import datetime

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import Base, lock_rows
from forum.core.paging import batches
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import get_person_ids
from forum.meetings.models import Meeting, MeetingRequest
from forum.scheduling.problem import Place
from forum.timetable.errors import DraftOutdated
from forum.timetable.models import DraftMeeting, TimetableDraft
from forum.timetable.queries.drafts import Changes
from forum.timetable.queries.planning import read_facts
from forum.timetable.rules import Plan, plan_of
from forum.timetable.rules.violations import plan_violations


def present_plan(draft: TimetableDraft, *, now: datetime) -> Plan:
    """The edition as it is now, to check a draft against."""
    return plan_of(read_facts(draft.edition_id, now=now), replan=draft.replanned, now=now, narrowed=False)


def ensure_valid(draft: TimetableDraft, changes: Changes, *, now: datetime) -> Plan:
    """Check that a draft is still valid; return the plan of the present state. It takes seconds at the forum's size.

    Raises:
        DraftOutdated: requests are no longer open, meetings have changed or places cannot be taken; with the number
            of each.
    """
    plan = present_plan(draft, now=now)
    gone = sum(not _is_wished(plan, row) for row in changes.made)
    gone += sum(f"r{row.request_id}" not in plan.wishes for row in changes.joined)
    changed = sum(_sequence(plan, id) != sequence for id, sequence in changes.affected.items())
    changed += sum(_sequence(plan, id) is None for id in changes.joining)
    lost = draft.meetings - changes.meetings
    if not gone + changed + lost:
        lost = _count_conflicts(plan, changes)
    if gone + changed + lost:
        raise DraftOutdated(requests=gone, meetings=changed, places=lost)
    return plan


def lock_affected(changes: Changes) -> None:
    """Lock the rows that publishing changes, and those of who meets."""
    rows = (*changes.made, *changes.moved)
    persons = get_person_ids({row.buyer_id for row in rows})
    _lock_rows(Company, {row.company_id for row in rows})
    _lock_rows(Person, {row.person_id for row in rows} | {*persons.values()})
    _lock_rows(Buyer, persons)
    _lock_rows(MeetingRequest, changes.requests)
    _lock_rows(Meeting, changes.affected.keys() | changes.joining)


def _lock_rows(model: type[Base], ids: Iterable[int | None]) -> None:
    for some in batches(ids):
        lock_rows(model, some)


def _is_wished(plan: Plan, row: DraftMeeting) -> bool:
    """Whether the request of a new meeting still waits for one, of the same two people."""
    wish = plan.wishes.get(f"r{row.request_id}")
    return wish is not None and (wish.buyer_id, wish.person_id) == (row.buyer_id, row.person_id)


def _sequence(plan: Plan, meeting_id: int | None) -> int | None:
    wish = plan.wishes.get(f"m{meeting_id}")
    return None if wish is None else wish.sequence


def _count_conflicts(plan: Plan, changes: Changes) -> int:
    """Number of places that cannot be taken, by checking the agenda that publishing would make."""
    agenda: dict[str, Place] = {}
    missing = 0
    for name, (slot_id, table_id) in _places(plan, changes).items():
        place = plan.place(slot_id, table_id)
        if place is None:
            missing += 1
        else:
            agenda[name] = place
    return missing + len(plan_violations(plan, agenda))


def _places(plan: Plan, changes: Changes) -> dict[str, tuple[int, int]]:
    """The slot and table of each meeting after publishing: the scheduled ones, less the cancelled, and the draft's.

    A meeting that is at another table than its buyer's own counts there, as the referee knows no other.
    """
    dropped = {row.meeting_id for row in changes.dropped}
    places = {
        name: (wish.slot_id, plan.elsewhere[name][1] if name in plan.elsewhere else wish.table_id)
        for name, wish in plan.wishes.items()
        if wish.slot_id is not None and wish.table_id is not None and wish.meeting_id not in dropped
    }
    return {**places, **{_name(row): (row.slot_id, row.table_id) for row in (*changes.made, *changes.moved)}}


def _name(row: DraftMeeting) -> str:
    return f"r{row.request_id}" if row.meeting_id is None else f"m{row.meeting_id}"
