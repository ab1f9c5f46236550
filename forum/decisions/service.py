"""Taking a decision on many lines, taking it back, and doing it when it is due."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import delete, insert, select, update

from forum.accounts.models import Person
from forum.core.configuration import acting_as
from forum.core.database import atomic, locked, on_commit, session
from forum.core.errors import Refusal
from forum.core.i18n import in_words
from forum.decisions.enums import Outcome
from forum.decisions.errors import DecidedMeanwhile
from forum.decisions.models import BulkDecision, BulkDecisionLine
from forum.decisions.queries import find_bases, list_due_ids, list_open_lines
from forum.decisions.rules import KEPT, UNDO, Kind, Order, ensure_undoable
from forum.jobs import is_stopping, later

RUN_DUE = "decisions.run_due"


def decide(
    kind: Kind,
    ids: Sequence[int],
    *,
    edition_id: int,
    told: Mapping[str, Any],
    address: Mapping[str, Any],
    by: int,
    now: datetime,
) -> BulkDecision:
    """Keep a decision on these lines; nothing is done or sent before it is due."""
    with atomic() as current:
        decision = BulkDecision(
            edition_id=edition_id,
            kind=kind.code,
            told=dict(told),
            address=dict(address),
            decided_at=now,
            decided_by_id=by,
            due_at=now + UNDO,
        )
        current.add(decision)
        current.flush()
        bases = find_bases(kind, ids)
        lines = [{"decision_id": decision.id, "line_id": id, "reason": "", "basis": bases.get(id)} for id in ids]
        current.execute(insert(BulkDecisionLine), lines)
        on_commit(lambda: later(RUN_DUE, seconds=UNDO.total_seconds() + 1))
    return decision


def take_back(decision_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Undo a decision before anything of it was done.

    Raises:
        NotFound, AlreadyTakenBack
        TooLateToTakeBack: it is due.
    """
    with atomic():
        decision = locked(BulkDecision, decision_id, edition_id=edition_id)
        ensure_undoable(
            due_at=decision.due_at, started_at=decision.started_at, taken_back_at=decision.taken_back_at, now=now
        )
        decision.taken_back_at, decision.taken_back_by_id = now, by


def run_due_decisions(kinds: Mapping[str, Kind], *, now: datetime) -> int:
    """Do every decision that is due, and forget the old ones; returns how many were due."""
    due = list_due_ids(now=now)
    for decision_id in due:
        run_decision(decision_id, kinds, now=now)
    with atomic() as current:
        current.execute(delete(BulkDecision).where(BulkDecision.decided_at < now - KEPT))
    return len(due)


def run_decision(decision_id: int, kinds: Mapping[str, Kind], *, now: datetime) -> None:
    """Do a decision, if it is due: each line in a change of its own, which also says that it was done, so once.

    May run again, and several times at once; one that was ended halfway goes on with the lines that are left.
    """
    decision = _begun(decision_id, now=now)
    if decision is None:
        return
    kind = kinds[decision.kind]
    order = Order(edition_id=decision.edition_id, by=decision.decided_by_id, now=now, told=decision.told)
    language = session().scalars(select(Person.language).where(Person.id == decision.decided_by_id)).one()
    for line_id, basis in [(line.line_id, line.basis) for line in list_open_lines(decision_id)]:
        if is_stopping():
            return
        _do(decision_id, line_id, partial(_do_unchanged, kind, line_id, basis, order), language=language)
    with atomic():
        decision = locked(BulkDecision, decision_id)
        if not list_open_lines(decision_id):
            decision.done_at = decision.done_at or now


def _begun(decision_id: int, *, now: datetime) -> BulkDecision | None:
    """The decision, which nobody can take back from here on; None: it is not to be done."""
    with atomic():
        decision = locked(BulkDecision, decision_id)
        if decision.taken_back_at is not None or decision.done_at is not None or now < decision.due_at:
            return None
        decision.started_at = decision.started_at or now
    return decision


def _do(decision_id: int, line_id: int, do: Callable[[], object], *, language: str) -> None:
    try:
        with atomic():
            if _settle(decision_id, line_id, Outcome.DONE):
                do()
    except Refusal as refusal:
        reason = in_words(refusal.sentence, refusal.params, language=language)
        with atomic():
            _settle(decision_id, line_id, Outcome.REFUSED, reason=reason)


def _do_unchanged(kind: Kind, line_id: int, basis: str | None, order: Order) -> None:
    """Do it to a line that is still as it was decided on; whoever changes it from here on comes after the decision."""
    if basis is not None and find_bases(kind, [line_id]).get(line_id, basis) != basis:
        raise DecidedMeanwhile
    with acting_as(order.by):
        kind.do(line_id, order)


def _settle(decision_id: int, line_id: int, outcome: Outcome, *, reason: str = "") -> bool:
    """Write down what becomes of a line; whether nobody else had."""
    mine = (
        BulkDecisionLine.decision_id == decision_id,
        BulkDecisionLine.line_id == line_id,
        BulkDecisionLine.outcome.is_(None),
    )
    written = session().execute(update(BulkDecisionLine).where(*mine).values(outcome=outcome, reason=reason))
    return bool(written.rowcount)  # type: ignore[attr-defined]
