"""Every route says who may open it, and every form is protected."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from forum.accounts.rules import PERMISSIONS
from forum.app import create_app
from forum.core.access import PUBLIC, SIGNED_IN, Scope, access_of, scope_of
from forum.settings import sqlite_url
from tests.conftest import test_settings as settings_for

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
EDITION = "/<edition_slug>/"
# Who may open what, by how an address begins; the longest beginning that fits decides.
ACCESS = {
    "/account": SIGNED_IN,
    "/again/": SIGNED_IN,
    "/api/gates/": "checkin.scan",
    "/api/hub/": PUBLIC,  # a key in a header opens it
    "/api/scans": "checkin.scan",
    "/api/v1": PUBLIC,
    "/api/v1/editions/<edition_slug>": SIGNED_IN,
    "/api/v1/editions/<edition_slug>/companies": "exhibitors.review",
    "/api/v1/editions/<edition_slug>/gates": "checkin.scan",
    "/api/v1/editions/<edition_slug>/meetings": "meetings.coordinate",
    "/api/v1/editions/<edition_slug>/registrations": "registration.review",
    "/api/v1/editions/<edition_slug>/requests": "meetings.coordinate",
    "/api/v1/editions/<edition_slug>/requirements": "meetings.coordinate",
    "/api/v1/editions/<edition_slug>/scans": "checkin.scan",
    "/api/v1/editions/<edition_slug>/suppliers": "meetings.coordinate",
    "/calendar/": PUBLIC,
    "/d/<token>": PUBLIC,
    "/editions/": "editions.edit",
    "/keeper.js": PUBLIC,
    "/language/": PUBLIC,
    "/mail": "mail.read",
    "/o/<token>": PUBLIC,
    "/offline": PUBLIC,
    "/privacy": PUBLIC,
    "/r/<token>": PUBLIC,
    "/sign-in": PUBLIC,
    "/sign-out": SIGNED_IN,
    "/theme/": PUBLIC,
    "/unsubscribe/": PUBLIC,
    "/badge-paper/": PUBLIC,
    "/healthz": PUBLIC,
    "/readyz": PUBLIC,
    "/robots.txt": PUBLIC,
    f"{EDITION}agenda": SIGNED_IN,
    f"{EDITION}arco": "privacy.manage",
    f"{EDITION}allies": "editions.edit",
    f"{EDITION}attendance": "checkin.scan",
    f"{EDITION}attendance/<int:talk_id>/list": "registration.review",
    f"{EDITION}attendance/certificates": "editions.edit",
    f"{EDITION}certificate": SIGNED_IN,
    f"{EDITION}certificates": PUBLIC,
    f"{EDITION}partner": SIGNED_IN,
    f"{EDITION}partners": PUBLIC,
    f"{EDITION}badge": SIGNED_IN,
    f"{EDITION}badges": "badges.print",
    f"{EDITION}badges/bins": "editions.edit",
    f"{EDITION}badges/templates": "editions.edit",
    f"{EDITION}checkin/": "checkin.scan",
    f"{EDITION}checkin/areas": "checkin.supervise",
    f"{EDITION}checkin/conflicts": "checkin.supervise",
    f"{EDITION}checkin/counts": "checkin.supervise",
    f"{EDITION}checkin/device/": PUBLIC,
    f"{EDITION}checkin/devices": "checkin.supervise",
    f"{EDITION}checkin/gates/<int:gate_id>/deletion": "checkin.supervise",
    f"{EDITION}checkin/gates/<int:gate_id>/edit": "checkin.supervise",
    f"{EDITION}checkin/hubs": "checkin.supervise",
    f"{EDITION}checkin/gates/new": "checkin.supervise",
    f"{EDITION}checkin/names": "checkin.supervise",
    f"{EDITION}checkin/offline": "checkin.supervise",
    f"{EDITION}checkin/overrides": "checkin.supervise",
    f"{EDITION}checkin/pairings": "checkin.supervise",
    f"{EDITION}checkin/walk-ins": "registration.review",
    f"{EDITION}checkin/scans/": "checkin.supervise",
    f"{EDITION}companies": SIGNED_IN,
    f"{EDITION}companies/<int:company_id>/logo.png": PUBLIC,
    f"{EDITION}companies/advice": PUBLIC,
    f"{EDITION}companies/directory": "exhibitors.review",
    f"{EDITION}companies/directory/affiliations": "editions.edit",
    f"{EDITION}companies/invitations/": PUBLIC,
    f"{EDITION}companies/new": PUBLIC,
    f"{EDITION}dashboard": "dashboard.view",
    f"{EDITION}dashboard/arrivals": "registration.review",
    f"{EDITION}dashboard/changes": "accounts.grant",
    f"{EDITION}dashboard/system": "accounts.grant",
    f"{EDITION}decisions/": SIGNED_IN,
    f"{EDITION}delegations": "editions.edit",
    f"{EDITION}exhibitors": SIGNED_IN,
    f"{EDITION}exhibitors/review": "exhibitors.review",
    f"{EDITION}exhibitors/stands": "exhibitors.review",
    f"{EDITION}floor": "floor.work",
    f"{EDITION}floor/own/": SIGNED_IN,
    f"{EDITION}imports": "imports.make",
    f"{EDITION}kiosk/": PUBLIC,
    f"{EDITION}integrations": "accounts.grant",
    f"{EDITION}lists": SIGNED_IN,
    f"{EDITION}mail": "mail.read",
    f"{EDITION}messages": "messages.send",
    f"{EDITION}meetings/": SIGNED_IN,
    f"{EDITION}meetings/about": PUBLIC,
    f"{EDITION}meetings/coordination": "meetings.coordinate",
    f"{EDITION}meetings/people/<int:person_id>/calendar": "meetings.coordinate",
    f"{EDITION}phone": PUBLIC,
    f"{EDITION}programme": PUBLIC,
    f"{EDITION}programme/own": SIGNED_IN,
    f"{EDITION}programme/desk": "programme.edit",
    f"{EDITION}programme/desk/publication": "editions.edit",
    f"{EDITION}report": "dashboard.view",
    f"{EDITION}report/figures": "editions.edit",
    f"{EDITION}report/official/cutoff": "editions.edit",
    f"{EDITION}report/official/issues": "editions.edit",
    f"{EDITION}report/official/issues/": "dashboard.view",
    f"{EDITION}report/survey": "editions.edit",
    f"{EDITION}survey": SIGNED_IN,
    f"{EDITION}register": PUBLIC,
    f"{EDITION}people/": "accounts.grant",
    f"{EDITION}registrations": "registration.review",
    f"{EDITION}registrations/reserved": "editions.edit",
    f"{EDITION}setup/": "editions.edit",
    f"{EDITION}team": "accounts.grant",
    f"{EDITION}sharing": SIGNED_IN,
    f"{EDITION}today": SIGNED_IN,
}
# Without an edition in the address a permission means a grant for all editions. Here one edition's role is enough:
SOMEWHERE = {
    "checkin_api.scan_create": "the gate names its edition, for which the permission is asked again",
    "checkin_api.scans_create": "the same, for the gate of each scan",
    "editions.edition_list": "it lists only the editions that the person may set up",
}
# Below an edition, yet only for those with the permission in all of them:
EVERYWHERE = {
    **{
        f"arco_desk.{view}": "a person's data are of every edition"
        for view in (
            "answer_create",
            "consent_list",
            "consents_show",
            "draft_delete",
            "draft_show",
            "notice_edit",
            "notice_list",
            "retention_edit",
            "transfer_list",
            "transfer_new",
            "transfer_show",
            "blocking_create",
            "lifting_create",
            "execution_create",
            "extension_create",
            "identity_create",
            "package_create",
            "request_list",
            "request_new",
            "request_show",
        )
    },
    "dashboard.change_list": "histories are of every edition",
    "dashboard.system_show": "the system is of every edition",
    "members.account_list": "the search finds people of every edition",
    "members.closing_create": "an account is closed in every edition",
    "members.reopening_create": "an account is opened again in every edition",
    "members.second_step_delete": "one signs in to every edition in the same way",
    "setup.publication_new": "the public site is every edition's: what `/` shows may change",
    "setup.publication_withdrawal_create": "the public site is every edition's: what `/` shows may change",
    "team.rule_create": "organisers sign in to every edition in the same way",
}
# What changes something and asks for no token of a form: nothing that a browser sends by itself opens it.
BY_KEY = {"checkin_hubs_api.scans_create": "a hub shows its key in a header; without it is 401"}
# The same, opened by the signature in the address alone: mail programs end a subscription with one POST (RFC 8058).
BY_SIGNATURE = {"news.unsubscription_create": "an address that we did not sign is 404"}
HOME_PAGES = {"/": PUBLIC, EDITION: PUBLIC}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("routes")
    return create_app(settings_for(sqlite_url(folder / "x.sqlite"), folder))


def rules(program: Flask) -> list[Rule]:
    return [rule for rule in program.url_map.iter_rules() if rule.endpoint != "static"]


def expected_access(rule: str) -> str | None:
    beginnings = [start for start in ACCESS if rule.startswith(start)]
    return HOME_PAGES.get(rule, ACCESS[max(beginnings, key=len)] if beginnings else None)


def test_every_route_says_who_may_open_it(program: Flask) -> None:
    marks = {r.rule: access_of(program.view_functions[r.endpoint]) for r in rules(program)}
    assert {rule: mark for rule, mark in marks.items() if mark is None or mark != expected_access(rule)} == {}


def test_one_edition_is_enough_or_too_little_only_where_it_is_listed(program: Flask) -> None:
    scopes: dict[Scope, set[str]] = {scope: set() for scope in Scope}
    for rule in rules(program):
        scopes[scope_of(program.view_functions[rule.endpoint])].add(rule.endpoint)
    assert (scopes[Scope.SOMEWHERE], scopes[Scope.EVERYWHERE]) == (set(SOMEWHERE), set(EVERYWHERE))


def test_every_permission_is_carried_by_a_role(program: Flask) -> None:
    marks = {access_of(program.view_functions[r.endpoint]) for r in rules(program)} - {PUBLIC, SIGNED_IN, None}
    known = {permission for granted in PERMISSIONS.values() for permission in granted}
    assert marks - known == set()


def test_view_names_are_nouns_and_their_verbs(program: Flask) -> None:
    endings = ("_list", "_new", "_create", "_edit", "_update", "_show", "_delete")
    names = {r.endpoint.rsplit(".", 1)[-1] for r in rules(program)}
    verbs = {"do", "get", "post", "handle", "process", "make", "accept", "cancel"}
    wrong = {n for n in names if n.split("_")[0] in verbs or not n.endswith(endings)}
    assert wrong == set(), f"name the thing, with one of {endings}"


def test_whatever_is_deleted_is_named_delete(program: Flask) -> None:
    names = {r.endpoint.rsplit(".", 1)[-1] for r in rules(program)}
    assert {n for n in names if n.endswith(("_removal_create", "_deletion_create", "_destroy"))} == set()


def test_no_form_is_taken_without_its_token(tmp_path: Path) -> None:
    program = create_app(settings_for(sqlite_url(tmp_path / "x.sqlite"), tmp_path))
    program.config["WTF_CSRF_ENABLED"] = True
    client = program.test_client()
    open_to_all: list[str] = []
    for rule in rules(program):
        if not rule.methods or not rule.methods & CHANGING or "edition_slug" in rule.arguments:
            continue
        address = rule.build({name: "1" for name in rule.arguments}, append_unknown=False)
        assert address is not None
        expected = 401 if rule.endpoint in BY_KEY else 404 if rule.endpoint in BY_SIGNATURE else 400
        if client.open(address[1], method=min(rule.methods & CHANGING)).status_code != expected:
            open_to_all.append(rule.rule)
    assert open_to_all == []
