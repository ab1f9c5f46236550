"""A version of the programme: the sessions as they are published, never changed later, and how two versions differ.

Names, biographies and pictures of speakers are not in it: a version names them by their ids, so that what somebody has
corrected or deleted of themselves is corrected or gone on every page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from forum.core.shown import digest_of_shown
from forum.editions.rules.slots import Span
from forum.programme.enums import DiffKind, SpeakerRole, TalkKind

Billed = tuple[int, SpeakerRole]
"""A speaker's id and their part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTalk:
    """A session as it is published; `sequence` counts the changes of its time and place, as calendars want it.

    A session that was taken away stays as cancelled, so that calendars take it away too.
    """

    id: int
    uid: str
    kind: TalkKind
    title_es: str
    title_en: str
    summary_es: str
    summary_en: str
    track: str
    language: str
    interpretation: str
    room_id: int | None
    room: str
    hall: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    needs_registration: bool
    speakers: tuple[Billed, ...] = ()
    sequence: int = 0
    changed_at: datetime | None = None
    cancelled: bool = False

    def title(self, language: str) -> str:
        """The title in "es" or "en"."""
        return self.title_en if language == "en" and self.title_en else self.title_es

    def summary(self, language: str) -> str:
        """The summary in "es" or "en"."""
        return self.summary_en if language == "en" and self.summary_en else self.summary_es

    @property
    def times(self) -> Span:
        """Its start and end."""
        return Span(self.starts_at, self.ends_at)

    @property
    def limit(self) -> int | None:
        """How many may come; None where everybody may."""
        return self.capacity if self.needs_registration else None

    @property
    def place(self) -> str:
        """Room and hall."""
        return ", ".join(filter(None, (self.room, self.hall if self.hall != self.room else "")))

    @property
    def said(self) -> "VersionTalk":
        """What is said of it, without what only calendars count."""
        return replace(self, sequence=0, changed_at=None)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that publishing would change of a session."""

    kind: DiffKind
    before: VersionTalk | None
    after: VersionTalk | None

    @property
    def talk(self) -> VersionTalk:
        """The session, as it will be where it will."""
        talk = self.after or self.before
        assert talk is not None
        return talk


DETAILS = (
    "kind", "title_es", "title_en", "summary_es", "summary_en", "track", "language", "interpretation", "capacity",
    "needs_registration",
)  # fmt: skip


def differences(before: Iterable[VersionTalk], after: Iterable[VersionTalk]) -> list[Difference]:
    """What publishing `after` would change, in order of time; nothing where nothing that is said differs."""
    old = {talk.id: talk for talk in before if not talk.cancelled}
    new = {talk.id: talk for talk in after}
    found = [Difference(DiffKind.REMOVED, talk, None) for id, talk in old.items() if id not in new]
    for id, talk in new.items():
        former = old.get(id)
        kinds = [DiffKind.ADDED] if former is None else _changed(former, talk)
        found += [Difference(kind, former, talk) for kind in kinds]
    return sorted(found, key=lambda each: (each.talk.starts_at, each.talk.id))


def _changed(before: VersionTalk, after: VersionTalk) -> list[DiffKind]:
    changed = {
        DiffKind.MOVED: before.times != after.times,
        DiffKind.ROOM: before.place != after.place,
        DiffKind.SPEAKERS: before.speakers != after.speakers,
        DiffKind.DETAILS: any(getattr(before, name) != getattr(after, name) for name in DETAILS),
    }
    return [kind for kind, is_so in changed.items() if is_so]


def changed_details(before: VersionTalk, after: VersionTalk) -> list[str]:
    """The names of the details that differ."""
    return [name for name in DETAILS if getattr(before, name) != getattr(after, name)]


def next_version(before: Iterable[VersionTalk], after: Iterable[VersionTalk], *, now: datetime) -> list[VersionTalk]:
    """The sessions of the version that follows: counted on where something changed, cancelled where it is gone."""
    old, new = {talk.id: talk for talk in before}, {talk.id: talk for talk in after}
    counted = [_counted(old.get(id), talk, now=now) for id, talk in new.items()]
    gone = [_ended(talk, now=now) for id, talk in old.items() if id not in new]
    return sorted([*counted, *gone], key=lambda each: (each.starts_at, each.id))


def _counted(before: VersionTalk | None, after: VersionTalk, *, now: datetime) -> VersionTalk:
    if before is None:
        return replace(after, sequence=0, changed_at=now)
    if before.said == after.said:
        return before
    moved = before.cancelled or before.times != after.times or before.place != after.place
    return replace(after, sequence=before.sequence + moved, changed_at=now)


def _ended(talk: VersionTalk, *, now: datetime) -> VersionTalk:
    if talk.cancelled:
        return talk
    return replace(talk, cancelled=True, sequence=talk.sequence + 1, changed_at=now)


def digest_of(talks: Iterable[VersionTalk]) -> str:
    """What tells one draft from another: who publishes has read this one."""
    return digest_of_shown([talk.said for talk in sorted(talks, key=lambda each: each.id)])


def as_stored(talks: Sequence[VersionTalk]) -> list[dict[str, Any]]:
    """The sessions as JSON keeps them."""
    return [_stored(talk) for talk in talks]


def _stored(talk: VersionTalk) -> dict[str, Any]:
    values = asdict(talk)
    for name in ("starts_at", "ends_at", "changed_at"):
        values[name] = values[name].isoformat() if values[name] else None
    return values | {"kind": talk.kind.value, "speakers": [[id, role.value] for id, role in talk.speakers]}


def from_stored(stored: Iterable[Mapping[str, Any]]) -> tuple[VersionTalk, ...]:
    """The sessions that JSON keeps."""
    return tuple(_read(values) for values in stored)


def _read(values: Mapping[str, Any]) -> VersionTalk:
    moments = {
        name: datetime.fromisoformat(values[name]) if values[name] else None
        for name in ("starts_at", "ends_at", "changed_at")
    }
    speakers = tuple((id, SpeakerRole(role)) for id, role in values["speakers"])
    return VersionTalk(**{**values, **moments, "kind": TalkKind(values["kind"]), "speakers": speakers})


SOON = timedelta(minutes=60)


def happening(talks: Iterable[VersionTalk], *, now: datetime) -> tuple[list[VersionTalk], list[VersionTalk]]:
    """The sessions of now, and those that begin within the hour."""
    standing = [talk for talk in talks if not talk.cancelled]
    return (
        [talk for talk in standing if talk.starts_at <= now < talk.ends_at],
        [talk for talk in standing if now < talk.starts_at <= now + SOON],
    )
