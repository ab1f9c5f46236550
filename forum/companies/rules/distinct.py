"""How companies are counted: those of one RFC are one."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from forum.companies.rules.rfc import GENERIC_RFCS


class Keyed(Protocol):
    """A company as it is counted."""

    @property
    def key(self) -> str:
        """What it is told apart by."""


K = TypeVar("K", bound=Keyed)


def key_of(company_id: int, rfc: str | None) -> str:
    """What a company is told apart by: its RFC; one without RFC, or with a generic one, is itself."""
    return rfc if rfc and rfc not in GENERIC_RFCS else f"#{company_id}"


def distinct(companies: Iterable[K], joined: Callable[[K, K], K]) -> list[K]:
    """Each company once; `joined`: the first of two rows of one company, with what the other one does."""
    found: dict[str, K] = {}
    for each in companies:
        found[each.key] = joined(found[each.key], each) if each.key in found else each
    return list(found.values())
