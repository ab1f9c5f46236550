"""The page after signing in: the editions a person works in, each with its links.

`forum/home.py` has the table of links and decides who is offered which; domains do not know it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

from forum.core.links import Link


@dataclass(frozen=True, kw_only=True, slots=True)
class Workplace:
    """An edition and the links to one person's work in it."""

    name: str
    detail: str
    links: tuple[Link, ...]


PlacesOf = Callable[[Any], list[Workplace]]


def init_home(app: Flask, places: PlacesOf) -> None:
    """Register the function that finds a person's workplaces."""
    app.extensions["places"] = places


def workplaces_of(person: Any) -> list[Workplace]:
    """The workplaces of a signed-in person, the most important first."""
    answer: PlacesOf = current_app.extensions["places"]
    return answer(person)
