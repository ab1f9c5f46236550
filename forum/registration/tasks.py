"""The background work of registration."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.registration.service import KEEP_PLACE_OFFERS, end_lapsed_offers
from forum.registration.service.blocks import release_due_blocks


@every(minutes=1)
@job(KEEP_PLACE_OFFERS)
def keep_place_offers() -> None:
    """Release reserved places on their day; end the offers whose time has passed: each goes to the next."""
    release_due_blocks(now=utc_now())
    while end_lapsed_offers(now=utc_now()):
        pass
