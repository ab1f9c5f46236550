"""What a person finds after signing in: the places they have work in, each with its ways in.

Domains know nothing of it: `app.py` keeps the table of links and says who is offered which.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

from forum.core.links import Link


@dataclass(frozen=True, kw_only=True, slots=True)
class Workplace:
    """An edition, and what one person does there."""

    name: str
    detail: str
    links: tuple[Link, ...]


PlacesOf = Callable[[Any], list[Workplace]]


def init_home(app: Flask, places: PlacesOf) -> None:
    """Give the program the answer to "where is my work?"."""
    app.extensions["places"] = places


def workplaces_of(person: Any) -> list[Workplace]:
    """The places of a signed-in person, the one that matters most first."""
    answer: PlacesOf = current_app.extensions["places"]
    return answer(person)
