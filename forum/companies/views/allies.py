"""The organiser's allies and their codes."""

from datetime import date, datetime, time

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.companies import service
from forum.companies.forms.allies import AllyForm, PooledCodeForm, SingleUseCodesForm
from forum.companies.queries.allies import ally_with_codes, list_allies
from forum.companies.views.blueprint import blueprint
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.editions.context import current_edition

POOLED, SINGLE = "pooled", "single"


@blueprint.route("/allies", methods=["GET", "POST"])
@requires("editions.edit")
def ally_list() -> ResponseReturnValue:
    """Allies with the number of their codes and uses; add an ally."""
    form = AllyForm()
    if added := form.accepts(lambda: service.add_ally(form.name.data)):
        flash(_("Agregamos a %(ally)s. Ahora puede darle códigos.", ally=added.result.name), "success")
        return redirect(url_for("companies.ally_show", ally_id=added.result.id))
    edition = current_edition()
    page = render_template(
        "companies/allies.html", form=form, allies=list_allies(edition.id), asks=edition.asks_recipients
    )
    return page, form.status


@blueprint.route("/allies/asking", methods=["POST"])
@requires("editions.edit")
def asking_update() -> ResponseReturnValue:
    """Say whether the registration form asks which allies may have one's contact data."""
    asks = bool(request.form.get("asks"))
    service.ask_recipients(current_edition().id, asks=asks)
    flash(
        _("El registro pregunta qué aliados pueden recibir los datos de contacto.")
        if asks
        else _("El registro ya no pregunta por los aliados."),
        "success",
    )
    return redirect(url_for("companies.ally_list"))


@blueprint.route("/allies/<int:ally_id>")
@requires("editions.edit")
def ally_show(ally_id: int) -> ResponseReturnValue:
    """An ally's codes, and forms to add more."""
    return _ally_page(
        ally_id, PooledCodeForm(formdata=None, prefix=POOLED), SingleUseCodesForm(formdata=None, prefix=SINGLE)
    )


@blueprint.route("/allies/<int:ally_id>/codes", methods=["POST"])
@requires("editions.edit")
def pooled_code_create(ally_id: int) -> ResponseReturnValue:
    """Add a code for many people."""
    form = PooledCodeForm(prefix=POOLED)
    if added := form.accepts(
        lambda: service.add_pooled_code(
            ally_id,
            edition_id=current_edition().id,
            code=form.code.data,
            cap=form.cap.data,
            expires_at=_end_of(form.expires_on.data),
            benefit=form.benefit.data or "",
            affiliates=form.affiliates.data,
        )
    ):
        flash(_("Agregamos el código %(code)s.", code=added.result.code), "success")
        return redirect(url_for("companies.ally_show", ally_id=ally_id))
    return _ally_page(ally_id, form, SingleUseCodesForm(formdata=None, prefix=SINGLE)), form.status


@blueprint.route("/allies/<int:ally_id>/codes/batch", methods=["POST"])
@requires("editions.edit")
def single_use_codes_create(ally_id: int) -> ResponseReturnValue:
    """Add many codes, each for one person."""
    form = SingleUseCodesForm(prefix=SINGLE)
    if added := form.accepts(
        lambda: service.add_single_use_codes(
            ally_id,
            edition_id=current_edition().id,
            how_many=form.how_many.data or 0,
            prefix=form.prefix.data,
            expires_at=_end_of(form.expires_on.data),
            benefit=form.benefit.data or "",
            affiliates=form.affiliates.data,
        )
    ):
        flash(ngettext("Agregamos %(num)s código.", "Agregamos %(num)s códigos.", len(added.result)), "success")
        return redirect(url_for("companies.ally_show", ally_id=ally_id))
    return _ally_page(ally_id, PooledCodeForm(formdata=None, prefix=POOLED), form), form.status


def _ally_page(ally_id: int, pooled: PooledCodeForm, single: SingleUseCodesForm) -> str:
    ally, codes = ally_with_codes(ally_id, edition_id=current_edition().id)
    return render_template("companies/ally.html", ally=ally, codes=codes, pooled=pooled, single=single, now=utc_now())


def _end_of(day: date | None) -> datetime | None:
    """The last second of a day on the clocks of the venue."""
    zone = local(utc_now()).tzinfo
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone) if day else None
