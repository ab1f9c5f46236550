"""The background work of meetings."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.meetings.service import expire_requests, keep_offers, send_due_drafts
from forum.meetings.service.freeing import KEEP_OFFERS
from forum.meetings.service.telling import TELL, tell_changes


@every(minutes=5)
@job("meetings.expire")
def expire() -> None:
    """Store overdue requests as expired, and notify the suppliers."""
    while expire_requests(now=utc_now()):
        pass


@every(minutes=5)
@job("meetings.send_drafts")
def send_drafts() -> None:
    """Send the requests that were written before they could be sent."""
    send_due_drafts(now=utc_now())


@every(minutes=1)
@job(TELL)
def tell() -> None:
    """Tell everybody of a change of many meetings who was not told, also after a lost worker."""
    tell_changes(now=utc_now())


@every(minutes=1)
@job(KEEP_OFFERS)
def offers() -> None:
    """End the offers to waiting lists that are over, and offer what became free to the next."""
    keep_offers(now=utc_now())
