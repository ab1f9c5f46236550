"""Makes a draft the agenda in a few statements for any size, each of which works on the rows of the draft themselves.

Nothing is read into the program and written back: ten thousand meetings with their seats and histories take less than
a second, which is how long every other change waits.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    case,
    delete,
    func,
    insert,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.sql.dml import Delete, Update

from forum.core.database import Base, UtcDateTime, db, session
from forum.core.i18n import N_
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import (
    UNCONFIRMED,
    Meeting,
    MeetingEvent,
    MeetingRequest,
    MeetingTopic,
    PersonSeat,
    RequestEvent,
    TableSeat,
)
from forum.meetings.queries.requests import UNANSWERED
from forum.meetings.service.freeing import free_places
from forum.timetable.enums import Change
from forum.timetable.models import DraftLeftOut, DraftMeeting, DraftTopic
from forum.timetable.queries.drafts import Changes
from forum.timetable.rules import Plan

NO_PLACE = N_("La agenda se reorganizó y ya no hubo espacio para esta cita.")


class Switch:
    """The statements that make one draft the agenda, within the change that has checked it."""

    def __init__(self, draft_id: int, edition_id: int, *, by: int | None, now: datetime) -> None:
        self.draft_id, self.edition_id = draft_id, edition_id
        self.by: ColumnElement[Any] = null() if by is None else literal(by, Integer)
        self.now = literal(now, UtcDateTime())
        self.moment, self.by_id = now, by
        self.made = self._lines(Change.NEW)
        self.moved = self._lines(Change.MOVED)
        self.dropped = select(DraftLeftOut.meeting_id).where(
            DraftLeftOut.draft_id == draft_id, DraftLeftOut.meeting_id.is_not(None)
        )

    def _lines(self, change: Change) -> ColumnElement[bool]:
        return (DraftMeeting.draft_id == self.draft_id) & (DraftMeeting.change == change)

    def run(self, changes: Changes, plan: Plan) -> None:
        """Free all seats before any is taken, so that meetings may swap places; then write everything.

        What changes nothing of its kind is left out.
        """
        steps: tuple[tuple[bool, Callable[[], None]], ...] = (
            (bool(changes.affected), self._free_seats),
            (bool(changes.dropped), self._cancel),
            (bool(changes.moved), self._move),
            (bool(changes.made), self._create),
            (bool(changes.made or changes.moved), lambda: self._take_seats(changes)),
            (bool(changes.affected), lambda: _free_places(changes, plan, now=self.moment)),
            (bool(changes.joined), lambda: self._join(changes)),
            (bool(changes.requests), self._mark_scheduled),
        )
        for _needed, step in filter(itemgetter(0), steps):
            step()

    def _free_seats(self) -> None:
        moved = select(DraftMeeting.meeting_id).where(self.moved)
        _do(delete(PersonSeat).where(or_(PersonSeat.meeting_id.in_(moved), PersonSeat.meeting_id.in_(self.dropped))))
        _do(delete(TableSeat).where(or_(TableSeat.meeting_id.in_(moved), TableSeat.meeting_id.in_(self.dropped))))

    def _cancel(self) -> None:
        values = {
            "status": MeetingStatus.CANCELLED,
            "cancelled_by": Side.ORGANISER,
            "cancel_reason": NO_PLACE,
            "sequence": Meeting.sequence + 1,
            "changed_at": self.moment,
        }
        _do(update(Meeting).where(Meeting.id.in_(self.dropped)).values(values))
        detail = _json(reason=literal(NO_PLACE), draft_id=self._draft)
        self._record("cancelled", select(Meeting.id, detail).where(Meeting.id.in_(self.dropped)))

    def _move(self) -> None:
        """The history is written first, while the meetings still have the places that they leave."""
        line = DraftMeeting.__table__.alias()
        detail = _json(
            slot_id=DraftMeeting.slot_id,
            table_id=DraftMeeting.table_id,
            from_slot_id=Meeting.slot_id,
            from_table_id=Meeting.table_id,
            draft_id=self._draft,
        )
        joined = select(Meeting.id, detail).join(DraftMeeting, DraftMeeting.meeting_id == Meeting.id)
        self._record("moved", joined.where(self.moved).order_by(DraftMeeting.id))

        def of_line(column: Any) -> Any:
            place = select(column).where(line.c.draft_id == self.draft_id, line.c.meeting_id == Meeting.id)
            return place.scalar_subquery()

        values = {
            "slot_id": of_line(line.c.slot_id),
            "table_id": of_line(line.c.table_id),
            "sequence": Meeting.sequence + 1,
            "changed_at": self.moment,
            **UNCONFIRMED,
        }
        _do(update(Meeting).where(Meeting.id.in_(select(DraftMeeting.meeting_id).where(self.moved))).values(values))

    def _create(self) -> None:
        line = DraftMeeting
        copied = ("request_id", "buyer_id", "company_id", "person_id", "slot_id", "table_id", "uid")
        added = {
            "edition_id": literal(self.edition_id, Integer),
            "status": literal(MeetingStatus.SCHEDULED.value),
            "sequence": literal(0, Integer),
            "created_at": self.now,
            "changed_at": self.now,
            "cancel_reason": literal(""),
        }
        rows = select(*(getattr(line, name) for name in copied), *added.values()).where(self.made).order_by(line.id)
        _insert(Meeting, [*copied, *added], rows)
        detail = _json(slot_id=line.slot_id, table_id=line.table_id, draft_id=self._draft)
        made = select(Meeting.id, detail).join(line, line.uid == Meeting.uid).where(self.made)
        self._record("scheduled", made.order_by(Meeting.id))

    def _take_seats(self, changes: Changes) -> None:
        columns = (DraftMeeting.buyer_id, DraftMeeting.person_id, DraftMeeting.slot_id, DraftMeeting.table_id)
        made = select(Meeting.id, *columns).join(DraftMeeting, DraftMeeting.uid == Meeting.uid).where(self.made)
        moved = select(DraftMeeting.meeting_id.label("id"), *columns).where(self.moved)
        both: list[Select[Any]] = [*([made] if changes.made else []), *([moved] if changes.moved else [])]
        seated = union_all(*both).subquery()
        hosts = select(seated.c.id, Buyer.person_id, seated.c.slot_id).join(Buyer, Buyer.id == seated.c.buyer_id)
        guests = select(seated.c.id, seated.c.person_id, seated.c.slot_id)
        _insert(PersonSeat, ["meeting_id", "person_id", "slot_id"], union_all(hosts, guests))
        tables = select(seated.c.id, seated.c.table_id, seated.c.slot_id)
        _insert(TableSeat, ["meeting_id", "table_id", "slot_id"], tables)

    def _join(self, changes: Changes) -> None:
        """Add the further requests to the meetings at which they are talked about; scheduled ones change by it."""
        line, topic = DraftMeeting, DraftTopic
        at = case((topic.with_meeting_id.is_not(None), topic.with_meeting_id), else_=Meeting.id)
        joined = (
            select(at.label("meeting_id"), topic.request_id)
            .outerjoin(line, (line.draft_id == topic.draft_id) & (line.request_id == topic.with_request_id))
            .outerjoin(Meeting, Meeting.uid == line.uid)
            .where(topic.draft_id == self.draft_id)
        )
        _insert(MeetingTopic, ["meeting_id", "request_id"], joined.order_by(topic.id))
        theirs = joined.subquery()
        detail = _json(request_id=theirs.c.request_id, draft_id=self._draft)
        self._record("topic_added", select(theirs.c.meeting_id, detail))
        if changes.joining - changes.affected.keys():
            moved = select(line.meeting_id).where(self.moved)
            meetings = select(topic.with_meeting_id).where(topic.draft_id == self.draft_id)
            counted = update(Meeting).where(Meeting.id.in_(meetings), Meeting.id.not_in(moved))
            _do(counted.values(sequence=Meeting.sequence + 1, changed_at=self.moment))

    def _mark_scheduled(self) -> None:
        """Mark the open requests among these as scheduled by the organiser; the others were accepted by buyers."""
        topics = select(DraftTopic.request_id).where(DraftTopic.draft_id == self.draft_id)
        theirs = MeetingRequest.id.in_(union_all(select(DraftMeeting.request_id).where(self.made), topics))
        waiting = (theirs, MeetingRequest.status.in_(UNANSWERED))
        scheduled = literal(RequestStatus.SCHEDULED.value)
        events = select(MeetingRequest.id, scheduled, literal(""), self.now, self.by).where(*waiting)
        _insert(RequestEvent, ["request_id", "status", "note", "at", "by_id"], events.order_by(MeetingRequest.id))
        closed = {
            "status": RequestStatus.SCHEDULED, "answered_at": self.moment, "answered_by_id": self.by_id,
            "waitlisted_at": None,
        }  # fmt: skip
        _do(update(MeetingRequest).where(*waiting).values(closed))

    @property
    def _draft(self) -> ColumnElement[int]:
        return literal(self.draft_id, Integer)

    def _record(self, kind: str, rows: Select[Any]) -> None:
        """Write an event for each of these rows of a meeting and a detail."""
        side = literal(Side.ORGANISER.value)
        events = rows.add_columns(literal(kind), side, self.now, self.by)
        _insert(MeetingEvent, ["meeting_id", "detail", "kind", "side", "at", "by_id"], events)


def _free_places(changes: Changes, plan: Plan, *, now: datetime) -> None:
    """Where meetings were, somebody who waits for the buyer may come, unless another meeting has the place now."""
    ids = [row.meeting_id for row in changes.moved] + [row.meeting_id for row in changes.dropped]
    was = [plan.wishes[f"m{meeting_id}"] for meeting_id in ids]
    free_places([(each.buyer_id, each.slot_id) for each in was if each.slot_id is not None], now=now)


def _json(**values: ColumnElement[Any] | Any) -> ColumnElement[Any]:
    """An object of JSON made by the database."""
    pairs = [part for name, value in values.items() for part in (literal_column(f"'{name}'"), value)]
    make = func.json_build_object if db.engine.dialect.name == "postgresql" else func.json_object
    return make(*pairs).label("detail")


def _insert(model: type[Base], columns: Sequence[str], rows: Select[Any] | CompoundSelect[Any]) -> None:
    session().execute(insert(model.__table__).from_select(list(columns), rows))  # type: ignore[arg-type]


def _do(statement: Update | Delete) -> None:
    session().execute(statement, execution_options={"synchronize_session": False})
