"""Twin pages: one view, two addresses, for whoever is signed in and for whoever has a signed link.

    pages = TwinPages(blueprint=blueprint, signed_in=_signed_in, by_link=_by_link)

    @pages.get("/agenda")
    def day_show(owner: AgendaOwner) -> str: …

registers `agenda.day_show` at `/<edition_slug>/agenda` and `agenda.link_day_show` at `/r/<token>/agenda`. What the view
is given comes from `signed_in()` or from `by_link(token)`, and then what its path names besides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, TypeVar

from flask import Blueprint, url_for

from forum.core.access import public, signed_in

P = TypeVar("P")
View = Callable[Concatenate[P, ...], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinPages(Generic[P]):
    """The twin pages of a blueprint, and how each address finds whom the page is about; `begins`: that of the link."""

    blueprint: Blueprint
    signed_in: Callable[[], P]
    by_link: Callable[[str], P]
    begins: str = "/r"

    def get(self, path: str) -> Callable[[View[P]], View[P]]:
        """Register a page at both addresses; `path` follows the edition or the token."""
        return self._at(path, "GET")

    def post(self, path: str) -> Callable[[View[P]], View[P]]:
        """Register a change at both addresses."""
        return self._at(path, "POST")

    def _at(self, path: str, method: str) -> Callable[[View[P]], View[P]]:
        def register(view: View[P]) -> View[P]:
            def with_session(**values: Any) -> Any:
                return view(self.signed_in(), **values)

            def with_link(token: str, **values: Any) -> Any:
                return view(self.by_link(token), **values)

            name, add = view.__name__, self.blueprint.add_url_rule
            add(f"/<edition_slug>{path}", name, signed_in(with_session), methods=[method])
            add(f"{self.begins}/<token>{path}", f"link_{name}", public(with_link), methods=[method])
            return view

        return register


def twin_url(endpoint: str, token: str | None, **values: Any) -> str:
    """The address of a twin page (`agenda.day_show`) beside the one that is shown: behind the link, if there is one."""
    if token is None:
        return url_for(endpoint, **values)
    blueprint, name = endpoint.split(".")
    return url_for(f"{blueprint}.link_{name}", token=token, **values)
