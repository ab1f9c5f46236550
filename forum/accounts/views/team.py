"""The team of an edition: its members, inviting people, revoking roles."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.enums import Role
from forum.accounts.forms import CommitteeForm, TeamInvitationForm
from forum.accounts.queries import grant_in, list_team, second_step_rule
from forum.accounts.service import invite_person, require_second_step, revoke_role, set_committee
from forum.core.access import requires, requires_everywhere
from forum.core.clock import utc_now
from forum.core.edition import current_edition
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name

team = Blueprint("team", __name__, url_prefix="/<edition_slug>/team")


@team.route("")
@requires("accounts.grant")
def member_list() -> str:
    """The team of the edition."""
    rows = list_team(current_edition().id)
    above = {person.id for grant, person, _giver in rows if grant.edition_id is None}
    everywhere = current_person().organises_all
    is_needed, rule, rule_by = second_step_rule() if everywhere else (False, None, None)
    return render_template(
        "accounts/team.html",
        rows=rows,
        everywhere=everywhere,
        above=above,
        is_needed=is_needed,
        rule=rule,
        rule_by=rule_by,
    )


@team.route("/second-step", methods=["POST"])
@requires_everywhere("accounts.grant")
def rule_create() -> Response:
    """Say whether organisers of the site need a second step to sign in."""
    is_needed = bool(request.form.get("needed"))
    require_second_step(is_needed=is_needed, by=current_person().id, now=utc_now())
    flash(
        _("Desde ahora quienes organizan entran con dos pasos.")
        if is_needed
        else _("Desde ahora cada quien decide si entra con dos pasos."),
        "success",
    )
    return redirect(url_for("team.member_list"))


@team.route("/new", methods=["GET", "POST"])
@requires("accounts.grant")
def member_new() -> tuple[str, int] | Response:
    """Invite somebody to the team."""
    everywhere = current_person().organises_all
    form = TeamInvitationForm()
    if not everywhere:
        del form.everywhere
    if invited := form.accepts(
        lambda: invite_person(
            form.email.data,
            name=form.person_name,
            language=form.language.data,
            role=Role(form.role.data),
            everywhere=everywhere and form.everywhere.data,
            edition_id=current_edition().id,
            edition_name=current_edition().name,
            next_path=url_for("account.start_show"),
            by=current_person().id,
            now=utc_now(),
        )
    ):
        name = invited.result.full_name
        flash(_("Invitamos a %(name)s. Enviamos un correo con su enlace para entrar.", name=name), "success")
        return redirect(url_for("team.member_list"))
    return render_template("accounts/team_new.html", form=form), form.status


@team.route("/<int:grant_id>/committee", methods=["GET", "POST"])
@requires("accounts.grant")
def committee_edit(grant_id: int) -> tuple[str, int] | Response:
    """Say for which committee somebody works."""
    edition = current_edition()
    grant, person = grant_in(grant_id, edition_id=edition.id)
    form = CommitteeForm(obj=grant)
    form.offer(edition.committee_names(locale_name()), former=grant.committee)
    if form.accepts(lambda: set_committee(grant_id, edition_id=edition.id, committee=form.committee.data or "")):
        flash(_("Guardamos el comité de %(name)s.", name=person.full_name), "success")
        return redirect(url_for("team.member_list"))
    return render_template("accounts/team_committee.html", form=form, grant=grant, person=person), form.status


@team.route("/<int:grant_id>/revocation", methods=["POST"])
@requires("accounts.grant")
def revocation_create(grant_id: int) -> Response:
    """Revoke a role."""
    revoke_role(
        grant_id,
        edition_id=current_edition().id,
        everywhere=current_person().organises_all,
        by=current_person().id,
        now=utc_now(),
    )
    flash(_("Quitamos esa función."), "success")
    return redirect(url_for("team.member_list"))
