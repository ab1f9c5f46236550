"""Links and menus.

    MENU = (LinkTo(N_("Mi agenda"), "agenda.day_show", icon="calendar"),)      # a table, written at import

    links = [entry.link() for entry in MENU]                                   # in a request: words and addresses
    {{ nav.menu(links) }}                                                      # in the template

`Link(…)` itself is for views and templates (`Link` is known there) whose words and address are at hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for

from forum.core.access import access_of
from forum.core.i18n import gettext as _

STAND_IN = 987_654_321


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is drawn: translated, with its address; `count`: how much waits behind it."""

    label: str
    url: str
    hint: str = ""
    icon: str = ""
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A link as it stands in a table: marked sentences and an endpoint, with what its address always says."""

    label: str
    endpoint: str
    hint: str = ""
    icon: str = ""
    says: tuple[tuple[str, str], ...] = ()

    @property
    def view(self) -> Callable[..., Any]:
        """The view it leads to."""
        return current_app.view_functions[self.endpoint]

    @property
    def access(self) -> str | None:
        """The mark of the view it leads to."""
        return access_of(self.view)

    def link(self, **values: Any) -> Link:
        """The link of this request; `values` go into its address."""
        return Link(
            label=_(self.label),
            url=url_for(self.endpoint, **{**dict(self.says), **values}),
            hint=_(self.hint) if self.hint else "",
            icon=self.icon,
            current=request.endpoint == self.endpoint,
        )


def addresses(endpoint: str, argument: str, **says: Any) -> Callable[[int], str]:
    """The addresses of a page for each id of a list, made from the one that is built.

    {% set show_url = addresses("registration_desk.registration_show", "registration_id") %} … {{ show_url(row.id) }}
    """
    values: dict[str, Any] = {**says, argument: STAND_IN}
    begin, _id, end = url_for(endpoint, **values).partition(str(STAND_IN))
    return lambda id: f"{begin}{int(id)}{end}"


def init_links(app: Flask) -> None:
    """Let templates make links."""
    app.jinja_env.globals.update(Link=Link, addresses=addresses)
