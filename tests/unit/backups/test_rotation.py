"""When a backup is due and which are kept."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from forum.backups.rules import Kept, backups_among, is_due, name_of, outdated

ZONE = ZoneInfo("America/Mexico_City")
NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)  # nine in the morning


def kept(*days_ago: float) -> list[Kept]:
    return [Kept(NOW - timedelta(days=days), Path(f"{days}")) for days in days_ago]


def test_one_is_due_each_day_at_three_of_the_site() -> None:
    three = datetime(2026, 11, 30, 3, tzinfo=ZONE)
    due = {
        minutes: is_due(three - timedelta(hours=24), now=three + timedelta(minutes=minutes), zone=ZONE)
        for minutes in (-1, 0, 60)
    }
    assert due == {-1: False, 0: True, 60: True}
    assert is_due(None, now=NOW, zone=ZONE)
    assert not is_due(three, now=three + timedelta(hours=23), zone=ZONE)


def test_each_of_the_last_days_is_kept_and_then_one_a_week() -> None:
    daily = kept(*range(120))
    left = [each for each in daily if each not in outdated(daily, now=NOW, days=14)]
    ages = sorted((NOW - each.made_at).days for each in left)
    assert ages[:15] == list(range(15))
    assert len(ages[15:]) in {7, 8}
    assert {later - sooner for sooner, later in pairwise(ages[15:])} == {7}


@given(st.lists(st.floats(0, 400), max_size=30, unique=True), st.integers(0, 30))
def test_the_newest_and_what_is_recent_is_never_deleted(ages: list[float], days: int) -> None:
    backups = kept(*ages)
    gone = outdated(backups, now=NOW, days=days)
    recent = [each for each in backups if NOW - each.made_at <= timedelta(days=max(days, 1))]
    assert not set(gone) & {*recent, *sorted(backups)[-1:]}
    assert outdated([each for each in backups if each not in gone], now=NOW, days=days) == []


def test_only_files_of_ours_are_backups() -> None:
    names = [name_of(NOW, is_encrypted=False), name_of(NOW, is_encrypted=True), "foro.sqlite", "foro-2026.tar.gz"]
    assert [each.path.name for each in backups_among(map(Path, names))] == names[:2]
    assert {each.made_at for each in backups_among(map(Path, names))} == {NOW}
