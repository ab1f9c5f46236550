"""What somebody may put into their agenda, which place they get, and what collides in it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.meetings.rules.board import Timed, overlaps
from forum.programme.errors import SessionGone, SessionOver
from forum.programme.rules.versions import VersionTalk


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A session in somebody's agenda, or one for which they wait."""

    talk: VersionTalk
    is_waiting: bool
    chosen_at: datetime

    @property
    def starts_at(self) -> datetime:
        """Its start."""
        return self.talk.starts_at

    @property
    def ends_at(self) -> datetime:
        """Its end."""
        return self.talk.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What a session collides with: others in the agenda by title, or a meeting; and what could be had instead."""

    titles: tuple[str, ...]
    meeting: bool
    instead: VersionTalk | None


def ensure_choosable(talk: VersionTalk | None, *, now: datetime) -> VersionTalk:
    """The session, where it can be put into an agenda now.

    Raises:
        SessionGone: it is not in the programme any more.
        SessionOver: it has ended.
    """
    if talk is None or talk.cancelled:
        raise SessionGone
    if talk.ends_at <= now:
        raise SessionOver
    return talk


def is_full(limit: int | None, going: int) -> bool:
    """Whether nobody else may come, of so many who do: also those from before there was a limit, or a lower one."""
    return limit is not None and going >= limit


def free_place(taken: Collection[int], limit: int) -> int | None:
    """The first place of a session that nobody has; None where all are taken."""
    return next((place for place in range(1, limit + 1) if place not in taken), None)


def clash_of(
    talk: VersionTalk,
    *,
    chosen: Iterable[VersionTalk],
    meetings: Sequence[Timed],
    talks: Sequence[VersionTalk],
    language: str,
) -> Clash | None:
    """What a session collides with in an agenda; None where nothing does."""
    others = [each for each in chosen if each.id != talk.id]
    titles = tuple(each.title(language) for each in others if overlaps(each, talk))
    meets = any(overlaps(times, talk) for times in meetings)
    if not titles and not meets:
        return None
    busy: list[Timed] = [*others, *meetings]
    return Clash(titles=titles, meeting=meets, instead=_instead_of(talk, talks, busy))


def _instead_of(talk: VersionTalk, talks: Sequence[VersionTalk], busy: Sequence[Timed]) -> VersionTalk | None:
    """The same session at another hour, else one of its track, at which the agenda is free."""
    free = [
        each
        for each in talks
        if each.id != talk.id and not each.cancelled and not any(overlaps(each, times) for times in busy)
    ]
    same = (each for each in free if each.title_es == talk.title_es)
    of_track = (each for each in free if talk.track and each.track == talk.track)
    return next(same, None) or next(of_track, None)
