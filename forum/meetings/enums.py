"""The states of requests and meetings, and the reasons for a decline."""

import enum


class RequestStatus(enum.StrEnum):
    """The status of a request; only a SENT one is open, whichever side it came from and whoever's turn it is.

    WAITLISTED: it waits for a place of its buyer, without a deadline. ACCEPTED: both sides want to meet, with or
    without a slot; without one it may wait for a place too. SCHEDULED: the organiser's timetable gave it a meeting
    while it had no answer. A DECLINED one stands: the company may not ask again, until its buyer has it REOPENED.
    """

    SENT = "sent"
    WAITLISTED = "waitlisted"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    DECLINED = "declined"
    REOPENED = "reopened"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class RequestState(enum.StrEnum):
    """How a request stands, as people read it: its status, and what became of its meeting.

    UNSCHEDULED: accepted, and without a meeting yet. CANCELLED: its meeting was cancelled. MISSED: somebody did not
    come to it.
    """

    SENT = "sent"
    WAITLISTED = "waitlisted"
    UNSCHEDULED = "unscheduled"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    MISSED = "missed"
    DECLINED = "declined"
    REOPENED = "reopened"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class RequestChange(enum.StrEnum):
    """What happened to a request whose status stayed as it was.

    COUNTERED: who had to answer proposed another slot or person. EDITED: who waits for the answer changed what they
    had written. QUEUED: an accepted one joined the waiting list. COMPANION_…: somebody of the company would come along,
    or no longer; or cannot come to the meeting that was made of it. TAKEN_BACK: who countered took it back, and has to
    answer again. HANDED: a colleague has it now, on either side. The others: a slot was offered to one that waits,
    and what became of the offer where it was not taken.
    """

    COUNTERED = "countered"
    EDITED = "edited"
    QUEUED = "queued"
    OFFERED = "offered"
    OFFER_DECLINED = "offer_declined"
    OFFER_LAPSED = "offer_lapsed"
    OFFER_LOST = "offer_lost"
    OFFER_WITHDRAWN = "offer_withdrawn"
    COMPANION_ADDED = "companion_added"
    COMPANION_REMOVED = "companion_removed"
    COMPANION_ABSENT = "companion_absent"
    TAKEN_BACK = "taken_back"
    HANDED = "handed"


class DeclineReason(enum.StrEnum):
    """Why somebody declines: one of a list, so that the other side can learn from it.

    The last two but OTHER are a supplier's, which was invited; `rules.answers` says who gives which.
    """

    HAS_SUPPLIER = "has_supplier"
    NO_CERTIFICATE = "no_certificate"
    NO_CAPACITY = "no_capacity"
    NOT_THE_PROCESS = "not_the_process"
    AGENDA_FULL = "agenda_full"
    REQUIREMENT_CLOSED = "requirement_closed"
    NOBODY_FREE = "nobody_free"
    NOT_OUR_BUSINESS = "not_our_business"
    OTHER = "other"


class OfferStatus(enum.StrEnum):
    """The status of a slot that is offered to a request on the waiting list.

    LAPSED: nobody answered in time. LOST: the slot is no longer free for both. WITHDRAWN: the buyer or the staff took
    it back, or the request left the list.
    """

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    LAPSED = "lapsed"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


class OfferKind(enum.StrEnum):
    """Who offers: the program, one after the other in their order; or a person, to whom they choose."""

    AUTOMATIC = "automatic"
    BY_HAND = "by_hand"


class Obstacle(enum.StrEnum):
    """Why a slot cannot be offered to a company that waits."""

    NOT_APPROVED = "not_approved"
    NOBODY_FREE = "nobody_free"
    MEETINGS_REACHED = "meetings_reached"
    HAS_OFFER = "has_offer"


class Lacking(enum.StrEnum):
    """What buyers ask for and a company lacks."""

    CERTIFICATE = "certificate"
    PROCESS = "process"
    CAPACITY = "capacity"


class LackState(enum.StrEnum):
    """How far a thing is that a supplier lacked. OBSOLETE: nobody needs it any more."""

    PENDING = "pending"
    ONGOING = "ongoing"
    REACHED = "reached"
    OBSOLETE = "obsolete"


class HelpKind(enum.StrEnum):
    """With what an organisation helps suppliers."""

    ADVICE = "advice"
    CERTIFICATION = "certification"
    TRAINING = "training"
    LABORATORY = "laboratory"
    FINANCING = "financing"


class Colliding(enum.StrEnum):
    """What becomes of meetings that whoever takes them over cannot come to: all is refused, or they are cancelled."""

    REFUSE = "refuse"
    CANCEL = "cancel"


class Beyond(enum.StrEnum):
    """What only staff goes beyond with a slot.

    HOURS: the buyer is not at the table. DAY: the buyer's day is full. ENGAGED: somebody cannot come then. FAR: the way
    from a meeting in another hall is too short.
    """

    HOURS = "hours"
    DAY = "day"
    ENGAGED = "engaged"
    FAR = "far"


class EngagementKind(enum.StrEnum):
    """Why a person cannot come to meetings. SLOT: they marked a slot, and say no more.

    LUNCH: their turn to eat, on a day on which the halls have no pause together.
    """

    SLOT = "slot"
    LUNCH = "lunch"
    STAND = "stand"
    TALK = "talk"
    OTHER = "other"


class Clearing(enum.StrEnum):
    """What the co-ordinator clears of its meetings: a person, a table, a hall, a slot, or a day."""

    PERSON = "person"
    TABLE = "table"
    HALL = "hall"
    SLOT = "slot"
    DAY = "day"


class EmptyWhy(enum.StrEnum):
    """Why a place of the board is empty: of the place or its buyer, then of a request that could be met there."""

    PASSED = "passed"
    BLOCKED = "blocked"
    NOBODY = "nobody"
    BUYER_BUSY = "buyer_busy"
    BUYER_HOURS = "buyer_hours"
    BUYER_AWAY = "buyer_away"
    BUYER_FAR = "buyer_far"
    BUYER_FULL = "buyer_full"
    TABLE = "table"
    BUSY = "busy"
    AWAY = "away"
    FAR = "far"
    QUOTA = "quota"
    MEETS = "meets"
    NOT_APPROVED = "not_approved"
    DECLINED = "declined"
    EXPIRED = "expired"


class AgendaChangeKind(enum.StrEnum):
    """What changed many meetings at once: a day divided otherwise, or what was cleared."""

    RECUT = "recut"
    PERSON = "person"
    TABLE = "table"
    HALL = "hall"
    SLOT = "slot"
    DAY = "day"


class SlotState(enum.StrEnum):
    """Whether a person can come at a time: free, marked by them, taken by another engagement, or by a meeting."""

    FREE = "free"
    MARKED = "marked"
    ENGAGED = "engaged"
    MEETING = "meeting"


class BoardRows(enum.StrEnum):
    """What the rows of the co-ordinator's board are; its columns are times."""

    TABLES = "tables"
    BUYERS = "buyers"
    SUPPLIERS = "suppliers"


class PlaceState(enum.StrEnum):
    """How a place of the board stands. AWAY: nobody is at the table, or the person cannot come; FREE: neither."""

    AHEAD = "ahead"
    CURRENT = "current"
    OVER = "over"
    FREE = "free"
    AWAY = "away"
    BLOCKED = "blocked"


class MeetingStatus(enum.StrEnum):
    """The status of a meeting. A held one stays SCHEDULED; MISSED: somebody did not come, and its seats are free."""

    SCHEDULED = "scheduled"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Absent(enum.StrEnum):
    """Who did not come to a meeting that was missed."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    BOTH = "both"


class Arrival(enum.StrEnum):
    """How the floor desk knows that somebody is at the table: their badge, its own eyes, or the buyer's phone."""

    BADGE = "badge"
    DESK = "desk"
    PHONE = "phone"


class MeetingLife(enum.StrEnum):
    """How a meeting stands at a moment, as people read it.

    WAITING: it has begun, and not both are seen at the table; LATE: that is so after the tolerance. CURRENT: both are
    there, or it goes on and nobody looks. OVER: it has ended, and nobody wrote down what became of it.
    """

    SCHEDULED = "scheduled"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    LATE = "late"
    CURRENT = "current"
    HELD = "held"
    OVER = "over"
    BUYER_ABSENT = "buyer_absent"
    SUPPLIER_ABSENT = "supplier_absent"
    BOTH_ABSENT = "both_absent"
    CANCELLED = "cancelled"
