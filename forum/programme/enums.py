"""The kinds of sessions, the parts of speakers, what may be wrong with a draft, and what happens to it."""

import enum


class TalkKind(enum.StrEnum):
    """What a session is."""

    TALK = "talk"
    PANEL = "panel"
    WORKSHOP = "workshop"
    PITCH = "pitch"
    CEREMONY = "ceremony"


class SpeakerRole(enum.StrEnum):
    """The part somebody has in a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"


class WarningKind(enum.StrEnum):
    """What an organiser should look at before a session is published; nothing of it forbids publishing."""

    NO_TIME = "no_time"
    NO_ROOM = "no_room"
    NO_SPEAKER = "no_speaker"
    OUTSIDE_DAYS = "outside_days"
    OUTSIDE_HOURS = "outside_hours"
    ROOM_BUSY = "room_busy"
    SPEAKER_TWICE = "speaker_twice"
    SPEAKER_MEETS = "speaker_meets"
    OVER_ROOM = "over_room"


class DiffKind(enum.StrEnum):
    """How a session of the draft differs from what is published."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    ROOM = "room"
    SPEAKERS = "speakers"
    DETAILS = "details"


class ChoiceChange(enum.StrEnum):
    """What happened to a session in somebody's agenda."""

    CHOSEN = "chosen"
    WAITING = "waiting"
    PROMOTED = "promoted"
    LEFT = "left"


class ProgrammeChange(enum.StrEnum):
    """What happened to the programme."""

    TALK_ADDED = "talk_added"
    TALK_CHANGED = "talk_changed"
    TALK_REMOVED = "talk_removed"
    SPEAKER_ADDED = "speaker_added"
    SPEAKER_CHANGED = "speaker_changed"
    SPEAKER_REMOVED = "speaker_removed"
    ROOM_ADDED = "room_added"
    ROOM_CHANGED = "room_changed"
    ROOM_REMOVED = "room_removed"
    MATERIAL_ADDED = "material_added"
    MATERIAL_REMOVED = "material_removed"
    PUBLISHED = "published"
