"""A buyer's folder: all meetings with what each company offers, as PDF and as a sheet; the co-ordinator has it too."""

from io import BytesIO
from pathlib import Path

from flask import Response, current_app

from forum.accounts.context import record_export
from forum.core.access import requires, signed_in
from forum.core.clock import utc_now
from forum.core.filters import date_time, local
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.sheets import XLSX
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.matchmaking.context import current_buyer
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import get_buyer
from forum.meetings.documents.pdf import FolderTitle, folder_pdf
from forum.meetings.documents.sheet import folder_xlsx
from forum.meetings.documents.words import EntryWords, words_of
from forum.meetings.queries.folder import list_folder
from forum.meetings.views.blueprint import blueprint
from forum.printing.fonts import fonts_in


@blueprint.route("/buyer/folder.pdf")
@signed_in
def own_folder_show() -> Response:
    """The buyer's own folder, to print or to read on the way."""
    return _pdf(current_buyer(), with_notes=True)


@blueprint.route("/buyer/folder.xlsx")
@signed_in
def own_folder_sheet_show() -> Response:
    """The same as a sheet."""
    return _xlsx(current_buyer(), with_notes=True)


@blueprint.route("/coordination/buyers/<int:buyer_id>/folder.pdf")
@requires("meetings.coordinate")
def folder_show(buyer_id: int) -> Response:
    """A buyer's folder without the private notes, which are the buyer's company's."""
    return _pdf(_taken_by_staff(buyer_id), with_notes=False)


@blueprint.route("/coordination/buyers/<int:buyer_id>/folder.xlsx")
@requires("meetings.coordinate")
def folder_sheet_show(buyer_id: int) -> Response:
    """The same as a sheet."""
    return _xlsx(_taken_by_staff(buyer_id), with_notes=False)


def _taken_by_staff(buyer_id: int) -> Buyer:
    """The buyer whose folder somebody of the staff takes along, which is written down."""
    edition = current_edition()
    buyer = get_buyer(buyer_id, edition_id=edition.id)
    entries = list_folder(buyer, with_notes=False, today=local(utc_now()).date())
    record_export(N_("Carpeta de un comprador"), people=len(entries), edition_id=edition.id)
    return buyer


def _pdf(buyer: Buyer, *, with_notes: bool) -> Response:
    title = FolderTitle(
        edition=current_edition().name,
        buyer=buyer.person.full_name,
        company=buyer.company.name,
        made=date_time(utc_now()),
    )
    fonts = fonts_in(Path(current_app.static_folder or "") / "dist" / "fonts", "badge")
    file = folder_pdf(title, _entries(buyer, with_notes=with_notes), fonts=fonts)
    return _sent(file, mimetype="application/pdf", ending="pdf")


def _xlsx(buyer: Buyer, *, with_notes: bool) -> Response:
    return _sent(folder_xlsx(_entries(buyer, with_notes=with_notes)), mimetype=XLSX, ending="xlsx")


def _entries(buyer: Buyer, *, with_notes: bool) -> list[EntryWords]:
    today = local(utc_now()).date()
    return [words_of(entry, today=today) for entry in list_folder(buyer, with_notes=with_notes, today=today)]


def _sent(file: BytesIO, *, mimetype: str, ending: str) -> Response:
    name = f"{_('Carpeta').lower()}-{current_edition().slug}.{ending}"
    return send_private(file, mimetype=mimetype, name=name)
