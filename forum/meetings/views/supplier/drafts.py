"""A supplier sends or deletes what it wrote before it could ask."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.context import current_company
from forum.meetings import service
from forum.meetings.models import RequestDraft
from forum.meetings.queries.drafts import draft_for
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/drafts/<int:draft_id>/sending", methods=["POST"])
@signed_in
def sending_create(draft_id: int) -> ResponseReturnValue:
    """Send a draft now."""
    draft = _mine(draft_id)
    buyer = draft.requirement.buyer.company.name
    service.send_draft(draft.id, company_id=draft.company_id, by=current_person().id, now=utc_now())
    flash(_("Enviamos su solicitud a %(company)s.", company=buyer), "success")
    return redirect(url_for("meetings.supplier_show"), 303)


@blueprint.route("/drafts/<int:draft_id>/deletion", methods=["POST"])
@signed_in
def draft_delete(draft_id: int) -> ResponseReturnValue:
    """Delete a draft."""
    draft = _mine(draft_id)
    buyer = draft.requirement.buyer.company.name
    service.delete_draft(draft.id, company_id=draft.company_id)
    flash(_("Borramos la solicitud a %(company)s que no se había enviado.", company=buyer), "info")
    return redirect(url_for("meetings.supplier_show"), 303)


def _mine(draft_id: int) -> RequestDraft:
    return draft_for(current_company().company.id, draft_id, edition_id=current_edition().id)
