"""The state of a decision, and what became of its lines."""

import enum


class DecisionState(enum.StrEnum):
    """WAITING: it can be undone. DUE: it cannot any more, and is being done. DONE: each line has its outcome."""

    WAITING = "waiting"
    DUE = "due"
    DONE = "done"
    TAKEN_BACK = "taken_back"


class Outcome(enum.StrEnum):
    """What became of a line."""

    DONE = "done"
    REFUSED = "refused"
