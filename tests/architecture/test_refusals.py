"""Every refusal has a code of its own, named after its domain: programs tell refusals apart by it."""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator

import forum
from forum.core.errors import Refusal

CODE = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    yield kind
    for each in kind.__subclasses__():
        yield from refusals(each)


def all_refusals() -> list[type[Refusal]]:
    for module in pkgutil.walk_packages(forum.__path__, "forum."):
        if module.name.split(".")[1] not in {"assets", "translations"}:
            importlib.import_module(module.name)
    return [each for each in refusals() if each.__module__.startswith("forum.")]


def test_codes_are_unique() -> None:
    counted = Counter(each.code for each in all_refusals())
    assert {code: n for code, n in counted.items() if n > 1} == {}


def test_codes_name_their_domain() -> None:
    wrong = [each.code for each in all_refusals() if not CODE.fullmatch(each.code)]
    assert wrong == []
