"""Every address and every form is given what nobody types by accident: nothing breaks, and nothing leaks."""

import os
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.builders.hostile import BYTES, VALUES, files
from tests.builders.pages import Form
from tests.builders.walks import NEVER, built, forms_for, rules
from tests.builders.world import ROLES, World

EVERYTHING = "FORO_HOSTILE" in os.environ
QUERY = (
    "q", "page", "before", "status", "state", "category", "hall", "day", "company", "process", "certificate", "buyer",
    "fits", "stand", "stratum", "rfc", "legal_name", "email", "next", "wish", "paper", "to", "date", "sort",
)  # fmt: skip
ENCODED = {**{name: quote(value, safe="") for name, value in VALUES.items()}, **BYTES}


def some(values: Mapping[str, Any], turn: int) -> Mapping[str, Any]:
    """One of the values, another one each turn; all of them when everything is asked for (FORO_HOSTILE=1: an hour)."""
    if EVERYTHING:
        return values
    name = list(values)[turn % len(values)]
    return {name: values[name]}


def turns(world: World, role: str) -> Iterator[int]:
    """Where to begin: elsewhere for each role and engine, so that together they cover what one would not."""
    return count(7 * ROLES.index(role) + 23 * (world.engine == "postgres"))


class Findings(list[str]):
    """What went wrong."""

    def told(self) -> str:
        """All of it, a line each."""
        return "\n".join(self)

    def ask(
        self, world: World, role: str, method: str, address: str, what: str, **options: object
    ) -> TestResponse | None:
        """Make a request; note a crash, and an answer that says the program failed."""
        try:
            answer = world.clients[role].open(address, method=method, **options)  # type: ignore[arg-type]
        except Exception as error:
            self.append(f"{role} {method} {address[:120]} {what}: {type(error).__name__} {str(error)[:300]}")
            return None
        if answer.status_code >= 500:
            self.append(f"{role} {method} {address[:120]} {what}: {answer.status_code}")
        return answer


def filled(rule: Rule, parts: Mapping[str, str]) -> str:
    """The address of a rule, its parts put in as they are."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda spot: parts[spot[1]], rule.rule)


def hostile_paths(world: World, rule: Rule, role: str, start: int) -> Iterator[tuple[str, str]]:
    """The address of a rule with each of its places in turn filled with something else."""
    good = {name: quote(str(value), safe="") for name, value in world.values_for(role, rule).items()}
    for place in sorted(rule.arguments):
        for name, value in some(ENCODED, start).items():
            yield filled(rule, {**good, place: value}), f"{place}={name}"


@pytest.mark.parametrize("role", ROLES)
def test_no_address_breaks(world: World, role: str) -> None:
    found, turn = Findings(), turns(world, role)
    for number, rule in enumerate(rules(world, "GET")):
        if EVERYTHING or (number + ROLES.index(role)) % 3 == 0:  # two roles to a rule
            for address, what in hostile_paths(world, rule, role, next(turn)):
                found.ask(world, role, "GET", address, what)
        if not EVERYTHING and number % 2 != ROLES.index(role) % 2:  # three roles to a rule
            continue
        here = built(rule, world.values_for(role, rule))
        for name, value in some(ENCODED, next(turn)).items():
            query = "&".join(f"{key}={value}" for key in QUERY)
            headers = {"HX-Request": "true"} if next(turn) % 2 else {}
            found.ask(world, role, "GET", f"{here}?{query}&q=a&q=b", f"query {name}", headers=headers)
            if EVERYTHING:
                for key in QUERY:
                    found.ask(world, role, "GET", f"{here}?{key}={value}", f"{key}={name}")
    assert not found, found.told()


def fillings(form: Form, turn: Iterator[int], engine: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Ways to fill a form: not at all, one value everywhere, each field alone, each missing, files that are none."""
    if engine == "sqlite":  # test_every_page.py sends PostgreSQL what the form has
        yield "nothing at all", {}
    for name, value in some(VALUES, next(turn)).items():
        yield f"all {name}", {key: value for key in form.fields}
    for number, key in enumerate(form.fields):
        others = {other: value for other, value in form.fields.items() if other != key}
        if EVERYTHING:
            yield f"no {key}", others
        if EVERYTHING or number % 2 == (engine == "postgres"):  # the other engine has the other half
            yield from ((f"{key}={name}", {**others, key: value}) for name, value in some(VALUES, next(turn)).items())
    for key in form.files:
        yield from ((f"{key}: {name}", {**form.fields, key: file}) for name, file in files().items())


@pytest.mark.parametrize("role", ROLES)
def test_no_form_breaks(world: World, role: str) -> None:
    found, turn = Findings(), turns(world, role)
    for form in forms_for(world, role):
        for what, data in fillings(form, turn, world.engine):
            found.ask(world, role, "POST", form.action, what, data=data)
        body = "&".join(f"{key}={value}" for key in form.fields for value in BYTES.values())
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        found.ask(world, role, "POST", form.action, "bytes", data=body, headers=headers)
    assert not found, found.told()


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_actions_without_a_form_are_asked_too(world: World) -> None:
    found = Findings()
    for rule in rules(world, "POST"):
        if rule.endpoint not in NEVER:
            for role in ROLES:
                found.ask(world, role, "POST", built(rule, world.values_for(role, rule)), "empty", data={})
    assert not found, found.told()
