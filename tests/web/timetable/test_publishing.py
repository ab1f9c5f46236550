"""Publishing: others write while a draft is checked, and whoever is killed at any statement, everybody is told once."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import session
from forum.mail.models import OutgoingMail
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, PersonSeat, RequestEvent, TableSeat
from forum.meetings.service import telling, withdraw_request
from forum.timetable.errors import DraftOutdated
from forum.timetable.models import DraftEdit, DraftMeeting, TimetableDraft
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import following, publish_draft, publishing, store_draft
from forum.timetable.service.timetables import Switch
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import sign_in
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum, coordinator, mails

__all__ = ["coordinator"]

Verb = Callable[..., Any]


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def draft(forum: Forum) -> TimetableDraft:
    """Two requests in two slots, and one that is left out: four people to be told."""
    requests = []
    for _ in range(3):
        supplier, person = a_supplier(forum.edition)
        requests.append(a_request(a_requirement(forum.buyer), supplier, person))
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    places = {f"r{request.id}": number for number, request in enumerate(requests[:2])}
    return store_draft(plan, timetable=a_timetable(plan, places), by=None, now=forum.now)


def written() -> list[int]:
    tables = (Meeting, PersonSeat, TableSeat, MeetingEvent, RequestEvent, OutgoingMail)
    return [session().scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def before(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, do: Callable[[], object]) -> None:
    """Something happens once just before a step of publishing."""
    step, left = getattr(owner, name), [do]

    def stepped(*values: Any, **more: Any) -> Any:
        if left:
            left.pop()()
        return step(*values, **more)

    monkeypatch.setattr(owner, name, stepped)


def test_what_changes_while_a_draft_is_checked_is_seen(
    forum: Forum, draft: TimetableDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check holds nothing: another change is saved meanwhile, and the draft is checked again."""
    request = session().scalars(select(MeetingRequest).order_by(MeetingRequest.id)).first()
    assert request is not None
    checked, check = [], publishing.ensure_valid

    def checking(*values: Any, **more: Any) -> Any:
        plan = check(*values, **more)
        checked.append(plan)
        if len(checked) == 1:  # the verdict is made, and somebody withdraws a request before it is used
            withdraw_request(request.id, by=request.person_id, now=forum.now)
        return plan

    monkeypatch.setattr(publishing, "ensure_valid", checking)
    with pytest.raises(DraftOutdated) as refusal:
        publish_draft(draft.id, by=None, now=forum.now)
    assert (refusal.value.params["requests"], len(checked), written()[:4]) == (1, 1, [0, 0, 0, 0])


@pytest.mark.parametrize("step", ["_create", "_take_seats", "_mark_scheduled"])
def test_killed_within_the_change_nothing_of_it_is_there(
    forum: Forum, draft: TimetableDraft, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def die() -> None:
        raise Killed

    state = written()
    before(monkeypatch, Switch, step, die)
    with pytest.raises(Killed):
        publish_draft(draft.id, by=None, now=forum.now)
    assert written() == state
    assert publish_draft(draft.id, by=None, now=forum.now).made == 2


@pytest.fixture
def one_is_withdrawn(forum: Forum, draft: TimetableDraft) -> MeetingRequest:
    """The request of the first meeting of the draft."""
    first = session().scalars(select(DraftMeeting).order_by(DraftMeeting.id)).first()
    assert first is not None
    assert first.request_id is not None
    withdraw_request(first.request_id, by=None, now=forum.now)
    return session().get_one(MeetingRequest, first.request_id)


@pytest.mark.usefixtures("one_is_withdrawn")
def test_killed_while_a_part_is_published_the_draft_is_whole(
    forum: Forum, draft: TimetableDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die() -> None:
        raise Killed

    before(monkeypatch, Switch, "_take_seats", die)
    with pytest.raises(Killed):
        publish_draft(draft.id, by=None, now=forum.now, partly=True)
    assert [session().scalar(select(func.count()).select_from(table)) for table in (DraftMeeting, DraftEdit)] == [2, 0]
    assert publish_draft(draft.id, by=None, now=forum.now, partly=True).made == 1
    assert [session().scalar(select(func.count()).select_from(table)) for table in (DraftMeeting, DraftEdit)] == [1, 1]


def test_the_page_publishes_what_still_holds_and_names_the_rest(
    client: FlaskClient, coordinator: Person, forum: Forum, draft: TimetableDraft, one_is_withdrawn: MeetingRequest
) -> None:
    browser = sign_in(client, coordinator)
    page = forum.path(f"coordination/timetables/{draft.id}")
    whole = browser.post(f"{page}/publication")
    assert (whole.status_code, "Si algo cambió, publicar lo que sigue vigente" in whole.text) == (422, True)
    assert written()[0] == 0
    assert browser.post(f"{page}/publication", data={"partly": "y"}).location == page
    told = browser.get(page).text
    assert written()[0] == 1
    assert "Algo cambió desde que se planeó" in told
    assert "Cita quitada de la propuesta" in told
    buying, supplying = (session().get_one(Company, id) for id in (forum.buyer.company_id, one_is_withdrawn.company_id))
    assert f"{buying.name} · {supplying.name}" in told


def test_killed_after_the_change_everybody_is_told_once(
    forum: Forum, draft: TimetableDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "TOLD_AT_ONCE", 1)
    queue, calls = following.queue_mails, []

    def dying(*values: Any, **more: Any) -> int:
        calls.append(1)
        queued: int = queue(*values, **more)
        if len(calls) == 3:
            raise Killed
        return queued

    monkeypatch.setattr(following, "queue_mails", dying)
    with pytest.raises(Killed):
        publish_draft(draft.id, by=None, now=forum.now)
    assert (written()[0], len(mails())) == (2, 2)
    assert following.finish_publications(now=forum.now) == 2
    assert following.finish_publications(now=forum.now) == 0
    assert set(Counter(to for _message, to in mails()).values()) == {1}
    assert len(mails()) == 4


def test_a_run_that_another_one_overtakes_leaves_the_rest_to_be_told(
    forum: Forum, draft: TimetableDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "TOLD_AT_ONCE", 1)
    queue, queued, pauses = following.queue_mails, [], list[float]()

    def dying(*values: Any, **more: Any) -> int:
        queued.append(1)
        if len(queued) == 3:
            raise Killed
        return int(queue(*values, **more))

    def overtaken(seconds: float) -> None:
        """Between the first and the second person another run tells one, and is killed."""
        pauses.append(seconds)
        if len(pauses) == 2:
            with pytest.raises(Killed):
                following.finish_publications(now=forum.now)

    monkeypatch.setattr(following, "queue_mails", dying)
    monkeypatch.setattr(telling, "sleep", overtaken)
    publish_draft(draft.id, by=None, now=forum.now)
    assert len(mails()) == 2
    assert following.finish_publications(now=forum.now) == 2
    assert set(Counter(to for _message, to in mails()).values()) == {1}
    assert len(mails()) == 4
