"""A company's logo: uploaded by its people, shown to everybody."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies import queries, service
from forum.companies.errors import ImageTooLarge, NotAnImage
from forum.companies.forms import LogoForm
from forum.companies.views.blueprint import blueprint
from forum.core.access import public, signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _

ONE_HOUR = 3600


@blueprint.route("/companies/<int:company_id>/logo", methods=["GET", "POST"])
@signed_in
def logo_edit(company_id: int) -> ResponseReturnValue:
    """Choose a picture."""
    company = queries.company_for(current_person().id, company_id)
    form = LogoForm()
    if form.validate_on_submit():
        try:
            service.set_logo(company_id, data=form.logo.data.read(), by=current_person().id, now=utc_now())
        except (NotAnImage, ImageTooLarge) as refusal:
            form.refuse(refusal)
        else:
            flash(_("Ese es ahora su logotipo."), "success")
            return redirect(url_for("companies.company_show", company_id=company_id))
    page = render_template("companies/logo.html", form=form, company=company, logo=queries.has_logo(company_id))
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/companies/<int:company_id>/logo/removal", methods=["POST"])
@signed_in
def logo_delete(company_id: int) -> ResponseReturnValue:
    """Take the logo away."""
    queries.company_for(current_person().id, company_id)
    service.delete_logo(company_id, by=current_person().id, now=utc_now())
    flash(_("Quitamos el logotipo."), "success")
    return redirect(url_for("companies.company_show", company_id=company_id))


@blueprint.route("/companies/<int:company_id>/logo.png")
@public
def logo_show(company_id: int) -> ResponseReturnValue:
    """The logo itself; kept by browsers for an hour, then asked about."""
    logo = queries.find_logo(company_id)
    if logo is None:
        raise NotFound
    response: Response = current_app.response_class(logo.png, mimetype="image/png")
    response.cache_control.public = True
    response.cache_control.max_age = ONE_HOUR
    response.last_modified = logo.updated_at
    response.set_etag(f"{company_id}-{int(logo.updated_at.timestamp() * 1000)}")
    return response.make_conditional(request)
