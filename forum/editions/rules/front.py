"""Which edition the start page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontCandidate:
    """A published edition as the start page weighs it: its first moment, the one after its last, registration."""

    id: int
    opens_at: datetime
    ends_at: datetime
    registration_opens_at: datetime
    registration_closes_at: datetime

    def is_running(self, now: datetime) -> bool:
        """Whether today is one of its days."""
        return self.opens_at <= now < self.ends_at

    def takes_registrations(self, now: datetime) -> bool:
        """Whether people can register for it, and it is not over."""
        return now < self.ends_at and self.registration_opens_at <= now < self.registration_closes_at


def front_edition_id(candidates: Iterable[FrontCandidate], *, now: datetime) -> int | None:
    """The edition that is running; else the one open for registration; else the next; else the last; None of none.

    Of several the one that starts first, so that an edition published later takes the place of none before it; of those
    that are over, the one that started last.
    """
    in_order = sorted(candidates, key=lambda each: (each.opens_at, each.id))
    for wanted in (
        [each for each in in_order if each.is_running(now)],
        [each for each in in_order if each.takes_registrations(now)],
        [each for each in in_order if each.opens_at > now],
        in_order[::-1],
    ):
        if wanted:
            return wanted[0].id
    return None
