"""The rules of the door: plain values in, an answer or a refusal out."""

from forum.checkin.rules.gates import (
    GATE_NAME_LIMIT,
    MOST_INSIDE,
    OFFLINE_TEXT_LIMIT,
    ensure_area_name,
    ensure_gate_name,
    ensure_offline_text,
)
from forum.checkin.rules.presence import MOST_IN_A_MOMENT, OF_PRESENCE, Movement, Presence, is_movement, replay
from forum.checkin.rules.scans import (
    ADMITTED,
    LETS_IN,
    PERMISSION,
    Decision,
    ScanFacts,
    ScanInput,
    conflict_of,
    decide,
    decide_again,
    local_day,
    moment_of,
    search_words,
    storable,
)

__all__ = [
    "ADMITTED",
    "GATE_NAME_LIMIT",
    "LETS_IN",
    "MOST_INSIDE",
    "MOST_IN_A_MOMENT",
    "OFFLINE_TEXT_LIMIT",
    "OF_PRESENCE",
    "PERMISSION",
    "Decision",
    "Movement",
    "Presence",
    "ScanFacts",
    "ScanInput",
    "conflict_of",
    "decide",
    "decide_again",
    "ensure_area_name",
    "ensure_gate_name",
    "ensure_offline_text",
    "is_movement",
    "local_day",
    "moment_of",
    "replay",
    "search_words",
    "storable",
]
