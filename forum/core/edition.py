"""The edition a request is about: what the domains below editions know of it.

`forum.editions.context` fills it from the address; domains above editions take the whole row from there.

    current_edition().time_zone         # only below `/<edition_slug>/`
    edition = find_current_edition()    # None where the address names none
"""

from datetime import date
from typing import Protocol

from flask import g

from forum.core.errors import NotFound


class CurrentEdition(Protocol):
    """The little that lower domains need of an edition."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def slug(self) -> str:
        """Its part of the address."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def time_zone(self) -> str:
        """The clocks of its place."""

    @property
    def ends_on(self) -> date:
        """Its last day."""

    def committee_names(self, language: str) -> list[tuple[str, str]]:
        """Its committees: the name that is kept, and how it is called in "es" or "en"."""


def enter_edition(edition: CurrentEdition) -> None:
    """From here on the request is about this edition: its clock, its navigation, its permissions."""
    g.edition = edition


def find_current_edition() -> CurrentEdition | None:
    """The edition of this request, None where there is none, or no request."""
    edition: CurrentEdition | None = g.get("edition") if g else None
    return edition


def current_edition() -> CurrentEdition:
    """The edition of this request.

    Raises:
        NotFound: it is about none.
    """
    edition = find_current_edition()
    if edition is None:
        raise NotFound
    return edition
