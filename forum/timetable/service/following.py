"""What follows from a published draft, in portions that are saved with how far they got: done once, whoever is killed.

Who comes by an invitation is registered; who had joined a request is seated; everybody affected gets one mail.
"""

from contextlib import suppress
from datetime import datetime
from time import sleep

from forum.accounts.models import Person
from forum.core.database import atomic, locked, locked_all
from forum.core.paging import portions
from forum.editions.queries import get_edition
from forum.mail.service import queue_mails
from forum.matchmaking.enums import Side
from forum.matchmaking.service import register_representative
from forum.meetings.models import Meeting
from forum.meetings.queries.accompanying import WouldCome
from forum.meetings.queries.meetings import list_meetings_about
from forum.meetings.service.accompanying import seat_joined, tell_absent
from forum.meetings.service.telling import GAP, tell_in_portions
from forum.registration.errors import CancelledByDesk, CategoryFull, NoCategoryOfKind
from forum.registration.service import lock_registration_of
from forum.timetable.models import TimetableDraft
from forum.timetable.notices import MESSAGE, mails_about
from forum.timetable.queries.coming import list_would_come
from forum.timetable.queries.drafts import (
    Changes,
    changes_of,
    get_draft,
    get_left_out_notices,
    get_meeting_notices,
    list_invited,
    list_made_ids,
    list_untold_ids,
)

FINISH = "timetable.finish"
NOBODY = 2_147_483_647
"""`told_until` of a draft of which nobody is told."""
SEATED_AT_ONCE = 20
"""Meetings of one portion: about a tenth of a second."""


def finish_publications(*, now: datetime) -> int:
    """Do what is left of every published draft; returns how many people were told."""
    return sum(finish_publication(draft_id, now=now) for draft_id in list_untold_ids())


def finish_publication(draft_id: int, *, now: datetime) -> int:
    """Do what follows from a published draft and is not done; returns how many people were told.

    May run again, and several times at once.
    """
    draft = get_draft(draft_id)
    if draft.published_at is None or draft.told_at is not None:
        return 0
    changes = changes_of(draft.id)
    _register_invited(draft, changes, now=now)
    _bring_those_who_joined(draft, changes, now=now)
    told, is_last = (0, True) if draft.told_until == NOBODY else _tell(draft, changes, now=now)
    if is_last:
        with atomic():
            draft = locked(TimetableDraft, draft_id)
            draft.told_at = draft.told_at or now
    return told


def _register_invited(draft: TimetableDraft, changes: Changes, *, now: datetime) -> None:
    """Register who comes by an invitation that nobody had answered; where there is no place, the desk decides."""
    by = draft.published_by_id
    for person, company in list_invited(changes.requests):
        with suppress(CancelledByDesk, CategoryFull, NoCategoryOfKind), atomic():
            register_representative(person, company, draft.edition_id, by=by, now=now)


def _bring_those_who_joined(draft: TimetableDraft, changes: Changes, *, now: datetime) -> None:
    """Seat whom the requests that join a meeting name, and those who had joined any, where they are free."""
    coming: dict[int, list[WouldCome]] = {}
    for each in list_would_come(changes):
        coming.setdefault(each.request_id, []).append(each)
    about = {meeting.id: ids for meeting, ids in list_meetings_about(coming)} if coming else {}
    for some in portions(sorted(id for id in about if id > draft.seated_until), size=SEATED_AT_ONCE):
        sleep(GAP)
        _seat(draft.id, {id: [each for request in about[id] for each in coming[request]] for id in some}, now=now)


def _seat(draft_id: int, coming: dict[int, list[WouldCome]], *, now: datetime) -> None:
    """Seat who comes along to some meetings, unless another run has."""
    with atomic():
        draft = locked(TimetableDraft, draft_id)
        edition, by = get_edition(draft.edition_id), draft.published_by_id
        people = sorted({each.person_id for theirs in coming.values() for each in theirs})
        locked_all(Person, people)
        for person_id in people:
            lock_registration_of(person_id, edition_id=edition.id)
        locked_all(Meeting, coming)
        for meeting, ids in list_meetings_about({each.request_id for theirs in coming.values() for each in theirs}):
            theirs = coming.get(meeting.id, []) if meeting.id > draft.seated_until and ids else []
            if not all(meeting.comes(each.person_id) for each in theirs):
                seated = seat_joined(meeting, theirs, edition, side=Side.ORGANISER, by=by, now=now)
                if draft.told_until != NOBODY:
                    tell_absent(seated, edition, now=now)
        draft.seated_until = max(draft.seated_until, *coming)


def _tell(draft: TimetableDraft, changes: Changes, *, now: datetime) -> tuple[int, bool]:
    """Queue one mail to each person affected; how many, and whether nobody is left."""
    kinds: dict[int | None, str] = dict.fromkeys(list_made_ids(draft.id), "made")
    kinds.update(dict.fromkeys(changes.joining, "joined"))
    kinds.update({row.meeting_id: "moved" for row in changes.moved})
    kinds.update({row.meeting_id: "dropped" for row in changes.dropped})
    agenda = ((kinds[meeting.meeting_id], meeting) for meeting in get_meeting_notices(kinds))
    mails = mails_about(get_edition(draft.edition_id), agenda, left_out=get_left_out_notices(draft))
    return tell_in_portions(
        TimetableDraft,
        draft.id,
        mails,
        lambda fresh, ids: queue_mails(
            MESSAGE, edition_id=fresh.edition_id, recipients=[mails[id] for id in ids], now=now
        ),
        since=draft.told_until,
    )
