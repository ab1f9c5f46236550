"""Whatever the console changes leaves a trace: who did it and when. What leaves none is named here with its reason."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from forum.core.access import PUBLIC, SIGNED_IN, access_of
from forum.core.database import Base, db
from forum.core.history import Event
from tests.builders.pages import Form
from tests.builders.walks import endpoint_of, forms_on, pages_for
from tests.builders.world import World
from tests.web.test_every_page import SOUND

WRITTEN = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')
EVENTS = {mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, Event)}
# what a visit leaves by itself, and what no person reads
UNSEEN = {"visit", "rate_count", "kept_form", "sign_in_session", "outgoing_mail", "person_text", "company_text"}
NO_TRACE = {
    "checkin.scan_create": "a scan is itself the record: who scanned, where, when, with which result",
    "imports.batch_edit": "it chooses the columns of one's own sheet; importing it is recorded",
    "registration_desk.note_edit": "a note keeps its author, and says when it was changed",
}


@contextmanager
def statements_written() -> Iterator[list[str]]:
    """The statements that write, as they are sent."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if WRITTEN.match(statement):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def changed(form: Form) -> dict[str, list[str]]:
    """The form with its names and numbers changed, as somebody would who edits it."""
    return {
        name: [str(int(each) + 1) if each.isdigit() and not name.endswith("id") else each for each in values]
        if "name" not in name
        else [f"{each} B" if each else each for each in values]
        for name, values in form.fields.items()
    }


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_every_change_of_the_console_leaves_a_trace(world: World) -> None:
    client, untraced = world.clients["organiser"], {}
    answers = [page for _rule, page in pages_for(world, "organiser")]
    for form in forms_on(world, answers):
        endpoint = endpoint_of(world, form)
        if access_of(world.app.view_functions[endpoint]) in {PUBLIC, SIGNED_IN}:
            continue
        for fields in (changed(form), form.fields):
            with statements_written() as written:
                answer = client.post(form.action, data={**fields, **SOUND.get(endpoint, {})})
            if answer.status_code != 422:
                break
        tables = {match[1] for each in written if (match := WRITTEN.match(each))} - UNSEEN
        told = tables & EVENTS or any(re.search(r"\b\w*by_id\b", each) for each in written if "SELECT" not in each)
        if tables and not told:
            untraced[endpoint] = sorted(tables)
    assert untraced.keys() - NO_TRACE.keys() == set(), untraced
