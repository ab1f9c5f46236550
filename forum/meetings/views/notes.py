"""What a company notes of another one: written on the page of the company and on those of its meetings."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies.models import Company
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.database import found
from forum.core.i18n import gettext as _
from forum.core.web import page_address
from forum.editions.context import current_edition
from forum.meetings import service
from forum.meetings.context import current_viewer
from forum.meetings.forms.meetings import NoteForm
from forum.meetings.queries.notes import find_note
from forum.meetings.queries.suppliers import get_company_among
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/companies/<int:company_id>/note", methods=["GET", "POST"])
@signed_in
def note_edit(company_id: int) -> ResponseReturnValue:
    """Write a note; a page of its own where it comes back to be mended."""
    viewer = current_viewer(acting_for=request.args.get("company", type=int))
    owner_id, company = found(viewer.owner_id), get_company_among(company_id, viewer.among)
    shown = note_shown(company_id, owner_id=owner_id, is_sent=True)
    form, by = shown["note_form"], current_person().id
    if form.accepts(
        lambda: service.write_note(
            company_id, form.text.data, owner_id=owner_id, edition_id=current_edition().id, by=by, now=utc_now()
        )
    ):
        flash(_("Guardamos su nota sobre %(company)s.", company=company.name), "success")
        return redirect(_page_of(company), 303)
    return render_template("meetings/note.html", company=company, **shown), form.status


def note_shown(company_id: int, *, owner_id: int | None, is_sent: bool = False) -> dict[str, Any]:
    """What `meetings/_note.html` shows of a company: the note and its form; nothing to those who keep no notes."""
    if owner_id is None:
        return {}
    edition_id = current_edition().id
    note = find_note(company_id, owner_id=owner_id, edition_id=edition_id)
    sent = {} if is_sent else {"formdata": None}
    subject = f"note {edition_id} {owner_id} {company_id}"
    form = NoteForm(data={"text": "" if note is None else note.text}, subject=subject, **sent)
    return {"note": note, "note_form": form, "note_owner_id": owner_id}


def _page_of(company: Company) -> str:
    """The page the form was on, or the company's where that was the form's own."""
    address = page_address("/")
    profile = url_for("meetings.company_show", company_id=company.id)
    return profile if address.partition("?")[0] == request.path else address
