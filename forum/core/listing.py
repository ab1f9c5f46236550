"""What the address of a list asks for: a status, filters."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import request, url_for

from forum.core.links import Link

E = TypeVar("E", bound=StrEnum)


def status_filter(statuses: type[E]) -> E | None:
    """The status named in the address (`?status=`); None: all of them."""
    value = request.args.get("status", "")
    return statuses(value) if value in {each.value for each in statuses} else None


def chosen_filters(words: Mapping[str, str | None], *, endpoint: str, args: Mapping[str, str]) -> list[Link]:
    """The filters of a list that are on, in words by their part of the address; each leads to the list without it."""
    links = []
    for name, said in words.items():
        if said and args.get(name):
            others: dict[str, Any] = {key: value for key, value in args.items() if key != name}
            links.append(Link(said, url_for(endpoint, **others)))
    return links
