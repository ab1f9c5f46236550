"""The background work of registration."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.registration.service import KEEP_PLACE_OFFERS, end_lapsed_offers


@every(minutes=1)
@job(KEEP_PLACE_OFFERS)
def keep_place_offers() -> None:
    """End the offers of places whose time has passed; each place is offered to the next."""
    while end_lapsed_offers(now=utc_now()):
        pass
