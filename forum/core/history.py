"""What happened to a thing, written down: when, by whom, what.

class GateEvent(Event, Base):
    __tablename__ = "gate_event"
    gate_id: Mapped[int] = mapped_column(ForeignKey("gate.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]

record(GateEvent(gate_id=gate.id, kind="renamed"), by=by, now=now)    # in the service, inside atomic()
history_of(GateEvent, gate_id=gate.id)                                # accounts.queries: (event, person) pairs
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declarative_mixin, mapped_column

from forum.core.database import session


@declarative_mixin
class Event:
    """A model of things that happened: when, and by whom (None: nobody, or the operator at the console).

    The model adds whose history it is and what happened: a `kind` with its `detail`, or the new status.
    """

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


def record(event: Event, *, by: int | None, now: datetime) -> None:
    """Write down what happened; inside atomic()."""
    event.at, event.by_id = now, by
    session().add(event)
