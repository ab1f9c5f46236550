"""A question names what is done, and so do both answers: `Sí, cancelar el registro`, `No, conservarlo`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from jinja2 import Environment, UndefinedError, nodes

from tests.architecture.test_sentences import translated
from tests.architecture.test_templates import pages, read

ENVIRONMENT = Environment(extensions=["jinja2.ext.do"], autoescape=True)
CLITIC = re.compile(r"l[ao]s?$")


@dataclass(frozen=True)
class Asked:
    page: str
    questions: tuple[str, ...]
    yes: str
    no: str


def calls(page: str) -> Iterator[nodes.Call]:
    yield from ENVIRONMENT.parse(read(page)).find_all(nodes.Call)


def sentences(node: nodes.Node) -> tuple[str, ...]:
    """What `_("…")` marks within an expression."""
    found = [node, *node.find_all(nodes.Call)]
    return tuple(
        str(each.args[0].value)
        for each in found
        if isinstance(each, nodes.Call)
        and isinstance(each.node, nodes.Name)
        and each.node.name == "_"
        and isinstance(each.args[0], nodes.Const)
    )


def asked() -> list[Asked]:
    found = []
    for page in pages():
        for call in calls(page):
            if isinstance(call.node, nodes.Name) and call.node.name == "Question" and "gallery" not in page:
                answers = {each.key: sentences(each.value)[0] for each in call.kwargs}
                found.append(Asked(page, sentences(call.args[0]), **answers))
    return found


def test_whatever_is_asked_has_its_own_answers() -> None:
    bare = [
        page
        for page in pages()
        for call in calls(page)
        for each in call.kwargs
        if each.key == "confirm"
        and not (
            isinstance(each.value, nodes.Call)
            and isinstance(each.value.node, nodes.Name)
            and each.value.node.name == "Question"
        )
    ]
    assert bare == []
    assert len(asked()) > 20
    assert [page for page in pages() if "data-confirm" in read(page)] == []


def test_a_plain_sentence_is_no_question(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(UndefinedError):
        app.jinja_env.globals["ui"].post_button("Borrar", "/", confirm="¿Borrar?")


def test_both_answers_say_what_they_do() -> None:
    wrong = []
    for each in asked():
        verb, *rest = each.yes.removeprefix("Sí, ").split()
        says_what = bool(rest) or CLITIC.search(verb) is not None
        for question in each.questions:
            repeated = f"¿{CLITIC.sub('', verb)} ".lower() in question.lower()
            if not (each.yes.startswith("Sí, ") and each.no.startswith("No, ") and says_what and repeated):
                wrong.append((each, question))
    assert wrong == []


def test_in_english_too() -> None:
    english, _seen = translated()
    wrong = []
    for each in asked():
        verb, *rest = str(english[each.yes]).removeprefix("Yes, ").split()
        for question in each.questions:
            if not (rest and str(english[question]).startswith(f"{verb.title()} ")):
                wrong.append((each.page, english[question], english[each.yes]))
        if not str(english[each.no]).startswith("No, "):
            wrong.append((each.page, english[each.no]))
    assert wrong == []
