"""How often a saved list is sent."""

import enum


class Rhythm(enum.StrEnum):
    """NEVER: it is only saved. WEEKLY: on Mondays."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"
