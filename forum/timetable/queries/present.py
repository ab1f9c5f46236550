"""What planning would read of an edition now, as it stands in the tables: equal means that nothing has changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from forum.core.database import session
from forum.editions.models import Edition
from forum.timetable.models import DraftEdit, DraftMeeting
from forum.timetable.queries.away import list_away, list_gone
from forum.timetable.queries.companions import list_companion_facts
from forum.timetable.queries.places import list_slot_facts, list_table_facts, select_buyers, select_hours
from forum.timetable.queries.planning import select_meetings, select_requests

State = Sequence[Any]


def present_state(draft_id: int, edition_id: int, *, now: datetime) -> State:
    """The rules, requests, meetings, people, places and hours of an edition, and how much of a draft there is.

    It leaves out how well companies match, which decides what is planned and not what may be published, and makes no
    values of the rows: it is read while the database waits for it.
    """
    rules = (
        session()
        .execute(
            select(
                Edition.planned_wishes,
                Edition.time_zone,
                Edition.supplier_meetings_cap,
                Edition.buyer_spare_slots_per_day,
                Edition.walking_minutes,
                Edition.one_meeting_per_pair,
                Edition.meetings_in_a_row,
            ).where(Edition.id == edition_id)
        )
        .one()
    )
    lines = select(func.count()).select_from(DraftMeeting).where(DraftMeeting.draft_id == draft_id)
    edits = select(func.max(DraftEdit.id)).where(DraftEdit.draft_id == draft_id)
    statements = (
        select_requests(edition_id, rules.planned_wishes, now),
        select_meetings(edition_id),
        select_buyers(edition_id),
        select_hours(edition_id),
        lines,
        edits,
    )
    return (
        rules,
        *(session().execute(each).all() for each in statements),
        list_gone(edition_id),
        list_slot_facts(edition_id),
        list_table_facts(edition_id),
        list_away(edition_id),
        list_companion_facts(edition_id),
    )
