"""The organiser's allies and their codes."""

from datetime import date, datetime, time

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.companies import queries, service
from forum.companies.errors import AllyCodeTaken, AllyNameTaken
from forum.companies.forms import AllyForm, PooledCodeForm, SingleUseCodesForm
from forum.companies.views.blueprint import blueprint
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.edition import current_edition
from forum.core.filters import local
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext

POOLED, SINGLE = "pooled", "single"


@blueprint.route("/allies", methods=["GET", "POST"])
@requires("editions.edit")
def ally_list() -> ResponseReturnValue:
    """Allies with how many codes they hand out and how often those were used; add one."""
    form = AllyForm()
    if form.validate_on_submit():
        try:
            ally = service.add_ally(form.name.data or "")
        except AllyNameTaken as refusal:
            form.refuse(refusal)
        else:
            flash(_("Agregamos a %(ally)s. Ahora puede darle códigos.", ally=ally.name), "success")
            return redirect(url_for("companies.ally_show", ally_id=ally.id))
    page = render_template("companies/allies.html", form=form, allies=queries.list_allies(current_edition().id))
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/allies/<int:ally_id>")
@requires("editions.edit")
def ally_show(ally_id: int) -> ResponseReturnValue:
    """An ally's codes, and forms to make more."""
    return _ally_page(
        ally_id, PooledCodeForm(formdata=None, prefix=POOLED), SingleUseCodesForm(formdata=None, prefix=SINGLE)
    )


@blueprint.route("/allies/<int:ally_id>/codes", methods=["POST"])
@requires("editions.edit")
def pooled_code_create(ally_id: int) -> ResponseReturnValue:
    """Add a code for many."""
    form = PooledCodeForm(prefix=POOLED)
    if form.validate_on_submit():
        try:
            code = service.add_pooled_code(
                ally_id,
                edition_id=current_edition().id,
                code=form.code.data or "",
                cap=form.cap.data,
                expires_at=_end_of(form.expires_on.data),
                benefit=form.benefit.data or "",
            )
        except AllyCodeTaken as refusal:
            form.refuse(refusal)
        else:
            flash(_("Agregamos el código %(code)s.", code=code.code), "success")
            return redirect(url_for("companies.ally_show", ally_id=ally_id))
    return _ally_page(ally_id, form, SingleUseCodesForm(formdata=None, prefix=SINGLE)), 422


@blueprint.route("/allies/<int:ally_id>/codes/batch", methods=["POST"])
@requires("editions.edit")
def single_use_codes_create(ally_id: int) -> ResponseReturnValue:
    """Add a batch of codes, each for one."""
    form = SingleUseCodesForm(prefix=SINGLE)
    if form.validate_on_submit():
        made = service.add_single_use_codes(
            ally_id,
            edition_id=current_edition().id,
            how_many=form.how_many.data or 0,
            prefix=form.prefix.data or "",
            expires_at=_end_of(form.expires_on.data),
            benefit=form.benefit.data or "",
        )
        flash(ngettext("Agregamos %(num)s código.", "Agregamos %(num)s códigos.", len(made)), "success")
        return redirect(url_for("companies.ally_show", ally_id=ally_id))
    return _ally_page(ally_id, PooledCodeForm(formdata=None, prefix=POOLED), form), 422


def _ally_page(ally_id: int, pooled: PooledCodeForm, single: SingleUseCodesForm) -> str:
    ally, codes = queries.ally_with_codes(ally_id, edition_id=current_edition().id)
    return render_template("companies/ally.html", ally=ally, codes=codes, pooled=pooled, single=single, now=utc_now())


def _end_of(day: date | None) -> datetime | None:
    """The last moment of a day at the place of the edition."""
    zone = local(utc_now()).tzinfo
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone) if day else None
