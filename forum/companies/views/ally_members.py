"""An ally as the organisers keep it: what it says of itself, its members, its representatives."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies import service
from forum.companies.context import answer_claim_as_asked, known_to_staff
from forum.companies.forms.allies import AllyEditForm, MemberForm, RepresentativeForm
from forum.companies.models import Affiliation, AffiliationClaim
from forum.companies.queries.affiliations import (
    asked_by,
    ensure_known,
    get_ally,
    has_ally_logo,
    members_of_ally,
    open_claims_of,
    representatives_of,
)
from forum.companies.views.blueprint import blueprint
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.paging import page_number
from forum.editions.context import current_edition


@blueprint.route("/allies/<int:ally_id>/edit", methods=["GET", "POST"])
@requires("editions.edit")
def ally_edit(ally_id: int) -> ResponseReturnValue:
    """Change the name, texts and logo of an ally, and whether it has a public page."""
    ally = get_ally(ally_id)
    form = AllyEditForm(obj=ally)
    if form.accepts(
        lambda: service.edit_ally(
            ally_id,
            name=form.name.data,
            about_es=form.about_es.data or "",
            about_en=form.about_en.data or "",
            website=form.website.data or None,
            is_public=form.is_public.data,
            takes_contacts=form.takes_contacts.data,
            logo=form.logo.data.read() if form.logo.data else b"",
            now=utc_now(),
        )
    ):
        flash(_("Guardamos los datos del aliado."), "success")
        return redirect(url_for("companies.ally_show", ally_id=ally_id))
    return render_template("companies/ally_edit.html", form=form, ally=ally, logo=has_ally_logo(ally_id)), form.status


@blueprint.route("/allies/<int:ally_id>/logo/removal", methods=["POST"])
@requires("editions.edit")
def ally_logo_delete(ally_id: int) -> ResponseReturnValue:
    """Delete the logo."""
    service.remove_ally_logo(get_ally(ally_id).id)
    flash(_("Quitamos el logotipo."), "success")
    return redirect(url_for("companies.ally_edit", ally_id=ally_id))


@blueprint.route("/allies/<int:ally_id>/members", methods=["GET", "POST"])
@requires("editions.edit")
def ally_member_list(ally_id: int) -> ResponseReturnValue:
    """The companies that belong to an ally and those that asked to; add one by its RFC."""
    ally, form = get_ally(ally_id), MemberForm()
    if added := form.accepts(
        lambda: service.add_member_company(
            ally_id, rfc=form.rfc.data, edition_slug=current_edition().slug, by=current_person().id, now=utc_now()
        )
    ):
        flash(_("%(company)s ya cuenta entre los afiliados.", company=added.result.name), "success")
        return redirect(url_for("companies.ally_member_list", ally_id=ally_id))
    known = known_to_staff(current_edition().id)
    claims = open_claims_of(ally_id, known=known)
    page = render_template(
        "companies/ally_members.html",
        form=form,
        ally=ally,
        members=members_of_ally(ally_id, number=page_number(), known=known),
        claims=claims,
        people=asked_by(claims),
        answer=lambda claim_id: url_for("companies.ally_claim_update", ally_id=ally_id, claim_id=claim_id),
    )
    return page, form.status


@blueprint.route("/allies/<int:ally_id>/members/<int:affiliation_id>/removal", methods=["POST"])
@requires("editions.edit")
def ally_member_delete(ally_id: int, affiliation_id: int) -> ResponseReturnValue:
    """End the membership of a company."""
    ensure_known(Affiliation, affiliation_id, ally_id=ally_id, known=known_to_staff(current_edition().id))
    service.end_affiliation(affiliation_id, ally_id=ally_id, by=current_person().id, now=utc_now())
    flash(_("Terminamos esa afiliación."), "success")
    return redirect(url_for("companies.ally_member_list", ally_id=ally_id))


@blueprint.route("/allies/<int:ally_id>/claims/<int:claim_id>", methods=["POST"])
@requires("editions.edit")
def ally_claim_update(ally_id: int, claim_id: int) -> ResponseReturnValue:
    """Confirm that a company belongs to the ally, or not."""
    ensure_known(AffiliationClaim, claim_id, ally_id=ally_id, known=known_to_staff(current_edition().id))
    answer_claim_as_asked(claim_id, ally_id=ally_id)
    return redirect(url_for("companies.ally_member_list", ally_id=ally_id))


@blueprint.route("/allies/<int:ally_id>/representatives", methods=["GET", "POST"])
@requires("editions.edit")
def representative_list(ally_id: int) -> ResponseReturnValue:
    """Who sees the page of an ally; invite somebody."""
    ally, form = get_ally(ally_id), RepresentativeForm()
    if added := form.accepts(
        lambda: service.add_representative(
            ally_id,
            email=form.email.data,
            name=form.person_name,
            language=form.language.data,
            edition=current_edition(),
            by=current_person().id,
            now=utc_now(),
        )
    ):
        name = added.result.full_name
        flash(_("Invitamos a %(name)s. Enviamos un correo con su enlace para entrar.", name=name), "success")
        return redirect(url_for("companies.representative_list", ally_id=ally_id))
    page = render_template(
        "companies/ally_representatives.html", form=form, ally=ally, representatives=representatives_of(ally_id)
    )
    return page, form.status


@blueprint.route("/allies/<int:ally_id>/representatives/<int:representative_id>/removal", methods=["POST"])
@requires("editions.edit")
def representative_delete(ally_id: int, representative_id: int) -> ResponseReturnValue:
    """Take the page of an ally from somebody."""
    service.remove_representative(
        representative_id, ally_id=ally_id, edition_id=current_edition().id, by=current_person().id, now=utc_now()
    )
    flash(_("Esa persona ya no ve la página del aliado."), "success")
    return redirect(url_for("companies.representative_list", ally_id=ally_id))
