"""Areas and gates; answers to scans and how they were made; what is done without network; devices and overrides."""

import enum


class AreaKind(enum.StrEnum):
    """What people enter: the whole forum, or a part of it with a door of its own. Each edition has one VENUE."""

    VENUE = "venue"
    HALL = "hall"
    CONFERENCE = "conference"
    B2B = "b2b"
    DINING = "dining"
    STAFF = "staff"
    OTHER = "other"


class GateDirection(enum.StrEnum):
    """Which way people go through a gate; at BOTH, whoever scans says it."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


class ScanOutcome(enum.StrEnum):
    """The answer to a scan. REFERRED: the badge is good, and without network the person was not let in.

    ONLY_ONCE: whoever was in an area where one enters once a day comes again. LEFT: a scan at the way out.
    """

    ADMITTED = "admitted"
    ALREADY_INSIDE = "already_inside"
    ONLY_ONCE = "only_once"
    LEFT = "left"
    FULL = "full"
    NOT_HERE = "not_here"
    NOT_TODAY = "not_today"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    REFERRED = "referred"


class ScanReason(enum.StrEnum):
    """The reason of an answer."""

    FIRST_TODAY = "first_today"
    MADE_AT_DESK = "made_at_desk"
    CAME_BACK = "came_back"
    ENTERED_BEFORE = "entered_before"
    ONCE_A_DAY = "once_a_day"
    WENT_OUT = "went_out"
    NOT_INSIDE = "not_inside"
    AREA_FULL = "area_full"
    AREA_CLOSED = "area_closed"
    CATEGORY_NOT_HERE = "category_not_here"
    FORUM_CLOSED = "forum_closed"
    CATEGORY_NOT_TODAY = "category_not_today"
    BADGE_REVOKED = "badge_revoked"
    NOT_APPROVED = "not_approved"
    NO_SUCH_BADGE = "no_such_badge"
    OTHER_EDITION = "other_edition"
    NOT_A_CODE = "not_a_code"
    SENT_TO_DESK = "sent_to_desk"
    SUPERVISOR_CALLED = "supervisor_called"
    REFUSED_OFFLINE = "refused_offline"


class ScanMethod(enum.StrEnum):
    """How a code was read."""

    CAMERA = "camera"
    WEDGE = "wedge"
    TYPED = "typed"
    SEARCH = "search"


class Told(enum.StrEnum):
    """What a scanner without network told the steward, before the server knew of the scan.

    The first are decisions on what the device had; SUPERVISOR: it did not know the badge; the last three are the
    organisers' instruction, where it had nothing to decide on: to let in, to send to the desk, or not to let in.
    """

    ADMITTED = "admitted"
    ALREADY_INSIDE = "already_inside"
    ONLY_ONCE = "only_once"
    LEFT = "left"
    FULL = "full"
    NOT_HERE = "not_here"
    NOT_TODAY = "not_today"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    SUPERVISOR = "supervisor"
    LET_IN = "let_in"
    DESK = "desk"
    HELD = "held"


class Conflict(enum.StrEnum):
    """How what a scanner said without network differs from what the rules say."""

    LET_IN = "let_in"
    TWICE = "twice"
    KEPT_OUT = "kept_out"


class DeviceState(enum.StrEnum):
    """What a device of the door does, as far as it last told. CLOSING: it has not been heard of since it was closed."""

    OPEN = "open"
    LOCKED = "locked"
    AWAY = "away"
    ENDED = "ended"
    CLOSING = "closing"
    WIPED = "wiped"


class DeviceAlarm(enum.StrEnum):
    """What a supervisor should look after at a device."""

    SILENT_LANE = "silent_lane"
    OLD_DATA = "old_data"
    NOT_HEARD = "not_heard"
    UNSENT = "unsent"


class DeviceEventKind(enum.StrEnum):
    """What happened to a device of the door."""

    PAIRED = "paired"
    RENAMED = "renamed"
    PIN_SET = "pin_set"
    PIN_REMOVED = "pin_removed"
    ENDED = "ended"
    CLOSED = "closed"
    WIPED = "wiped"


class OverrideReason(enum.StrEnum):
    """Why a supervisor lets somebody in whom the rules do not let in."""

    PROGRAMME = "programme"
    INVITED = "invited"
    MISTAKE = "mistake"
    OTHER = "other"


class OfflineChoice(enum.StrEnum):
    """What stewards do with a person whose scan cannot be answered; OWN is what the organisers wrote."""

    LET_IN = "let_in"
    DESK = "desk"
    OWN = "own"
