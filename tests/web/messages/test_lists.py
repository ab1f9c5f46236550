"""Messages to those behind the lines of a list: the same people as the lines say, however they are chosen."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from forum.accounts.models import Person
from forum.companies.models import Membership
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.exhibitors.models import Exhibitor
from forum.exhibitors.queries.reviews import list_exhibitors
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import list_buyers, list_suppliers
from forum.meetings.models import MeetingCompanion
from forum.meetings.queries.console import list_requests
from forum.meetings.queries.meetings import list_meetings
from forum.messages.enums import Audience, MessageKind
from forum.messages.models import Message
from forum.messages.queries import count_audience, list_addressees
from forum.messages.rules import STATES_OF, Wanted, wanted_of
from tests.builders.pages import forms_of
from tests.builders.world import World

LISTS = (Audience.BUYERS, Audience.SUPPLIERS, Audience.EXHIBITORS, Audience.REQUESTS, Audience.MEETINGS)


def _behind(audience: Audience, line: Any) -> set[int]:
    """Who is behind a line of a list, told by the line itself."""
    if audience is Audience.BUYERS:
        return {line.person_id}
    if audience in {Audience.SUPPLIERS, Audience.EXHIBITORS}:
        acting = select(Membership.person_id).where(Membership.company_id == line.company_id)
        return set(session().scalars(acting))
    buyer = session().get_one(Buyer, line.buyer_id)
    companions = select(MeetingCompanion.person_id).where(MeetingCompanion.meeting_id == line.id)
    brought = set(session().scalars(companions)) if audience is Audience.MEETINGS else set()
    return {line.person_id, buyer.person_id} | brought


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    audience=st.sampled_from(sorted(LISTS)),
    text=st.sampled_from(["", "", "moldes", "a", "nadie"]),
    state=st.integers(-3, 12),
    picks=st.none() | st.sets(st.integers(0, 30), max_size=6),
)
def test_who_is_behind_the_lines_of_a_list_is_who_gets_the_message(
    world: World, audience: Audience, text: str, state: int, picks: set[int] | None
) -> None:
    edition = session().scalars(select(Edition).where(Edition.slug == world.slug)).one()
    states = list(STATES_OF.get(audience, ()))
    chosen = states[state] if 0 <= state < len(states) else None
    lines = _lines(audience, edition.id, chosen, text)
    if picks is None:
        wanted = Wanted(audience=audience, text=text, state=chosen)
    else:
        lines = [lines[place] for place in sorted(picks) if place < len(lines)]
        wanted = Wanted(audience=audience, ids=tuple(each.id for each in lines))
    there = select(Person.id).where(Person.email.is_not(None), Person.disabled_at.is_(None))
    expected = {person for line in lines for person in _behind(audience, line)} & set(session().scalars(there))
    assert wanted_of(audience, wanted.stored()) == wanted
    found = list_addressees(edition.id, wanted=wanted, kind=MessageKind.NECESSARY)
    assert [each.id for each in found] == sorted(expected)
    assert count_audience(edition.id, wanted=wanted).necessary == len(expected)


def _lines(audience: Audience, edition_id: int, state: Any, text: str) -> list[Any]:
    """The lines that the page of the list shows, of all its pages."""
    now, lists = (
        utc_now(),
        {
            Audience.BUYERS: lambda number: list_buyers(edition_id, text=text, number=number),
            Audience.SUPPLIERS: lambda number: list_suppliers(edition_id, status=state, text=text, number=number),
            Audience.REQUESTS: lambda number: list_requests(edition_id, state=state, now=now, text=text, number=number),
            Audience.MEETINGS: lambda number: list_meetings(edition_id, status=state, text=text, number=number),
        },
    )
    if audience is Audience.EXHIBITORS:
        first = list_exhibitors(edition_id, status=state, text=text)
        assert first.pages <= 1
        return [session().get_one(Exhibitor, each.id) for each in first.rows]
    pages = [lists[audience](1)]
    pages += [lists[audience](number) for number in range(2, pages[0].pages + 1)]
    rows = [row for page in pages for row in page.rows]
    return [row for row in rows if audience is not Audience.BUYERS or row.removed_at is None]


def test_a_message_is_begun_from_every_list(world: World) -> None:
    """Ticked lines, all that match, none: the form says to whom, keeps it, and a stranger's lines are nobody."""
    client, base = world.clients["organiser"], f"/{world.slug}/messages/new"
    for rows in ("registrations", "buyers", "companies", "exhibitors", "meetings", "requests", "suppliers"):
        none = client.post(f"{base}/{rows}?q=a", follow_redirects=True)
        assert (none.status_code, "Marque primero a quién escribe." in none.text) == (200, True)
        ticked = client.post(f"{base}/{rows}", data={"id": ["1", "2"]})
        assert "2 marcados" in ticked.text
        everybody = client.post(f"{base}/{rows}", data={"all": "yes"})
        assert everybody.status_code == 200
        texts = {"subject_es": "Aviso", "text_es": "Texto", "kind": "necessary"}
        [form] = [each for each in forms_of(ticked.text, base) if each.action.endswith("/messages/new")]
        sent = client.post(form.action, data={**form.fields, **texts})
        page = client.get(sent.location)
        assert (sent.status_code, "2 marcados" in page.text) == (303, True)
        [message] = session().scalars(select(Message).order_by(Message.id.desc()).limit(1))
        assert (message.audience.value, message.wanted.ids) == (rows, (1, 2))
        assert "2 marcados" in client.get(f"{sent.location}/edit").text
