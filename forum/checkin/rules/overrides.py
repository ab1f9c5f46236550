"""Letting somebody in whom the rules do not let in: by a supervisor, who says why."""

from forum.checkin.enums import OverrideReason, ScanOutcome
from forum.checkin.errors import OverrideNoteMissing, ScanNotRefused

NOTE_LIMIT = 200

OVERRIDABLE = frozenset({ScanOutcome.NOT_TODAY, ScanOutcome.NOT_HERE, ScanOutcome.FULL, ScanOutcome.ONLY_ONCE})
"""A badge that was cancelled or is unknown is for the registration desk, which can make it good."""


def ensure_overridable(outcome: ScanOutcome) -> None:
    """Refuse a scan that no supervisor decides otherwise.

    Raises:
        ScanNotRefused: it was admitted, or its badge is not good.
    """
    if outcome not in OVERRIDABLE:
        raise ScanNotRefused


def ensure_override_reason(reason: OverrideReason, note: str) -> None:
    """Refuse another reason without words.

    Raises:
        OverrideNoteMissing: the note is empty.
    """
    if reason is OverrideReason.OTHER and not note:
        raise OverrideNoteMissing
