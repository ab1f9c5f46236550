"""The desk's list of registrations: searched, filtered, sorted, exported."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response as FlaskResponse
from flask import render_template, request

from forum.accounts.context import record_export
from forum.core.access import requires
from forum.core.downloads import send_csv
from forum.core.i18n import N_, locale_name
from forum.core.listing import Column, Listing, listing_here
from forum.core.paging import Page, page_number, pages_of
from forum.core.sheets import XLSX, xlsx_file
from forum.core.web import is_fragment, send_private
from forum.editions.context import current_edition
from forum.editions.models import Category
from forum.editions.queries import list_categories
from forum.registration.context import added_columns, address_of, list_links, more_asked, wanted_here
from forum.registration.documents import headings, rows
from forum.registration.enums import RegistrationStatus
from forum.registration.labels import STATUSES
from forum.registration.queries import (
    PAGE,
    SORTS,
    Wanted,
    kept_status_counts,
    list_registrations,
    search_registrations,
)
from forum.registration.views.blueprints import registration_desk
from forum.registration.views.desk_rows import desk_rows

COLUMNS = (
    Column("name", N_("Persona"), is_fixed=True),
    Column("organisation", N_("Organización")),
    Column("category", N_("Categoría"), width="m"),
    Column("date", N_("Fecha de registro"), width="l", is_extra=True, is_latest_first=True),
    Column("status", N_("Estado"), width="m"),
)
SHEET_OF_REGISTRATIONS = N_("Lista de registros")
MOST_PAGES = 1_000_000
"""Beyond it no database counts."""


def listing_of(wanted: Wanted) -> Listing:
    """The desk's list of these registrations, sorted and with the columns as the address asks for it."""
    return listing_here(
        "registrations",
        COLUMNS,
        sorts=SORTS,
        endpoint="registration_desk.registration_list",
        query=address_of(wanted),
    )


@registration_desk.route("")
@requires("registration.review")
def registration_list() -> str:
    """The registrations, the latest first or sorted by a column."""
    edition, wanted = current_edition(), wanted_here()
    listing = listing_of(wanted)
    categories = list_categories(edition.id)
    counts = {} if is_fragment() else kept_status_counts(edition.id)
    page, more = _page(edition.id, wanted, listing, counts)
    shown: dict[str, Any] = {
        "rows": desk_rows(page.rows, listing.shown),
        "page": page,
        "more": more,
        "wanted": wanted,
        "listing": listing,
        "chips": listing.filters(_in_words(wanted, categories)),
        "address": address_of(wanted),
        # domains above do not know the filter by an answer: they would do to everybody what is meant for these
        "list_links": [] if wanted.answer else list_links(edition.id, address_of(wanted)),
    }
    if is_fragment():
        return render_template("registration/desk/_list.html", **shown)
    return render_template(
        "registration/desk/list.html",
        **shown,
        statuses=STATUSES,
        counts=counts,
        categories=categories,
        answers=more_asked().choices(edition),
    )


def _page(
    edition_id: int, wanted: Wanted, listing: Listing, counts: Mapping[RegistrationStatus, int]
) -> tuple[Page[Any], int | None]:
    """The page that the address asks for, and the registration behind which the next one begins.

    Who goes on from a page continues behind its last line, whatever was registered meanwhile; its number is only said.
    """
    before, number = request.args.get("before", type=int), max(1, page_number())
    found, more, total = _rows(edition_id, wanted, listing, counts, before=before, number=number)
    if not found and total and before is None:  # past the end
        number = pages_of(total, PAGE)
        found, more, total = _rows(edition_id, wanted, listing, counts, before=None, number=number)
    return Page(found, number, max(pages_of(total, PAGE), number), total), more


def _rows(
    edition_id: int,
    wanted: Wanted,
    listing: Listing,
    counts: Mapping[RegistrationStatus, int],
    *,
    before: int | None,
    number: int,
) -> tuple[Sequence[Any], int | None, int]:
    skip = 0 if before is not None else min(number - 1, MOST_PAGES) * PAGE
    if counts and not wanted.text and wanted.category_id is None and wanted.among is None:
        page = list_registrations(edition_id, wanted=wanted, order=listing.order, before=before, skip=skip)
        return *page, _counted(wanted, counts)
    return search_registrations(edition_id, wanted=wanted, order=listing.order, before=before, skip=skip)


def _in_words(wanted: Wanted, categories: Sequence[Category]) -> dict[str, str | None]:
    """The filters as they are read."""
    named = {each.id: each.name(locale_name()) for each in categories}
    return {
        "q": f"«{wanted.text}»" if wanted.text else None,
        "category": named.get(wanted.category_id or 0),
        "status": str(STATUSES[wanted.status]) if wanted.status else None,
        "answer": _answer_in_words(wanted.answer) if wanted.answer else None,
    }


def _answer_in_words(answer: str) -> str | None:
    choices = (each for _, choices in more_asked().choices(current_edition()) for each in choices)
    return next((words for value, words in choices if value == answer), None)


def _counted(wanted: Wanted, counts: Mapping[RegistrationStatus, int]) -> int:
    """Number of registrations in the status that was asked for, or in any."""
    return sum(counts.values()) if wanted.status is None else counts.get(wanted.status, 0)


@registration_desk.route("/export.csv")
@requires("registration.review")
def export_show() -> FlaskResponse:
    """The registrations of the list as CSV, for other programs."""
    edition, added = current_edition(), added_columns()
    found = list(rows(edition, added, wanted=wanted_here()))
    record_export(SHEET_OF_REGISTRATIONS, people=len(found), edition_id=edition.id)
    return send_csv(headings(edition, added), found, name=f"registros-{edition.slug}.csv")


@registration_desk.route("/export.xlsx")
@requires("registration.review")
def workbook_show() -> FlaskResponse:
    """The registrations of the list as an Excel file."""
    edition, added = current_edition(), added_columns()
    found = list(rows(edition, added, wanted=wanted_here()))
    record_export(SHEET_OF_REGISTRATIONS, people=len(found), edition_id=edition.id)
    file = xlsx_file(headings(edition, added), found)
    return send_private(file, mimetype=XLSX, name=f"registros-{edition.slug}.xlsx")
