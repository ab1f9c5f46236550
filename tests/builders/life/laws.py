"""What holds after each step, and what a step may change."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import pairwise

from forum.matchmaking.enums import Side
from forum.meetings.enums import MeetingStatus, RequestState, RequestStatus
from forum.meetings.queries.boards import get_board
from forum.meetings.queries.requests import get_quota_use
from forum.meetings.rules.answers import other_side
from tests.builders.life.books import Asked, Books, Met
from tests.builders.life.scene import MEETINGS_CAP, OPEN_CAP, Scene

Told = Callable[[Asked], Collection[Side]]
"""The sides that are told of a change of a request or its meeting."""


def ensure_sound(books: Books, scene: Scene) -> None:
    """Nobody in two places, no table twice, no quota exceeded, nothing without what it belongs to."""
    _ensure_one_place(books)
    _ensure_nothing_lost(books)
    _ensure_quotas(books, scene)


def _ensure_one_place(books: Books) -> None:
    taken = sorted((person, *books.times[slot]) for _, person, slot in books.seats)
    for (who, _, ends), (other, starts, _) in pairwise(taken):
        assert who != other or ends <= starts, f"person {who} is in two places at once"
    tables = Counter((table, slot) for _, table, slot in books.tables)
    assert max(tables.values(), default=1) == 1, "a table is taken twice"


def _ensure_nothing_lost(books: Books) -> None:
    scheduled = [each for each in books.met.values() if each.status is MeetingStatus.SCHEDULED]
    people = {
        (each.id, person, each.slot_id)
        for each in scheduled
        for person in (books.buyers[each.buyer_id], each.person_id)
    }
    assert books.seats == people, "seats and meetings differ"
    assert books.tables == {(each.id, each.table_id, each.slot_id) for each in scheduled}
    assert max(Counter(each.request_id for each in scheduled).values(), default=1) == 1
    for meeting in books.met.values():
        asked = books.asked[meeting.request_id]
        assert asked.status is RequestStatus.ACCEPTED, "a meeting without an acceptance"
        assert books.changes[meeting.id] == meeting.sequence + 1, "a change of a meeting without its event"
        if meeting.status is MeetingStatus.SCHEDULED:
            assert (asked.buyer_id, asked.company_id) == (meeting.buyer_id, meeting.company_id)
    for asked in books.asked.values():
        assert books.told_status[asked.id] is asked.status, "a request without its last event"
    alone = Counter((each.requirement_id, each.company_id) for each in books.asked.values() if each.status == "sent")
    assert max(alone.values(), default=1) == 1


def _ensure_quotas(books: Books, scene: Scene) -> None:
    """Each company's and each buyer's, counted here and as the service counts them: what is withdrawn is given back."""
    for company_id in scene.companies:
        meetings = [each for each in books.met.values() if each.company_id == company_id]
        held = sum(each.status is MeetingStatus.SCHEDULED for each in meetings)
        mine = [each for each in books.asked.values() if each.company_id == company_id]
        waiting = sum(
            each.wished_by is not Side.BUYER and books.state(each, scene.now) is RequestState.SENT for each in mine
        )
        assert held <= MEETINGS_CAP
        assert waiting <= OPEN_CAP
        used = get_quota_use(company_id, edition_id=scene.edition.id, requirement_id=0, now=scene.now)
        assert (used.open_requests, used.meetings) == (waiting, held)
    for buyer_id in books.buyers:
        held = sum(each.buyer_id == buyer_id and each.status is MeetingStatus.SCHEDULED for each in books.met.values())
        board = get_board(buyer_id)
        assert held <= len(board), "more meetings than slots"


def ensure_told(before: Books, after: Books, scene: Scene, *, to: Told, silent: bool) -> None:
    """Each change has one event and is told once to the sides that did not make it; nothing else is told.

    `silent`: requests may be handed to another person or buyer: an event of its own, told with the meetings.
    """
    meetings = {id for id, met in after.met.items() if met != before.met.get(id)}
    made = {after.met[id].request_id for id in meetings if id not in before.met}
    changed: set[int] = set()
    for id, asked in after.asked.items():
        was = before.asked.get(id)
        known = was if was is None or not (silent or was.is_unnamed) else _as(was, asked, silent=silent)
        is_changed = asked != known or id in made  # an agreement gets its slot: the answer is given a second time
        if is_changed:
            changed.add(id)
        assert after.steps[id] - before.steps.get(id, 0) == is_changed, f"request {id}: {was} → {asked}"
        handed = after.handed[id] - before.handed.get(id, 0)
        assert handed in _handed(was, asked, silent=silent), f"request {id}: {was} → {asked}"
    for id in meetings:
        assert after.changes[id] - before.changes.get(id, 0) == 1, f"meeting {id} changed without one event"
    mails = Counter(after.mails) - Counter(before.mails)
    for id in changed | {after.met[each].request_id for each in meetings}:
        expected = _recipients(before.asked.get(id), after, id, to=to, meetings=meetings, scene=scene)
        theirs = {(message, address): count for (about, message, address), count in mails.items() if about == id}
        assert len({message for message, _ in theirs}) <= 1, f"request {id} is told of in two ways: {theirs}"
        assert Counter({address: n for (_, address), n in theirs.items()}) == Counter(expected), f"{id}: {theirs}"
        mails = Counter({key: count for key, count in mails.items() if key[0] != id})
    assert not mails, f"told without a change: {mails}"


def _handed(was: Asked | None, asked: Asked, *, silent: bool) -> set[int]:
    """How many events may say that a colleague has it: one where it changed hands, and is no meeting's own matter."""
    if was is None or not silent or (was.person_id, was.buyer_id) == (asked.person_id, asked.buyer_id):
        return {0}
    is_plain = asked.status is RequestStatus.SENT and not was.is_unnamed
    return {1} if is_plain or was.buyer_id != asked.buyer_id else {0, 1}


def _as(was: Asked, asked: Asked, *, silent: bool) -> Asked:
    return replace(was, person_id=asked.person_id, buyer_id=asked.buyer_id if silent else was.buyer_id)


def _recipients(
    was: Asked | None, after: Books, id: int, *, to: Told, meetings: Collection[int], scene: Scene
) -> list[str]:
    asked = after.asked[id]
    meeting: Met | None = next((after.met[each] for each in meetings if after.met[each].request_id == id), None)
    sides = to(asked)
    if was is not None and asked.status is RequestStatus.EXPIRED:
        sides = {other_side(was.awaiting)}
    elif was is not None and meeting is None and _only_words(was, asked):
        return []
    people: set[int] = set()
    if Side.BUYER in sides:
        people.add(after.buyers[asked.buyer_id])
    if Side.SUPPLIER in sides and asked.is_unnamed and meeting is None:
        people |= after.members[asked.company_id] - {after.buyers[asked.buyer_id]}
    elif Side.SUPPLIER in sides:
        people.add(asked.person_id if meeting is None else meeting.person_id)
    return [scene.email[person] for person in people]


def _only_words(was: Asked, asked: Asked) -> bool:
    """Whether only what was written changed: nobody is mailed for a word."""
    return replace(asked, words=was.words) == was
