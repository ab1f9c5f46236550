"""What areas, gates and instructions may be called."""

from forum.checkin.enums import OfflineChoice
from forum.checkin.errors import AreaNameMissing, AreaNameTooLong, GateNameMissing, GateNameTooLong, OfflineTextMissing

GATE_NAME_LIMIT = 40
OFFLINE_TEXT_LIMIT = 80
MOST_INSIDE = 1_000_000


def ensure_gate_name(name: str) -> None:
    """Refuse a name of a gate that is empty or too long for a phone.

    Raises:
        GateNameMissing: the name is empty.
        GateNameTooLong: the name is longer than 40 characters.
    """
    if not name:
        raise GateNameMissing
    if len(name) > GATE_NAME_LIMIT:
        raise GateNameTooLong(limit=GATE_NAME_LIMIT)


def ensure_area_name(name: str) -> None:
    """Refuse a name of an area that is empty or too long for a phone.

    Raises:
        AreaNameMissing: the name is empty.
        AreaNameTooLong: the name is longer than 40 characters.
    """
    if not name:
        raise AreaNameMissing
    if len(name) > GATE_NAME_LIMIT:
        raise AreaNameTooLong(limit=GATE_NAME_LIMIT)


def ensure_offline_text(choice: OfflineChoice, text_es: str) -> None:
    """Refuse an instruction of one's own without words; English may be missing, Spanish is shown then.

    Raises:
        OfflineTextMissing: the text is empty.
    """
    if choice is OfflineChoice.OWN and not text_es:
        raise OfflineTextMissing
