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


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What stands around a page: the links to a person's places, the first four for a phone, and the way to all.

    `at`: the address of the place whose first page this is, empty on the pages below it. `is_own`: the addresses are
    one person's alone. `menu`: the places but today's, as a page says them.
    """

    links: tuple[Link, ...]
    menu: tuple[Link, ...] = ()
    more: Link | None = None
    at: str = ""
    is_own: bool = False


PlacesOf = Callable[[Any], list[Workplace]]
FirstPage = Callable[[Any], str]
AskedFirst = Callable[[int, str], str | None]
Doors = Callable[[], tuple[Link, ...]]


def init_home(app: Flask, places: PlacesOf, doors: Doors, first_page: FirstPage, asked_first: AskedFirst) -> None:
    """Register what finds a person's workplaces, their first page, the doors for the new, and what is asked first."""
    app.extensions["places"], app.extensions["doors"], app.extensions["first_page"] = places, doors, first_page
    app.extensions["asked_first"] = asked_first


def workplaces_of(person: Any) -> list[Workplace]:
    """The workplaces of a signed-in person, the most important first."""
    answer: PlacesOf = current_app.extensions["places"]
    return answer(person)


def first_page_of(person: Any) -> str:
    """The address that signing in leads to."""
    answer: FirstPage = current_app.extensions["first_page"]
    return answer(person)


def doors_for_the_new() -> tuple[Link, ...]:
    """The ways to take part for whoever has no account yet; none while there is no edition."""
    answer: Doors = current_app.extensions["doors"]
    return answer()


def page_after_sign_in(person_id: int, wanted: str) -> str:
    """Where somebody is led who has just signed in: to what they have to be asked, and from there to what they wanted.

    `wanted`: an address within this site.
    """
    answer: AskedFirst = current_app.extensions["asked_first"]
    return answer(person_id, wanted) or wanted
