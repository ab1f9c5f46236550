"""Decisions on many lines of a list at once: those that are ticked (`id`), or all that the list finds (`all`).

chosen = chosen_here(lambda last: find_suppliers(…, last=last, most=MOST_AT_ONCE))
return MANY.decided(chosen, do_each(chosen.ids, approve), lambda done: ngettext(…, done))
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.core.access import is_granted
from forum.core.each import Found
from forum.core.edition import find_current_edition
from forum.core.errors import Refusal
from forum.core.forms import Form
from forum.core.i18n import ngettext, sentence_of
from forum.core.labels import Label
from forum.core.links import Link, LinkTo
from forum.core.listing import Listing

F = TypeVar("F", bound=Form)

MOST_AT_ONCE = 500
"""Of all that a list finds: what is done within seconds, with a mail for each."""


def init_many(app: Flask, offered: Mapping[str, tuple[LinkTo, ...]]) -> None:
    """Set what domains above do with the lines of a list, by its name: the endpoints take the form of the list."""
    app.extensions["many_links"] = offered
    app.jinja_env.globals["many_links"] = many_links


def many_links(listing: Listing) -> list[Link]:
    """What domains above do with the lines of a list, of that which the one who asks may do."""
    offered: Mapping[str, tuple[LinkTo, ...]] = current_app.extensions["many_links"]
    edition = find_current_edition()
    if edition is None:
        return []
    return [
        entry.link(**listing.address) for entry in offered.get(listing.name, ()) if is_granted(entry.view, edition.id)
    ]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a decision is for: `ids`, of `number` in all; `is_all`: all that a list finds up to `last`, not some."""

    ids: list[int]
    number: int
    last: int | None = None
    is_all: bool = False


def chosen_here(find: Callable[[int | None], Found], *, most: int = MOST_AT_ONCE) -> Chosen:
    """What the form chose. `find`: all that the list finds, up to the one that was the last when somebody looked."""
    if "all" in request.form:
        found = find(request.form.get("last", type=int))
        return Chosen(found.ids, found.number, found.last, is_all=True)
    ids = request.form.getlist("id", type=int)[:most]
    return Chosen(ids, len(ids))


def asked_form(form: type[F], field: str) -> F:
    """The form of what a decision needs: as it was filled in, or empty where it is asked for only now."""
    return form() if field in request.form else form(formdata=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the list as the page of those that stayed as they were names it."""

    id: int
    name: str
    url: str
    note: str | None = None
    state: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """The pages about many lines of a list.

    `title`, `back`: of the list. `counted`: how many, in words. `none_chosen`, `none_possible`: said when nothing was
    ticked, and when nothing of all that was found allows it. `lines`: names the lines of these ids. `here`: what the
    address of the list says.
    """

    title: str
    back: str
    none_chosen: str
    none_possible: str
    counted: Callable[[int], str]
    lines: Callable[[Iterable[int]], Sequence[Line]]
    here: Mapping[str, Any]

    def asked(self, chosen: Chosen, form: Form, *, title: str, button: str, is_danger: bool = False) -> tuple[str, int]:
        """The page that asks what the decision needs; it carries along what is chosen."""
        page = render_template(
            "many/asked.html",
            many=self,
            chosen=chosen,
            form=form,
            fields=[field for field in form if field.name != "csrf_token"],
            title=title,
            button=button,
            is_danger=is_danger,
            here=url_for(str(request.endpoint), **self.here),
        )
        return page, 422 if form.errors else 200

    def say_left(self, chosen: Chosen) -> None:
        """Say how many did not fit in one go, or that there are none."""
        left = chosen.number - len(chosen.ids)
        if left > 0:
            flash(ngettext("Queda %(num)s: repita la acción.", "Quedan %(num)s: repita la acción.", left), "info")
        if not chosen.ids:
            flash(self.none_possible if chosen.is_all else self.none_chosen, "info")

    def decided(
        self, chosen: Chosen, outcome: tuple[int, Mapping[int, Refusal]], said: Callable[[int], str]
    ) -> str | Response:
        """Say what became of them; those that stayed as they were are listed, each with the reason."""
        done, refused = outcome
        if done:
            flash(said(done), "success")
        self.say_left(chosen)
        if not refused:
            return redirect(self.back)
        reasons = {id: sentence_of(refusal.sentence, refusal.params) for id, refusal in refused.items()}
        return render_template("many/not_decided.html", many=self, lines=self.lines(reasons), reasons=reasons)
