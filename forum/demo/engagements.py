"""Other engagements of the demo edition's people on its last day, around which the agenda is planned."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from forum.demo.companies import DemoParticipant
from forum.demo.world import ZONE, World
from forum.meetings.enums import EngagementKind
from forum.meetings.models import Engagement, EngagementEvent

AT_STAND = 6
"""One supplier in N attends their stand for the last afternoon."""


def add_engagements(world: World, buyers: Sequence[DemoParticipant], suppliers: Sequence[DemoParticipant]) -> None:
    """A talk of the first supplier, an errand of the first buyer, and turns at stands."""
    _add(world, suppliers[0], (12, 13), EngagementKind.TALK, "Sala 2")
    _add(world, buyers[0], (16, 17), EngagementKind.OTHER, "Recorrido por la exposición")
    for supplier in suppliers[1::AT_STAND]:
        _add(world, supplier, (15, 18), EngagementKind.STAND, "")


def _add(world: World, participant: DemoParticipant, hours: tuple[int, int], kind: EngagementKind, note: str) -> None:
    starts_at, ends_at = (datetime.combine(world.days[-1][1], time(hour), tzinfo=ZONE) for hour in hours)
    world.rows.add(
        Engagement,
        edition_id=world.edition_id,
        person_id=participant.person_id,
        starts_at=starts_at,
        ends_at=ends_at,
        kind=kind,
        note=note,
        created_at=world.now - timedelta(days=20),
        created_by_id=participant.person_id,
    )
    world.rows.add(
        EngagementEvent,
        edition_id=world.edition_id,
        person_id=participant.person_id,
        kind="added",
        detail={"reason": kind.value, "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()},
        at=world.now - timedelta(days=20),
        by_id=participant.person_id,
    )
