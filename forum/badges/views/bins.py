"""The bins of the registration desk: how the badges are divided, by surname."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.badges import queries, service
from forum.badges.forms import BinsForm
from forum.badges.models import BinEvent
from forum.badges.views.desk import LATEST_CHANGES, desk
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.editions.context import current_edition

MAY_DIVIDE = "editions.edit"


@desk.get("/bins")
@requires(MAY_DIVIDE)
def bin_list() -> str:
    """The bins with their surnames and loads, and who divided them."""
    bins = queries.list_bins(current_edition().id)
    return _list(_form(bins), bins)


@desk.post("/bins")
@requires(MAY_DIVIDE)
def bin_create() -> Any:
    """Divide the badges, again where they are divided."""
    edition = current_edition()
    bins = queries.list_bins(edition.id)
    form = _form(bins)
    if form.accepts(
        lambda: service.divide_bins(
            edition.id,
            count=form.count.data or 0,
            confirmed=form.confirmed.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Dividimos los gafetes por apellido. Cada persona ve la suya en la página de su gafete."), "success")
        return redirect(url_for(".bin_list"), 303)
    return _list(form, bins), form.status


@desk.post("/bins/deletion")
@requires(MAY_DIVIDE)
def bin_delete() -> WerkzeugResponse:
    """Take the bins away; the page asks before."""
    service.remove_bins(current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Quitamos las cajas. Los gafetes y correos nuevos ya no las dicen."), "success")
    return redirect(url_for(".bin_list"), 303)


def _form(bins: list[queries.BinLoad]) -> BinsForm:
    return BinsForm(data={"count": len(bins) or None})


def _list(form: BinsForm, bins: list[queries.BinLoad]) -> str:
    edition = current_edition()
    history = history_of(BinEvent, edition_id=edition.id, limit=LATEST_CHANGES)
    return render_template(
        "badges/bins.html",
        form=form,
        bins=bins,
        most=max((each.badges for each in bins), default=0),
        prepared=queries.prepared_since_division(edition.id) if bins else 0,
        history=[(event, by, _told(event)) for event, by in history],
    )


def _told(event: BinEvent) -> str:
    if not event.bins:
        return str(_("Cajas quitadas"))
    return str(ngettext("%(num)s caja", "%(num)s cajas", event.bins))
