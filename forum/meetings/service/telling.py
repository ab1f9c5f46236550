"""What follows from a change of many meetings at once: one mail each, in portions, done once whoever is killed.

A mail waits with the change that it is about, and is queued after it, while everybody else goes on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from time import sleep
from typing import Any, TypeVar

from forum.accounts.models import Person
from forum.core.database import atomic, locked, on_commit, session
from forum.core.paging import portions
from forum.core.signals import announce
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.jobs import enqueue
from forum.mail.rules import packed, unpacked
from forum.mail.service import Recipient, queue_mails
from forum.meetings.enums import AgendaChangeKind
from forum.meetings.models import AgendaChange, Told
from forum.meetings.notices import acting_name
from forum.meetings.queries.changes import list_people_of, list_untold_ids
from forum.meetings.signals import AgendaChanged, Touched

TELL = "meetings.tell_changes"
TOLD_AT_ONCE = 200
"""People of one portion: about a tenth of a second."""
GAP = 0.01
"""Seconds between two portions, in which those who wait to write are seen to."""
News = Mapping[int, Sequence[Any]]
T = TypeVar("T", bound=Told)


def pack_news(news: Mapping[int, Iterable[Any]]) -> dict[str, Any]:
    """What each person reads (by their id), as the change keeps it."""
    return {str(person_id): packed(list(said)) for person_id, said in news.items()}


def record_agenda_change(
    kind: AgendaChangeKind,
    edition: Edition,
    *,
    news: dict[str, Any],
    moved: int,
    ended: int,
    touched: Touched,
    reason: str,
    by: int | None,
    now: datetime,
) -> AgendaChange:
    """Write down a change of many meetings, inside it; who reads of it (`pack_news`) is told once it is saved."""
    about = {"edition_id": edition.id, "kind": kind, "reason": reason, "moved": moved, "ended": ended}
    change = AgendaChange(**about, made_at=now, by_id=by, news=news, told_at=None if news else now)
    session().add(change)
    session().flush()
    announce(AgendaChanged(change_id=change.id, edition_id=edition.id, touched=touched, at=now))
    on_commit(lambda: enqueue(TELL))
    return change


def tell_at_once(change_id: int, *, now: datetime) -> None:
    """Tell everybody of a change that was saved, where they are few; of a big one a job does, and nobody waits."""
    if len(session().get_one(AgendaChange, change_id).news) <= TOLD_AT_ONCE:
        tell_change(change_id, now=now)


def tell_changes(*, now: datetime) -> int:
    """Tell everybody of the changes of whom somebody was not told; returns how many people were."""
    return sum(tell_change(change_id, now=now) for change_id in list_untold_ids())


def tell_change(change_id: int, *, now: datetime) -> int:
    """Queue one mail to each person of a change who was not told; returns how many. May run several times at once."""
    change = session().get_one(AgendaChange, change_id, populate_existing=True)
    if change.told_at is not None:
        return 0
    news = change.news

    def mails_to(fresh: AgendaChange, person_ids: Sequence[int]) -> int:
        edition, by = get_edition(fresh.edition_id), acting_name(fresh.by_id)
        said = {"edition": edition.name, "edition_slug": edition.slug, "reason": fresh.reason, "acted_by": by}
        mails = [
            (_recipient(each), {**said, "cleared": unpacked(news[str(each.id)])}) for each in list_people_of(person_ids)
        ]
        return queue_mails("meetings/agenda_cleared", edition_id=edition.id, recipients=mails, now=now)

    told, is_last = tell_in_portions(AgendaChange, change.id, map(int, news), mails_to, since=change.told_until)
    if is_last:
        with atomic():
            change = locked(AgendaChange, change_id)
            change.told_at, change.news = change.told_at or now, {}
    return told


def tell_in_portions(
    model: type[T], id: int, person_ids: Iterable[int], queue: Callable[[T, Sequence[int]], int], *, since: int
) -> tuple[int, bool]:
    """Queue what these people are told of a row, in the order of their ids, each portion saved with how far it goes.

    `queue`: queues the mails of one portion, of the locked row, and says how many. `since`: the row's `told_until` when
    the people were read. Returns the number of mails, and whether nobody is left; False: another run goes on with it.
    """
    until, told = since, 0
    for some in portions(sorted(each for each in person_ids if each > since), size=TOLD_AT_ONCE):
        sleep(GAP)
        with atomic():
            row = locked(model, id)
            if row.told_until != until or row.told_at is not None:
                return told, False
            row.told_until = until = some[-1]
            told += queue(row, some)
    return told, True


def _recipient(person: Person) -> Recipient:
    return Recipient(person.email, person.full_name, person.language)
