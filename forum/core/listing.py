"""A list of the console: what its address asks for, its filters, its columns, its order.

COLUMNS = (Column("name", N_("Persona"), is_fixed=True), Column("since", N_("Desde"), width="m"))

listing = listing_here("suppliers", COLUMNS, sorts=SORTS, endpoint="matchmaking.supplier_list", query=address)

{% call ui.table(_("Proveedores"), listing.heads, dense=true) %}      {# headings that sort #}
{% if listing.shows("since") %}{{ ui.cell(…) }}{% endif %}
{{ ui.pagination(page, listing.endpoint, **listing.address) }}
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import request, session, url_for

from forum.core.i18n import gettext as _
from forum.core.links import Link
from forum.core.sorting import Order, order_named

E = TypeVar("E", bound=StrEnum)

COLUMNS_SHOWN = "columns"
"""In the session, so that the next person at this computer does not get them: the chosen columns by list."""


def status_filter(statuses: type[E], name: str = "status") -> E | None:
    """The status named in the address (`?status=`), or another value of this name; None: all of them."""
    value = request.args.get(name, "")
    return statuses(value) if value in {each.value for each in statuses} else None


def chosen_filters(words: Mapping[str, str | None], *, endpoint: str, args: Mapping[str, Any]) -> list[Link]:
    """The filters of a list that are on, in words by their part of the address; each leads to the list without it."""
    links = []
    for name, said in words.items():
        if said and args.get(name):
            others: dict[str, Any] = {key: value for key, value in args.items() if key != name}
            links.append(Link(said, url_for(endpoint, **others)))
    return links


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its name in the address and its marked heading.

    `width`: of a dense table, "s", "m", "l" or "xl"; "": a share of what is left; "first", of a fixed one, a third of
    the table. `is_fixed`: it names the line and is always
    shown. `is_extra`: shown when somebody chooses it. `is_number`: of numbers. `is_latest_first`: a first press sorts
    it downwards, as with dates.
    """

    key: str
    heading: str
    width: str = ""
    is_fixed: bool = False
    is_extra: bool = False
    is_number: bool = False
    is_latest_first: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A heading as it is drawn; `url`: the list sorted by it, "" where it cannot be; `sort`: how it is sorted now."""

    label: str
    url: str = ""
    sort: str = ""
    width: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that may be shown or not."""

    key: str
    label: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list as its address asks for it. `query`: its filters; `shown`: the columns; `chosen`: as the address says."""

    name: str
    endpoint: str
    columns: tuple[Column, ...]
    sorts: Collection[str]
    order: Order | None
    shown: frozenset[str]
    chosen: tuple[str, ...] | None
    query: Mapping[str, Any]

    @property
    def address(self) -> dict[str, Any]:
        """What the address of this list says, but for the page."""
        said: dict[str, Any] = {name: value for name, value in self.query.items() if value not in (None, "")}
        if self.order is not None:
            said["sort"] = str(self.order)
        if self.chosen is not None:
            said["columns"] = ["", *self.chosen]
        return said

    @property
    def url(self) -> str:
        """The address of this list, its first page."""
        return url_for(self.endpoint, **self.address)

    @property
    def heads(self) -> list[Head]:
        """The headings of the columns that are shown."""
        return [self._head(column) for column in self.columns if self.shows(column.key)]

    @property
    def choices(self) -> list[Choice]:
        """The columns that may be shown or not."""
        return [Choice(each.key, _(each.heading), self.shows(each.key)) for each in self.columns if not each.is_fixed]

    def shows(self, key: str) -> bool:
        """Whether a column is shown."""
        return key in self.shown

    def heading(self, key: str) -> str:
        """The word of a column."""
        return next(_(each.heading) for each in self.columns if each.key == key)

    def filters(self, words: Mapping[str, str | None]) -> list[Link]:
        """The filters that are on, in words by their part of the address, each a link to the list without it."""
        return chosen_filters(words, endpoint=self.endpoint, args=self.address)

    def _head(self, column: Column) -> Head:
        label = _(column.heading)
        common = ("first" if column.is_fixed else column.width or "share", column.is_number)
        if column.key not in self.sorts:
            return Head(label, "", "", *common)
        now = self.order if self.order is not None and self.order.by == column.key else None
        said = self.address | {"sort": _next_order(column, now)}
        sort = "" if now is None else "descending" if now.is_descending else "ascending"
        return Head(label, url_for(self.endpoint, **said), sort, *common)


def _next_order(column: Column, now: Order | None) -> str | None:
    """What a press on a heading asks for: one way, the other, and as the list is by itself."""
    first = Order(column.key, column.is_latest_first)
    if now is None:
        return str(first)
    return str(Order(column.key, not column.is_latest_first)) if now == first else None


def listing_here(
    name: str,
    columns: Sequence[Column],
    *,
    endpoint: str,
    query: Mapping[str, Any],
    sorts: Collection[str] = (),
) -> Listing:
    """The list that the address asks for; the columns chosen in it are remembered under `name` until signing out."""
    keys = [each.key for each in columns]
    chosen = None
    if "columns" in request.args:
        asked = set(request.args.getlist("columns"))
        chosen = tuple(key for key in keys if key in asked)
        session[COLUMNS_SHOWN] = {**session.get(COLUMNS_SHOWN, {}), name: list(chosen)}
    remembered = chosen if chosen is not None else session.get(COLUMNS_SHOWN, {}).get(name)
    usual = [each.key for each in columns if not each.is_extra]
    fixed = [each.key for each in columns if each.is_fixed]
    return Listing(
        name=name,
        endpoint=endpoint,
        columns=tuple(columns),
        sorts=sorts,
        order=order_named(request.args.get("sort", ""), sorts),
        shown=frozenset([*fixed, *(usual if remembered is None else remembered)]),
        chosen=chosen,
        query=query,
    )
