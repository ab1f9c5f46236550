"""The one clock. Services take `now=` as a value; only views, tasks and commands ask the clock."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
