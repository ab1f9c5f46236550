"""The names of backups, when the next one is due, and which of them are kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FORMAT = 1
MADE_AT = time(3)
"""The hour of the site at which a backup is made each day."""
SHORTEST_DAYS = 1
WEEKS = 8
STALE = timedelta(hours=48)
_NAME = re.compile(r"foro-(\d{8}T\d{6}Z)\.tar\.gz(\.age)?")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A backup in the folder, and when it was made (UTC)."""

    made_at: datetime
    path: Path


def name_of(made_at: datetime, *, is_encrypted: bool) -> str:
    """The file of a backup: "foro-20261130T090000Z.tar.gz", with ".age" after it where it is encrypted."""
    return f"foro-{made_at.astimezone(UTC):{_STAMP}}.tar.gz{'.age' if is_encrypted else ''}"


def backups_among(paths: Iterable[Path]) -> list[Kept]:
    """Those of these files that are backups by their name, the oldest first."""
    found = ((path, _NAME.fullmatch(path.name)) for path in paths)
    return sorted(Kept(_moment(match[1]), path) for path, match in found if match)


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)


def is_due(newest: datetime | None, *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether none was made since the hour for it last passed."""
    here = now.astimezone(zone)
    hour = datetime.combine(here.date(), MADE_AT, zone)
    last = hour if hour <= here else datetime.combine(here.date() - timedelta(days=1), MADE_AT, zone)
    return newest is None or newest < last


def outdated(backups: Iterable[Kept], *, now: datetime, days: int) -> list[Kept]:
    """Those to delete: all of the last days are kept, then the first of each of eight weeks; the newest, always."""
    ordered = sorted(backups)
    recent, oldest = now - timedelta(days=max(days, SHORTEST_DAYS)), now - timedelta(days=days, weeks=WEEKS)
    weeks: set[tuple[int, int]] = set()
    gone = []
    for each in ordered[:-1]:
        week = each.made_at.isocalendar()[:2]
        if each.made_at < recent and (each.made_at < oldest or week in weeks):
            gone.append(each)
        weeks.add(week)
    return gone
