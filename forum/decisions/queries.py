"""Decisions on many lines, and what became of their lines."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.core.database import one, session
from forum.decisions.enums import Outcome
from forum.decisions.models import BulkDecision, BulkDecisionLine
from forum.decisions.rules import Kind


def get_decision(decision_id: int, *, edition_id: int) -> BulkDecision:
    """A decision of an edition, with who took it and who undid it.

    Raises:
        NotFound: the edition has no such decision.
    """
    query = select(BulkDecision).where(BulkDecision.id == decision_id, BulkDecision.edition_id == edition_id)
    return one(query.options(joinedload(BulkDecision.decided_by), joinedload(BulkDecision.taken_back_by)))


def count_outcomes(decision_id: int) -> dict[Outcome | None, int]:
    """Number of lines of a decision per outcome; None: those that wait."""
    query = select(BulkDecisionLine.outcome, func.count()).where(BulkDecisionLine.decision_id == decision_id)
    return {outcome: number for outcome, number in session().execute(query.group_by(BulkDecisionLine.outcome))}


def list_reasons(decision_id: int) -> dict[int, str]:
    """Why lines stayed as they were, by their ids."""
    query = select(BulkDecisionLine.line_id, BulkDecisionLine.reason).where(
        BulkDecisionLine.decision_id == decision_id, BulkDecisionLine.outcome == Outcome.REFUSED
    )
    return {line_id: reason for line_id, reason in session().execute(query.order_by(BulkDecisionLine.line_id))}


def list_due_ids(*, now: datetime) -> Sequence[int]:
    """The decisions that are to be done now, the earliest first."""
    query = select(BulkDecision.id).where(
        BulkDecision.done_at.is_(None), BulkDecision.taken_back_at.is_(None), BulkDecision.due_at <= now
    )
    return session().scalars(query.order_by(BulkDecision.due_at, BulkDecision.id)).all()


def list_open_lines(decision_id: int) -> Sequence[BulkDecisionLine]:
    """The lines of a decision that have no outcome yet, in the order of their ids."""
    query = select(BulkDecisionLine).where(
        BulkDecisionLine.decision_id == decision_id, BulkDecisionLine.outcome.is_(None)
    )
    return session().scalars(query.order_by(BulkDecisionLine.line_id)).all()


def find_bases(kind: Kind, ids: Iterable[int]) -> dict[int, str]:
    """What a decision of this kind is based on, by the ids of the lines, as text; of those there are."""
    key = kind.model.__mapper__.primary_key[0]
    query = select(key, getattr(kind.model, kind.based_on)).where(key.in_(ids))
    return {id: str(value) for id, value in session().execute(query)}
