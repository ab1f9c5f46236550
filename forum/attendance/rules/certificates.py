"""What a certificate of attendance says, and whether it still says what is so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.attendance.enums import ProofState
from forum.programme.rules.versions import VersionTalk


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedTalk:
    """A session on a certificate, in its language."""

    title: str
    starts_at: datetime
    minutes: int

    @property
    def stored(self) -> list[object]:
        """As JSON keeps it."""
        return [self.title, self.starts_at.isoformat(), self.minutes]


def certified(
    talks: Iterable[VersionTalk], *, attended: Iterable[str], language: str, now: datetime
) -> list[CertifiedTalk]:
    """The sessions that are over of those somebody attended, in order of time, each with its length."""
    uids = set(attended)
    return [
        CertifiedTalk(
            title=talk.title(language),
            starts_at=talk.starts_at,
            minutes=round((talk.ends_at - talk.starts_at).total_seconds() / 60),
        )
        for talk in sorted(talks, key=lambda each: (each.starts_at, each.id))
        if talk.uid in uids and not talk.cancelled and talk.ends_at <= now
    ]


def total_minutes(talks: Iterable[CertifiedTalk]) -> int:
    """How long the sessions took together; where two were held at the same time, that time counts once."""
    minutes, until = 0, None
    for talk in sorted(talks, key=lambda each: each.starts_at):
        ends_at = talk.starts_at + timedelta(minutes=talk.minutes)
        begins = talk.starts_at if until is None else max(talk.starts_at, until)
        minutes += max(0, round((ends_at - begins).total_seconds() / 60))
        until = ends_at if until is None else max(until, ends_at)
    return minutes


def from_stored(stored: object) -> list[CertifiedTalk]:
    """The sessions that JSON keeps; none where they were taken out."""
    if not isinstance(stored, list):
        return []
    return [
        CertifiedTalk(title=title, starts_at=datetime.fromisoformat(starts_at), minutes=minutes)
        for title, starts_at, minutes in stored
    ]


def state_of(full_name: str, *, is_replaced: bool, is_withdrawn: bool) -> ProofState:
    """Whether a certificate still says what is so; without a name the data of its person were deleted."""
    if not full_name:
        return ProofState.GONE
    if is_withdrawn:
        return ProofState.WITHDRAWN
    return ProofState.REPLACED if is_replaced else ProofState.VALID
