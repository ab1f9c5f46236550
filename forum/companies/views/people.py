"""Who acts for a company, and invitations to."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forum.accounts.context import current_person
from forum.accounts.rules import normalise_email
from forum.companies import queries, service
from forum.companies.enums import CompanyRole
from forum.companies.errors import AlreadyMember, InvitationOver, InvitedOften
from forum.companies.forms import AcceptanceForm, InvitationForm, NewcomerForm
from forum.companies.models import CompanyInvitation
from forum.companies.views.blueprint import blueprint
from forum.core.access import public, signed_in
from forum.core.clock import utc_now
from forum.core.edition import current_edition
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.limits import limited
from forum.core.tokens import unsign

INVITATION, WISH = "company-invitation", "company-wish"


@blueprint.route("/companies/<int:company_id>/people", methods=["GET", "POST"])
@signed_in
def member_list(company_id: int) -> ResponseReturnValue:
    """Colleagues and open invitations; administrators invite here."""
    membership = queries.membership_for(current_person().id, company_id)
    company = membership.company
    form = InvitationForm(data=_wish())
    if form.is_submitted():
        queries.administration_for(current_person().id, company_id)
    if form.validate_on_submit():
        try:
            service.invite_colleague(
                company_id,
                email=normalise_email(form.email.data or ""),
                role=CompanyRole(form.role.data),
                edition_slug=current_edition().slug,
                by=current_person().id,
                now=utc_now(),
            )
        except (AlreadyMember, InvitedOften) as refusal:
            form.refuse(refusal)
        else:
            flash(_("Enviamos la invitación a %(email)s.", email=form.email.data), "success")
            return redirect(url_for("companies.member_list", company_id=company_id))
    page = render_template(
        "companies/people.html",
        form=form,
        company=company,
        membership=membership,
        members=queries.members_of(company_id),
        invitations=queries.open_invitations(company_id),
        now=utc_now(),
    )
    return page, 422 if form.is_submitted() else 200


def _wish() -> dict[str, str]:
    """The address of somebody who wants to join, out of the link that told of it."""
    email = unsign(WISH, request.args.get("wish", ""))
    return {"email": email} if isinstance(email, str) else {}


@blueprint.route("/companies/<int:company_id>/people/<int:membership_id>/role", methods=["POST"])
@signed_in
def member_update(company_id: int, membership_id: int) -> ResponseReturnValue:
    """Make a colleague an administrator, or no longer."""
    queries.administration_for(current_person().id, company_id)
    role = CompanyRole.ADMIN if request.form.get("role") == CompanyRole.ADMIN.value else CompanyRole.MEMBER
    service.change_role(membership_id, company_id=company_id, role=role, by=current_person().id, now=utc_now())
    flash(_("Cambiamos su papel en la empresa."), "success")
    return redirect(url_for("companies.member_list", company_id=company_id))


@blueprint.route("/companies/<int:company_id>/people/<int:membership_id>/removal", methods=["POST"])
@signed_in
def member_delete(company_id: int, membership_id: int) -> ResponseReturnValue:
    """Remove a colleague; anybody may leave by themselves."""
    mine = queries.membership_for(current_person().id, company_id)
    if mine.id != membership_id:
        queries.administration_for(current_person().id, company_id)
    service.remove_member(membership_id, company_id=company_id, by=current_person().id, now=utc_now())
    if mine.id == membership_id:
        flash(_("Dejó de actuar por la empresa."), "success")
        return redirect(url_for("companies.company_list"))
    flash(_("Esa persona ya no actúa por la empresa."), "success")
    return redirect(url_for("companies.member_list", company_id=company_id))


@blueprint.route("/companies/<int:company_id>/invitations/<int:invitation_id>/revocation", methods=["POST"])
@signed_in
def revocation_create(company_id: int, invitation_id: int) -> ResponseReturnValue:
    """Make an invitation's link useless."""
    queries.administration_for(current_person().id, company_id)
    service.revoke_invitation(invitation_id, company_id=company_id, by=current_person().id, now=utc_now())
    flash(_("Cancelamos la invitación."), "success")
    return redirect(url_for("companies.member_list", company_id=company_id))


@blueprint.route("/companies/invitations/<token>", methods=["GET", "POST"])
@limited("60/hour")
@public
def acceptance_new(token: str) -> ResponseReturnValue:
    """Accept an invitation: with one click when signed in, else with one's names."""
    invitation = _invitation(token)
    if current_user.is_authenticated:
        return _accept_signed_in(invitation)
    form = NewcomerForm()
    if form.validate_on_submit():
        service.accept_invitation_as_stranger(
            invitation.id,
            given_names=form.given_names.data or "",
            first_surname=form.first_surname.data or "",
            second_surname=form.second_surname.data or None,
            language=locale_name(),
            edition_slug=current_edition().slug,
            now=utc_now(),
        )
        return redirect(url_for("companies.registration_sent_show"))
    return _acceptance_page(form, invitation)


def _accept_signed_in(invitation: CompanyInvitation) -> ResponseReturnValue:
    form, company = AcceptanceForm(), invitation.company
    if form.validate_on_submit():
        try:
            service.accept_invitation(
                invitation.id, person_id=current_person().id, edition_slug=current_edition().slug, now=utc_now()
            )
        except AlreadyMember:
            flash(_("Ya era parte de %(company)s.", company=company.name), "info")
        else:
            flash(_("Ya actúa por %(company)s.", company=company.name), "success")
        return redirect(url_for("companies.company_show", company_id=company.id))
    return _acceptance_page(form, invitation)


def _acceptance_page(form: AcceptanceForm | NewcomerForm, invitation: CompanyInvitation) -> ResponseReturnValue:
    page = render_template("companies/acceptance.html", form=form, invitation=invitation)
    return page, 422 if form.is_submitted() else 200


def _invitation(token: str) -> CompanyInvitation:
    invitation_id = unsign(INVITATION, token)
    invitation = queries.find_invitation(invitation_id) if isinstance(invitation_id, int) else None
    if invitation is None or not service.is_invitation_open(invitation, now=utc_now()):
        raise InvitationOver
    return invitation
