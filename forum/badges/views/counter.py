"""At the counter: who scans the symbol of a mail or badge has its person's page, where the badge is printed."""

from typing import Any

from flask import redirect, render_template, url_for

from forum.badges.errors import CodeNotOfThisEdition
from forum.badges.forms import CodeForm
from forum.badges.queries import find_registration_of
from forum.badges.views.desk import PERMISSION, desk
from forum.core.access import requires
from forum.editions.context import current_edition


@desk.route("/counter", methods=["GET", "POST"])
@requires(PERMISSION)
def counter_show() -> Any:
    """A field for the code; the page of its person says whether the badge is valid and printed, and prints it."""
    form = CodeForm()
    done = form.accepts(lambda: _registration_of(form.code.data))
    if done:
        return redirect(url_for(".badge_show", registration_id=done.result), 303)
    return render_template("badges/counter.html", form=form), form.status


def _registration_of(text: str) -> int:
    registration_id = find_registration_of(text, edition_id=current_edition().id)
    if registration_id is None:
        raise CodeNotOfThisEdition
    return registration_id
