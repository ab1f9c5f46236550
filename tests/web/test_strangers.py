"""What is not yours is not there: every address with an id, asked by everybody else."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

from forum.accounts.enums import Role
from forum.accounts.models import RoleGrant
from forum.accounts.rules import PERMISSIONS
from forum.core.access import PUBLIC, SIGNED_IN, access_of
from forum.core.database import atomic, session
from forum.core.tokens import sign
from forum.editions.models import Edition
from tests.builders.elsewhere import elsewhere, rows_of, torn_rows
from tests.builders.pages import forms_of
from tests.builders.world import ROLES, World

ON_SQLITE = pytest.mark.parametrize("world", ["sqlite"], indirect=True)  # who may is decided above the engine
STRANGERS = [role for role in ROLES if role != "anonymous"]
GRANTED = {"steward": Role.GATE_STEWARD, "coordinator": Role.COORDINATOR, "organiser": Role.ORGANISER}
HIDDEN = {403, 404}
REFUSED = {303, 401, 404, 410}  # a link that is over is said to be, or led back from
# Things above editions: a company is the same in each, a session belongs to none.
ABOVE = {
    "ally_slug",
    "claim_id",
    "affiliation_id",
    "representative_id",
    "transfer_id",
    "arco_id",
    "session_id",
    "ally_id",
    "capability_id",
    "certificate_id",
    "company_id",
    "membership_id",
    "site_id",
    "invitation_id",
}
OF_A_COMPANY = {"company_id", "exhibitor_id", "meeting_id", "offer_id", "request_id", "session_id"}
# What a form calls a thing, where an address calls it otherwise.
IN_FORMS = {
    "hall": "hall_id",
    "days": "day_id",
    "slots": "slot_id",
    "requests": "request_id",
    "registration": "registration_id",
    "id": "registration_id",
}


@pytest.fixture(scope="module")
def strange(world: World) -> tuple[int, dict[str, Any]]:
    """Another edition and the ids of its things."""
    edition, ids = elsewhere()
    with atomic():  # the demo's organiser organises all editions; here they organise one
        organiser = RoleGrant.person_id == world.people["organiser"]
        mine = session().scalars(select(RoleGrant).where(organiser)).one()
        mine.edition_id = session().scalars(select(Edition.id).where(Edition.slug == world.slug)).one()
    return edition.id, {**ids, "edition_slug": edition.slug}


def routes(world: World, *marks: str | None) -> Iterator[tuple[Rule, str]]:
    """Addresses with their methods; of these marks, where some are named."""
    for rule in world.app.url_map.iter_rules():
        if rule.endpoint != "static" and (not marks or access_of(world.app.view_functions[rule.endpoint]) in marks):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def status(world: World, role: str, rule: Rule, method: str, values: Mapping[str, Any]) -> int:
    """What is answered; a redirect to the page for signing in counts as 401."""
    address = rule.build(values, append_unknown=False)
    assert address is not None
    sent: dict[str, Any] = {"json": {}} if rule.rule.startswith("/api/") else {}
    answer = world.clients[role].open(address[1], method=method, headers=world.headers_for(role, rule), **sent)
    return 401 if (answer.location or "").startswith("/sign-in") else answer.status_code


def is_hidden(world: World, role: str, rule: Rule, code: int) -> bool:
    """Whether nothing was opened: what keys open is not even looked for without one."""
    return code == 401 if world.is_for_keys(rule) and not world.headers_for(role, rule) else code in HIDDEN


@ON_SQLITE
def test_nobody_enters_without_signing_in(world: World) -> None:
    seen = {
        (rule.endpoint, method): status(world, "anonymous", rule, method, world.values_for("anonymous", rule))
        for rule, method in routes(world)
        if access_of(world.app.view_functions[rule.endpoint]) != PUBLIC
    }
    assert {route: code for route, code in seen.items() if code != 401} == {}


@ON_SQLITE
@pytest.mark.parametrize("role", STRANGERS)
def test_a_role_opens_nothing_beyond_it(world: World, role: str) -> None:
    granted = PERMISSIONS[GRANTED[role]] if role in GRANTED else frozenset()
    beyond = {permission for permissions in PERMISSIONS.values() for permission in permissions} - granted
    seen = (
        {
            (rule.endpoint, method): status(world, role, rule, method, world.values_for(role, rule))
            for rule, method in routes(world, *beyond)
        }
        if beyond
        else {}
    )
    by_key = {rule.endpoint for rule, _method in routes(world) if world.is_for_keys(rule)}
    assert {route: code for route, code in seen.items() if code != (401 if route[0] in by_key else 403)} == {}


@ON_SQLITE
@pytest.mark.parametrize("role", STRANGERS)
def test_things_of_another_edition_are_not_there(world: World, strange: tuple[int, dict[str, Any]], role: str) -> None:
    _id, ids = strange
    found = {}
    for rule, method in routes(world):
        values = world.values_for(role, rule)
        for name in (rule.arguments & set(ids)) - ABOVE - {"edition_slug"}:
            if "edition_slug" in rule.arguments:
                code = status(world, role, rule, method, {**values, name: ids[name]})
                if not is_hidden(world, role, rule, code):
                    found[rule.endpoint, method, name] = code
    assert found == {}


@ON_SQLITE
@pytest.mark.parametrize("role", STRANGERS)
def test_things_of_ones_own_are_not_there_in_another_edition(
    world: World, strange: tuple[int, dict[str, Any]], role: str
) -> None:
    _id, ids = strange
    found = {}
    for rule, method in routes(world):
        mark = access_of(world.app.view_functions[rule.endpoint])
        bound = rule.arguments - ABOVE - {"edition_slug", "token"}
        if "edition_slug" in rule.arguments and (bound or mark not in {PUBLIC, SIGNED_IN}):
            code = status(
                world, role, rule, method, {**world.values_for(role, rule), "edition_slug": ids["edition_slug"]}
            )
            if not is_hidden(world, role, rule, code):
                found[rule.endpoint, method] = code
    assert found == {}


@ON_SQLITE
@pytest.mark.parametrize("role", STRANGERS)
def test_things_of_others_in_the_same_edition_are_not_there(world: World, role: str) -> None:
    """A company's pages are for its people, a meeting for its two sides and the staff."""
    others = dict(world.own["everybody"])
    if role == "supplier":
        others |= world.not_of_supplier()
    if role == "buyer":
        others |= world.not_of_buyer()
    found = {}
    for rule, method in routes(world, SIGNED_IN):
        mine = {name for name in rule.arguments if name in OF_A_COMPANY | {"requirement_id"}}
        if rule.endpoint.startswith("meetings.") and ("requirements" in rule.rule and "buyer" not in rule.rule):
            continue  # what buyers look for is shown to every supplier
        if rule.endpoint in {"meetings.company_show", "meetings.note_edit"}:
            continue  # what a company makes public is shown to the others, who may note what they think of it
        if mine and not (role in {"coordinator", "organiser"} and rule.endpoint.startswith("meetings.")):
            values = {**world.values_for(role, rule), **{name: others[name] for name in mine}}
            code = status(world, role, rule, method, values)
            if not is_hidden(world, role, rule, code):
                found[rule.endpoint, method] = code
    assert found == {}


@ON_SQLITE
@pytest.mark.parametrize("role", ["supplier", "buyer", "coordinator", "organiser"])
def test_no_form_takes_a_thing_of_another_edition(world: World, strange: tuple[int, dict[str, Any]], role: str) -> None:
    edition_id, ids = strange
    before = rows_of(edition_id)
    for rule, method in list(routes(world)):
        if method != "GET":
            continue
        address = rule.build(world.values_for(role, rule), append_unknown=False)
        assert address is not None
        page = world.clients[role].get(address[1])
        for form in forms_of(page.text, address[1]) if page.mimetype == "text/html" and page.status_code == 200 else ():
            for name in form.fields:
                thing = IN_FORMS.get(name, name)
                if thing in ids and "sign-out" not in form.action:
                    world.clients[role].post(form.action, data={**form.fields, name: [str(ids[thing])]})
    assert rows_of(edition_id) == before
    assert torn_rows() == []


@ON_SQLITE
def test_a_token_opens_one_door(world: World) -> None:
    """Signed for another purpose, cut, or made up, it opens nothing."""
    tokens = {*world.tokens.values(), world.token, world.token[:-1], sign("registration", [1, "nonce"]), "x.y"}
    found = {}
    for rule, method in routes(world):
        if "token" in rule.arguments:
            values = world.values_for("anonymous", rule)
            own = {values["token"]}
            if rule.rule.startswith("/r/<token>"):  # of the same kind: the link of somebody else's registration
                own.add(world.tokens["/r/<token>/delegation"])
            for token in tokens - own:
                code = status(world, "anonymous", rule, method, {**values, "token": token})
                if code not in REFUSED:
                    found[rule.endpoint, method, token] = code
    assert found == {}
