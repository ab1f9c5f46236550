"""What the address of a list asks for: a status."""

from enum import StrEnum
from typing import TypeVar

from flask import request

E = TypeVar("E", bound=StrEnum)


def chosen(kind: type[E], name: str = "status") -> E | None:
    """A state named in the address, None for all."""
    value = request.args.get(name, "")
    return kind(value) if value in {each.value for each in kind} else None
