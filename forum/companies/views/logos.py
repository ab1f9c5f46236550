"""A company's logo: uploaded by its members, shown to everybody."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies import service
from forum.companies.forms.profile import LogoForm
from forum.companies.queries.companies import company_for
from forum.companies.queries.profiles import get_logo, has_logo
from forum.companies.views.blueprint import blueprint
from forum.core.access import public, signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _

ONE_HOUR = 3600


@blueprint.route("/companies/<int:company_id>/logo", methods=["GET", "POST"])
@signed_in
def logo_edit(company_id: int) -> ResponseReturnValue:
    """Upload a picture."""
    company = company_for(current_person().id, company_id)
    form = LogoForm()
    if form.accepts(
        lambda: service.set_logo(company_id, data=form.logo.data.read(), by=current_person().id, now=utc_now())
    ):
        flash(_("Ese es ahora su logotipo."), "success")
        return redirect(url_for("companies.company_show", company_id=company_id))
    return render_template("companies/logo.html", form=form, company=company, logo=has_logo(company_id)), form.status


@blueprint.route("/companies/<int:company_id>/logo/removal", methods=["POST"])
@signed_in
def logo_delete(company_id: int) -> ResponseReturnValue:
    """Delete the logo."""
    company_for(current_person().id, company_id)
    service.delete_logo(company_id, by=current_person().id, now=utc_now())
    flash(_("Quitamos el logotipo."), "success")
    return redirect(url_for("companies.company_show", company_id=company_id))


@blueprint.route("/companies/<int:company_id>/logo.png")
@public
def logo_show(company_id: int) -> ResponseReturnValue:
    """The logo itself; browsers keep it for an hour and then ask whether it changed."""
    logo = get_logo(company_id)
    response: Response = current_app.response_class(logo.png, mimetype="image/png")
    response.cache_control.public = True
    response.cache_control.max_age = ONE_HOUR
    response.last_modified = logo.updated_at
    response.set_etag(f"{company_id}-{int(logo.updated_at.timestamp() * 1000)}")
    return response.make_conditional(request)
