"""What the desk types of somebody who comes without being registered, and when it counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.checkin.rules import LONGEST_KEPT

LONGEST = 120
HELD = 20
"""Codes that a device holds for each category: half an hour of one desk without network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkInInput:
    """A registration on site as a device sends it; `registered_at` and `sent_at` are the device's time."""

    id: str
    code: str
    category_id: int
    given_names: str
    first_surname: str
    organisation: str
    email: str
    device: str
    registered_at: datetime
    sent_at: datetime


def moment_of(entry: WalkInInput, *, now: datetime) -> datetime:
    """When somebody was registered, on our clock: both times of the device are off by the same."""
    kept = entry.sent_at - entry.registered_at
    return now - kept if timedelta() < kept <= LONGEST_KEPT else now
