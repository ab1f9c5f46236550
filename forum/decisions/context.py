"""The kinds of decisions, and how a page of a domain takes one."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.clock import utc_now
from forum.core.each import ids_of
from forum.core.forms import Form
from forum.core.many import Chosen
from forum.decisions import service
from forum.decisions.rules import Kind
from forum.editions.context import current_edition


def init_decisions(app: Flask, kinds: Iterable[Kind]) -> None:
    """Set the table of kinds."""
    app.extensions["decisions"] = {kind.code: kind for kind in kinds}


def decision_kinds() -> Mapping[str, Kind]:
    """The kinds of decisions, by code."""
    kinds: Mapping[str, Kind] = current_app.extensions["decisions"]
    return kinds


def decide_later(
    kind: Kind, chosen: Chosen, *, address: Mapping[str, Any], told: Mapping[str, Any] | None = None
) -> ResponseReturnValue:
    """Keep the decision on the lines that are chosen and of this edition, and lead to its page; or say there are none.

    On its page it can be undone.
    """
    lines, many = _lines(kind, chosen), kind.many(address)
    many.say_left(chosen)
    if not lines:
        return redirect(many.back)
    decision = service.decide(
        kind,
        lines,
        edition_id=current_edition().id,
        told=told or {},
        address=address,
        by=current_person().id,
        now=utc_now(),
    )
    return redirect(url_for("decisions.decision_show", decision_id=decision.id), 303)


def decide_with(
    kind: Kind,
    chosen: Chosen,
    *,
    address: Mapping[str, Any],
    form: Form,
    field: str,
    asks: tuple[str, str],
    is_danger: bool = True,
) -> ResponseReturnValue:
    """The same for a decision that needs something told for all lines (`field`), which is asked for first.

    `form`: by `core.many.asked_form`. `asks`: the title and the button of the page that asks.
    """
    if _lines(kind, chosen) and not (field in request.form and form.validate()):
        title, button = asks
        page: ResponseReturnValue = kind.many(address).asked(
            chosen, form, title=title, button=button, is_danger=is_danger
        )
        return page
    return decide_later(kind, chosen, address=address, told={field: form[field].data})


def _lines(kind: Kind, chosen: Chosen) -> list[int]:
    if kind.among is not None:
        return kind.among(chosen.ids, current_edition().id)
    return ids_of(kind.model, chosen.ids, edition_id=current_edition().id)
