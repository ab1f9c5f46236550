"""Walks over the addresses of the app, as each role, with the forms met on the way."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.builders.pages import Form, forms_of
from tests.builders.world import World

# Who sends these can go no further.
NEVER = {
    "accounts.sign_out_create",
    "account.others_revocation_create",
    "account.revocation_create",
    "checkin_pairing.scanner_new",
}


def rules(world: World, method: str) -> list[Rule]:
    """The addresses that take a method."""
    return [rule for rule in world.app.url_map.iter_rules() if rule.methods and method in rule.methods]


def built(rule: Rule, values: dict[str, object]) -> str:
    """The address of a rule with these values."""
    address = rule.build(values, append_unknown=False)
    assert address is not None, (rule, values)
    return address[1]


def pages_for(world: World, role: str) -> Iterator[tuple[Rule, TestResponse]]:
    """What the role is answered at every address that can be opened."""
    for rule in rules(world, "GET"):
        if rule.endpoint != "static":
            yield rule, world.clients[role].get(built(rule, world.values_for(role, rule)))


def forms_on(world: World, answers: Iterable[TestResponse], method: str = "post") -> list[Form]:
    """Every form of these pages, each once; those that take something away come last."""
    forms: dict[str, Form] = {}
    for answer in answers:
        if answer.mimetype == "text/html" and answer.status_code == 200:
            for form in forms_of(answer.text, answer.request.path, method):
                endpoint = endpoint_of(world, form)
                if endpoint not in NEVER:
                    forms.setdefault(f"{endpoint} {sorted(form.fields)}", form)
    return sorted(forms.values(), key=lambda form: (not form.fields, form.action))


def forms_for(world: World, role: str) -> list[Form]:
    """Every form by which the role can change something."""
    return forms_on(world, (answer for _rule, answer in pages_for(world, role)))


def endpoint_of(world: World, form: Form) -> str:
    """The name of the view a form is sent to."""
    adapter = world.app.url_map.bind("localhost")
    endpoint: str = adapter.match(urlsplit(form.action).path, method=form.method.upper())[0]
    return endpoint
