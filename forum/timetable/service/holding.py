"""What still holds of a draft when requests, meetings or places have changed since it was made, and what does not.

The changes that are still possible are put on the present agenda in the order of the draft; where some violate a rule,
they are halved until it is known which: so those that come first in the draft keep their places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from forum.scheduling.problem import Place
from forum.timetable.models import DraftLeftOut, DraftMeeting, DraftTopic
from forum.timetable.queries.drafts import Changes
from forum.timetable.rules import Plan
from forum.timetable.rules.violations import plan_violations

Agenda = dict[str, Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed:
    """What does not hold any more of a draft.

    `requests` are no longer open, `places` can no longer be taken (by these new or moved meetings), `meetings` have
    changed since: they stay as they are.
    """

    requests: Sequence[int]
    meetings: Sequence[int]
    places: Sequence[DraftMeeting]

    def __bool__(self) -> bool:
        return bool(self.requests or self.meetings or self.places)


def holding(plan: Plan, changes: Changes) -> tuple[Changes, Lapsed]:
    """The changes of a draft that are still possible, and what is not; `plan` is the present state, not narrowed."""
    made = [row for row in changes.made if _is_wished(plan, row)]
    moved = [row for row in changes.moved if _is_unchanged(plan, row)]
    dropped = [row for row in changes.dropped if _is_unchanged(plan, row)]
    agenda = _present(plan, {row.meeting_id for row in dropped})
    kept = _fitting(plan, agenda, [*moved, *made])
    names = {_name(row) for row in kept}
    held = replace(
        changes,
        made=[row for row in made if _name(row) in names],
        moved=[row for row in moved if _name(row) in names],
        dropped=dropped,
        joined=[row for row in changes.joined if _may_join(plan, row, names)],
    )
    gone = {row.request_id for row in changes.made if row not in made}
    gone |= {row.request_id for row in changes.joined if f"r{row.request_id}" not in plan.wishes}
    rows: list[DraftMeeting | DraftLeftOut] = [*changes.moved, *changes.dropped]
    changed = [row.meeting_id for row in rows if not _is_unchanged(plan, row)]
    return held, Lapsed(
        requests=sorted(id for id in gone if id is not None),
        meetings=sorted(id for id in changed if id is not None),
        places=[row for row in (*moved, *made) if _name(row) not in names],
    )


def _is_wished(plan: Plan, row: DraftMeeting) -> bool:
    wish = plan.wishes.get(f"r{row.request_id}")
    return wish is not None and (wish.buyer_id, wish.person_id) == (row.buyer_id, row.person_id)


def _is_unchanged(plan: Plan, row: DraftMeeting | DraftLeftOut) -> bool:
    wish = plan.wishes.get(f"m{row.meeting_id}")
    return wish is not None and wish.sequence == row.sequence


def _may_join(plan: Plan, row: DraftTopic, names: set[str]) -> bool:
    """Whether a request still waits and the meeting that it joins is made, or is there."""
    there = f"r{row.with_request_id}" in names or f"m{row.with_meeting_id}" in plan.wishes
    return there and f"r{row.request_id}" in plan.wishes


def _present(plan: Plan, dropped: set[int | None]) -> Agenda:
    """The scheduled meetings where they are, without those that the draft calls off."""
    agenda: Agenda = {}
    for name, wish in plan.wishes.items():
        if wish.slot_id is not None and wish.table_id is not None and wish.meeting_id not in dropped:
            place = plan.place(wish.slot_id, wish.table_id)
            if place is not None:
                agenda[name] = place
    return agenda


def _name(row: DraftMeeting) -> str:
    return f"r{row.request_id}" if row.meeting_id is None else f"m{row.meeting_id}"


def _fitting(plan: Plan, agenda: Agenda, rows: Sequence[DraftMeeting]) -> Sequence[DraftMeeting]:
    """Those of these meetings that fit beside the agenda and each other, which they are added to."""
    places = {_name(row): plan.place(row.slot_id, row.table_id) for row in rows}
    found = {name: place for name, place in places.items() if place is not None}
    return _added(plan, agenda, [row for row in rows if _name(row) in found], found, set(plan_violations(plan, agenda)))


def _added(
    plan: Plan, agenda: Agenda, rows: Sequence[DraftMeeting], places: Mapping[str, Place], known: set[str]
) -> Sequence[DraftMeeting]:
    if not rows:
        return rows
    trial = {**agenda, **{_name(row): places[_name(row)] for row in rows}}
    if not set(plan_violations(plan, trial)) - known:
        agenda.update(trial)
        return rows
    if len(rows) == 1:
        return []
    half = len(rows) // 2
    first = _added(plan, agenda, rows[:half], places, known)
    return [*first, *_added(plan, agenda, rows[half:], places, known)]
