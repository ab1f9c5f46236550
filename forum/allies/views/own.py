"""The page of an ally for those who represent it."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.allies.context import sections_of
from forum.allies.queries import blocks_of, list_contacts, list_members, list_withdrawn
from forum.allies.service import hand_over_contacts
from forum.companies.context import answer_claim_as_asked
from forum.companies.labels import SECTORS
from forum.companies.queries.affiliations import allies_of_person, ally_for, asked_by, open_claims_of
from forum.companies.queries.allies import ally_with_codes
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.downloads import send_csv
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.core.phones import display_phone
from forum.core.sheets import XLSX, xlsx_file
from forum.core.web import send_private
from forum.editions.context import current_edition

blueprint = Blueprint("allies", __name__, url_prefix="/<edition_slug>/partner")


@blueprint.get("")
@signed_in
def ally_list() -> ResponseReturnValue:
    """The allies the current person represents; of one, its page."""
    allies = allies_of_person(current_person().id)
    if not allies:
        raise NotFound
    if len(allies) == 1:
        return redirect(url_for("allies.ally_show", ally_id=allies[0].id))
    return render_template("allies/list.html", allies=allies)


@blueprint.get("/<int:ally_id>")
@signed_in
def ally_show(ally_id: int) -> str:
    """The figures of its members, its codes and reserved places, and what companies ask it to confirm."""
    ally, edition, now = ally_for(current_person().id, ally_id), current_edition(), utc_now()
    claims = open_claims_of(ally_id)
    return render_template(
        "allies/show.html",
        ally=ally,
        sections=sections_of(ally_id, edition, now=now),
        codes=ally_with_codes(ally_id, edition_id=edition.id)[1],
        blocks=blocks_of(ally_id, edition_id=edition.id),
        claims=claims,
        people=asked_by(claims),
        answer=lambda claim_id: url_for("allies.claim_update", ally_id=ally_id, claim_id=claim_id),
        contacts=len(list_contacts(ally_id, edition_id=edition.id)),
        withdrawn=list_withdrawn(ally_id),
        now=now,
    )


@blueprint.post("/<int:ally_id>/claims/<int:claim_id>")
@signed_in
def claim_update(ally_id: int, claim_id: int) -> ResponseReturnValue:
    """Confirm that a company belongs to the ally, or not."""
    ally_for(current_person().id, ally_id)
    answer_claim_as_asked(claim_id, ally_id=ally_id)
    return redirect(url_for("allies.ally_show", ally_id=ally_id))


@blueprint.post("/<int:ally_id>/contacts")
@signed_in
def contacts_create(ally_id: int) -> Response:
    """The contacts of those who let the ally have them, as an Excel file; each is on record as handed over."""
    ally = ally_for(current_person().id, ally_id)
    contacts = hand_over_contacts(ally, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    headings = [_("Nombre"), _("Organización"), _("Puesto"), _("Correo"), _("Celular")]
    rows = [[each.name, each.organisation, each.position, each.email, display_phone(each.phone)] for each in contacts]
    return send_private(xlsx_file(headings, rows), mimetype=XLSX, name=f"{_('contactos')}.xlsx")


@blueprint.get("/<int:ally_id>/members.xlsx")
@signed_in
def members_workbook_show(ally_id: int) -> Response:
    """The member companies as an Excel file: what is public of them, nothing of their people."""
    headings, rows = _sheet(ally_id)
    return send_private(xlsx_file(headings, rows), mimetype=XLSX, name=f"{_('afiliados')}.xlsx")


@blueprint.get("/<int:ally_id>/members.csv")
@signed_in
def members_text_show(ally_id: int) -> Response:
    """The member companies as CSV."""
    headings, rows = _sheet(ally_id)
    return send_csv(headings, rows, name=f"{_('afiliados')}.csv")


def _sheet(ally_id: int) -> tuple[list[str], list[list[str]]]:
    ally = ally_for(current_person().id, ally_id)
    headings = [
        _("Empresa"), _("Razón social"), _("RFC"), _("Sector"), _("Municipio"), _("Registradas"), _("Aprobadas"),
        _("Con stand"),
    ]  # fmt: skip
    rows = [
        [
            each.name,
            each.legal_name,
            each.shown_rfc,
            str(SECTORS[each.sector]),
            each.municipality,
            *(_("Sí") if is_so else _("No") for is_so in (each.registered, each.approved, each.has_stand)),
        ]
        for each in list_members(ally.id, edition_id=current_edition().id, now=utc_now())
    ]
    return headings, rows
