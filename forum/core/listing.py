"""What the address of a list asks for: a status."""

from enum import StrEnum
from typing import TypeVar

from flask import request

E = TypeVar("E", bound=StrEnum)


def status_filter(statuses: type[E]) -> E | None:
    """The status named in the address (`?status=`); None: all of them."""
    value = request.args.get("status", "")
    return statuses(value) if value in {each.value for each in statuses} else None
