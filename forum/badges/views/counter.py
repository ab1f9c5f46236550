"""At the counter: who scans the symbol of a mail or badge has its person's page, where the badge is printed."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from forum.badges.enums import RevokedFor
from forum.badges.errors import CodeNotOfThisEdition
from forum.badges.forms import CodeForm
from forum.badges.models import Badge
from forum.badges.queries import find_scanned_badge
from forum.badges.views.desk import PERMISSION, desk
from forum.core.access import requires
from forum.core.filters import date_time
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition


@desk.route("/counter", methods=["GET", "POST"])
@requires(PERMISSION)
def counter_show() -> Any:
    """A field for the code; the page of its person says whether the badge is printed, and prints it."""
    form = CodeForm()
    done = form.accepts(lambda: _badge_of(form.code.data))
    if done:
        _warn_of_revoked(done.result)
        return redirect(url_for(".badge_show", registration_id=done.result.registration_id), 303)
    return render_template("badges/counter.html", form=form), form.status


def _badge_of(text: str) -> Badge:
    badge = find_scanned_badge(text, edition_id=current_edition().id)
    if badge is None:
        raise CodeNotOfThisEdition
    return badge


def _warn_of_revoked(badge: Badge) -> None:
    """Say why the code that was scanned opens no gate: the page of its person is about their valid badge."""
    if badge.revoked_at is None:
        return
    when = date_time(badge.revoked_at)
    if badge.revoked_for is RevokedFor.CANCELLED:
        flash(_("Ese gafete se canceló con su registro el %(when)s y ya no abre las puertas.", when=when), "warning")
        return
    said = [_("Ese gafete se repuso el %(when)s y ya no abre las puertas.", when=when)]
    if badge.revoked_reason:
        said.append(_("Motivo: %(reason)s", reason=badge.revoked_reason))
    flash(" ".join(said), "warning")
