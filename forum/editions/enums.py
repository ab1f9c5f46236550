"""Kinds of halls and of categories, what planning may use and puts first, and what is copied to another edition."""

import enum


class HallKind(enum.StrEnum):
    """What a hall is for."""

    EXHIBITION = "exhibition"
    B2B = "b2b"
    CONFERENCE = "conference"


class PlannedWishes(enum.StrEnum):
    """The requests of which planning may make meetings. Never of one that its buyer declined.

    CONFIRMED: accepted ones, and what buyers and organisers asked for themselves. ALL: also those of suppliers that
    their buyers have not answered.
    """

    CONFIRMED = "confirmed"
    ALL = "all"


class PlanningPolicy(enum.StrEnum):
    """What planning puts first.

    PRIORITY_FIRST: the wishes in the order of their classes. EVERYBODY_ONCE: first that as many small companies as
    possible have a meeting. FEW_DAYS: the order of classes, but nobody of a supplier comes on a second day.
    """

    PRIORITY_FIRST = "priority_first"
    EVERYBODY_ONCE = "everybody_once"
    FEW_DAYS = "few_days"


class CopiedPart(enum.StrEnum):
    """What the copy of an edition takes along, as far as its organiser ticks it."""

    ABOUT = "about"
    RULES = "rules"
    CATEGORIES = "categories"
    QUESTIONS = "questions"
    HALLS = "halls"
    SLOTS = "slots"
    STANDS = "stands"
    DOORS = "doors"
    BADGES = "badges"
    CODES = "codes"
    TEAM = "team"


class CategoryKind(enum.StrEnum):
    """The kind of a category of attendee; the public form offers only VISITOR categories."""

    VISITOR = "visitor"
    EXHIBITOR = "exhibitor"
    BUYER = "buyer"
    SUPPLIER = "supplier"
    SPEAKER = "speaker"
    PRESS = "press"
    STAFF = "staff"
