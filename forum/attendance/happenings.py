"""What happened to somebody's attendance at sessions."""

from forum.attendance.queries.arrivals import history_of_attendance
from forum.core.happenings import Happening, Whose
from forum.core.labels import label_of, word_of


def attendance_happenings(whose: Whose) -> list[Happening]:
    """Each scan at the door of a session that was written down or taken back, in one statement."""
    return [
        Happening(
            at=event.at,
            title=word_of(event.kind),
            note=event.title,
            who=by.full_name if by else "",
            tone=label_of(event.kind).tone,
        )
        for event, by in history_of_attendance(whose.registration_id)
    ]
