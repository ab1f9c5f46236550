"""Who comes to scheduled meetings besides the two who meet: planning leaves them where they are."""

from sqlalchemy import select

from forum.core.database import session
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion
from forum.timetable.rules.facts import CompanionFact


def list_companion_facts(edition_id: int) -> tuple[CompanionFact, ...]:
    """When those who accompany others are in meetings of an edition."""
    query = (
        select(MeetingCompanion.person_id, Meeting.id, Meeting.slot_id)
        .join(Meeting, Meeting.id == MeetingCompanion.meeting_id)
        .where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED)
        .order_by(MeetingCompanion.id)
    )
    rows = session().execute(query)
    return tuple(CompanionFact(person_id=person, meeting_id=meeting, slot_id=slot) for person, meeting, slot in rows)
