"""The pages around signing in: the editions a person works in, each with its links, and the doors for who is new.

`forum/app/home.py` has the table of links and decides who is offered which; domains do not know it.
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
Doors = Callable[[], tuple[Link, ...]]


def init_home(app: Flask, places: PlacesOf, doors: Doors) -> None:
    """Register the functions that find a person's workplaces, and the doors for whoever is new."""
    app.extensions["places"], app.extensions["doors"] = places, doors


def workplaces_of(person: Any) -> list[Workplace]:
    """The workplaces of a signed-in person, the most important first."""
    answer: PlacesOf = current_app.extensions["places"]
    return answer(person)


def doors_for_the_new() -> tuple[Link, ...]:
    """The ways to take part for whoever has no account yet; none while there is no edition."""
    answer: Doors = current_app.extensions["doors"]
    return answer()
