"""The people who act for a company, and invitations to."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forum.accounts.context import current_person
from forum.accounts.rules import normalise_email
from forum.companies import service
from forum.companies.context import staff_badges_of, supplier_part_of
from forum.companies.enums import CompanyRole
from forum.companies.errors import AlreadyMember, InvitationOver
from forum.companies.forms.people import ColleagueInvitationForm, JoinForm, NewcomerForm, RemovalForm
from forum.companies.models import CompanyInvitation, Membership
from forum.companies.queries.people import (
    SupplierPart,
    administration_for,
    find_invitation,
    member_of,
    members_of,
    membership_for,
    open_invitations,
)
from forum.companies.views.blueprint import blueprint
from forum.core.access import public, signed_in
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.limits import limited
from forum.core.tokens import unsign
from forum.editions.context import current_edition

INVITATION, WISH = "company-invitation", "company-wish"
CANCEL = "cancel"


@blueprint.route("/companies/<int:company_id>/people", methods=["GET", "POST"])
@signed_in
def member_list(company_id: int) -> ResponseReturnValue:
    """Colleagues and open invitations; administrators invite here."""
    membership = membership_for(current_person().id, company_id)
    company = membership.company
    form = ColleagueInvitationForm(data=_wished())
    if form.is_submitted():
        administration_for(current_person().id, company_id)
    if form.accepts(
        lambda: service.invite_colleague(
            company_id,
            email=normalise_email(form.email.data),
            role=CompanyRole(form.role.data),
            edition_slug=current_edition().slug,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Enviamos la invitación a %(email)s.", email=form.email.data), "success")
        return redirect(url_for("companies.member_list", company_id=company_id))
    page = render_template(
        "companies/people.html",
        form=form,
        company=company,
        membership=membership,
        members=members_of(company_id),
        invitations=open_invitations(company_id),
        now=utc_now(),
    )
    return page, form.status


def _wished() -> dict[str, str]:
    """The address of somebody who wants to join, taken from the link in the mail about it."""
    email = unsign(WISH, request.args.get("wish", ""))
    return {"email": email} if isinstance(email, str) else {}


@blueprint.route("/companies/<int:company_id>/people/<int:membership_id>/role", methods=["POST"])
@signed_in
def member_update(company_id: int, membership_id: int) -> ResponseReturnValue:
    """Change the role of a colleague."""
    administration_for(current_person().id, company_id)
    role = CompanyRole.ADMIN if request.form.get("role") == CompanyRole.ADMIN.value else CompanyRole.MEMBER
    service.change_role(membership_id, company_id=company_id, role=role, by=current_person().id, now=utc_now())
    flash(_("Cambiamos su función en la empresa."), "success")
    return redirect(url_for("companies.member_list", company_id=company_id))


@blueprint.route("/companies/<int:company_id>/people/<int:membership_id>/removal", methods=["GET", "POST"])
@signed_in
def member_delete(company_id: int, membership_id: int) -> ResponseReturnValue:
    """Remove a colleague, after a question; all members may remove themselves."""
    mine = membership_for(current_person().id, company_id)
    if mine.id != membership_id:
        administration_for(current_person().id, company_id)
    member = member_of(company_id, membership_id)
    editions = staff_badges_of(member.person_id, company_id=company_id)
    part = supplier_part_of(member.person_id, company_id=company_id)
    form = _removal_form(member, has_badges=bool(editions), part=part)
    if form.accepts(lambda: _remove(member, form)):
        if mine.id == membership_id:
            flash(_("Usted ya no representa a la empresa."), "success")
            return redirect(url_for("companies.company_list"))
        flash(_("Esa persona ya no representa a la empresa."), "success")
        return redirect(url_for("companies.member_list", company_id=company_id))
    page = render_template(
        "companies/removal.html",
        form=form,
        company=membership_for(current_person().id, company_id).company,  # read again: a refusal lets go of it
        person=member_of(company_id, membership_id).person,
        editions=editions,
        part=part,
        clash=form.refusal.params.get("meeting_ids", ()) if form.refusal else (),
    )
    return page, form.status


def _removal_form(member: Membership, *, has_badges: bool, part: SupplierPart) -> RemovalForm:
    """The form with the questions that there are."""
    form = RemovalForm()
    others = [each.person for each in members_of(member.company_id) if each.id != member.id]
    takers = [
        (str(person.id), _("Pasarlas a %(name)s", name=person.full_name))
        for person in others
        if person.disabled_at is None
    ]
    form.meetings.choices = options([*takers, (CANCEL, _("Cancelarlas; avisamos a los compradores"))])
    if not has_badges:
        del form.badges
    if not part.meetings and not part.requests:
        del form.meetings
    if not part.meetings:
        del form.colliding
    return form


def _remove(member: Membership, form: RemovalForm) -> None:
    taker = form.meetings.data if "meetings" in form else CANCEL
    leaving = service.Leaving(
        takes_badges="badges" in form and form.badges.data == "take",
        successor_id=None if taker == CANCEL else int(taker),
        cancels_colliding="colliding" in form and form.colliding.data == CANCEL,
    )
    service.remove_member(
        member.id, company_id=member.company_id, leaving=leaving, by=current_person().id, now=utc_now()
    )


@blueprint.route("/companies/<int:company_id>/invitations/<int:invitation_id>/revocation", methods=["POST"])
@signed_in
def revocation_create(company_id: int, invitation_id: int) -> ResponseReturnValue:
    """Revoke an invitation."""
    administration_for(current_person().id, company_id)
    service.revoke_invitation(invitation_id, company_id=company_id, by=current_person().id, now=utc_now())
    flash(_("Cancelamos la invitación."), "success")
    return redirect(url_for("companies.member_list", company_id=company_id))


@blueprint.route("/companies/invitations/<token>", methods=["GET", "POST"])
@limited("60/hour")
@public
def acceptance_new(token: str) -> ResponseReturnValue:
    """Accept an invitation: with one click when signed in, otherwise with one's name."""
    invitation = _open_invitation(token)
    if current_user.is_authenticated:
        return _accept_signed_in(invitation)
    form = NewcomerForm()
    if form.accepts(
        lambda: service.accept_invitation_as_stranger(
            invitation.id,
            name=form.person_name,
            language=locale_name(),
            edition_slug=current_edition().slug,
            now=utc_now(),
        )
    ):
        return redirect(url_for("companies.registration_sent_show"))
    if form.refusal:
        invitation = _open_invitation(token)
    return render_template("companies/acceptance.html", form=form, invitation=invitation), form.status


def _accept_signed_in(invitation: CompanyInvitation) -> ResponseReturnValue:
    form, company = JoinForm(), invitation.company
    joined = form.accepts(
        lambda: service.accept_invitation(
            invitation.id, person_id=current_person().id, edition_slug=current_edition().slug, now=utc_now()
        )
    )
    if joined:
        flash(_("Ahora representa a %(company)s.", company=company.name), "success")
    elif isinstance(form.refusal, AlreadyMember):
        flash(_("Usted ya representaba a %(company)s.", company=company.name), "info")
    else:
        return render_template("companies/acceptance.html", form=form, invitation=invitation), form.status
    return redirect(url_for("companies.company_show", company_id=company.id))


def _open_invitation(token: str) -> CompanyInvitation:
    invitation_id = unsign(INVITATION, token)
    invitation = find_invitation(invitation_id) if isinstance(invitation_id, int) else None
    if invitation is None or not service.is_invitation_open(invitation, now=utc_now()):
        raise InvitationOver
    return invitation
