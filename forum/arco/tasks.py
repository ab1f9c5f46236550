"""The background work of the privacy desk: what is blocked is deleted when its day has come."""

from zoneinfo import ZoneInfo

from forum.arco.queries.requests import blocks_due
from forum.arco.queries.retention import rules_due
from forum.arco.service.blocking import delete_blocked, forget_sent
from forum.arco.service.retention import announce_due, empty_some
from forum.core.clock import utc_now
from forum.jobs import every, is_stopping, job

MEXICO = ZoneInfo("America/Mexico_City")


@every(minutes=60)
@job("arco.delete")
def delete_due() -> None:
    """Delete the data of the blocks that are due."""
    now = utc_now()
    for block_id in blocks_due(now.astimezone(MEXICO).date()):
        if is_stopping():
            return
        delete_blocked(block_id, now=now)
    forget_sent()


@every(minutes=60)
@job("arco.retention")
def empty_due() -> None:
    """Empty the data of editions whose time is over, in small changes; tell the team of what comes next. Runs twice."""
    now = utc_now()
    announce_due(now=now)
    for edition_id, kind in rules_due(now):
        while empty_some(edition_id, kind, now=now):
            if is_stopping():
                return
