"""The list of badges: who has one, how far it is, and printing those that are ticked."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.badges.enums import BadgeStep, Which
from forum.badges.labels import BADGE_STEPS
from forum.badges.queries.listed import BADGE_SORTS, WantedBadges, list_badges, select_badges
from forum.badges.service import start_print_run
from forum.badges.views.desk import PERMISSION, announce_run, desk
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import N_, locale_name
from forum.core.i18n import gettext as _
from forum.core.listing import Column, Listing, listing_here, status_filter
from forum.core.many import MOST_AT_ONCE
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.editions.queries import list_categories

COLUMNS = (
    Column("name", N_("Persona"), is_fixed=True),
    Column("organisation", N_("Organización")),
    Column("category", N_("Categoría"), width="l"),
    Column("issued", N_("Asignado"), width="l", is_extra=True, is_latest_first=True),
    Column("bin", N_("Caja"), width="s", is_extra=True, is_number=True),
    Column("status", N_("Gafete"), width="m"),
)


def _wanted() -> WantedBadges:
    return WantedBadges(
        text=request.args.get("q", "").strip(),
        category_id=request.args.get("category", type=int),
        step=status_filter(BadgeStep),
    )


def _listing(wanted: WantedBadges) -> Listing:
    query = {"q": wanted.text, "category": wanted.category_id, "status": wanted.step}
    return listing_here("badges", COLUMNS, sorts=BADGE_SORTS, endpoint="badge_desk.holder_list", query=query)


@desk.get("/people")
@requires(PERMISSION)
def holder_list() -> str:
    """Everybody who is approved, with how far their badge is, found by a search."""
    edition, wanted = current_edition(), _wanted()
    listing, categories = _listing(wanted), list_categories(edition.id)
    names = {each.id: each.name(locale_name()) for each in categories}
    words = {
        "q": f"«{wanted.text}»",
        "category": names.get(wanted.category_id or 0),
        "status": str(BADGE_STEPS[wanted.step]) if wanted.step else None,
    }
    return render_template(
        "badges/_holders.html" if is_fragment() else "badges/holders.html",
        listed=list_badges(edition.id, wanted=wanted, order=listing.order, number=page_number()),
        listing=listing,
        chips=listing.filters(words),
        wanted=wanted,
        categories=names,
        steps=BADGE_STEPS,
    )


@desk.post("/people/prints")
@requires(PERMISSION)
def holder_run_create() -> Response:
    """Start a print run of the valid badges of those that are chosen, printed before or not."""
    edition_id, wanted = current_edition().id, _wanted()
    ids = request.form.getlist("id", type=int)[:MOST_AT_ONCE]
    if "all" not in request.form and not ids:
        flash(_("Marque primero a las personas."), "info")
        return redirect(_listing(wanted).url, 303)
    among = select_badges(edition_id, wanted=wanted) if "all" in request.form else ids
    run = start_print_run(
        edition_id, category_id=None, which=Which.ALL, layout=None, among=among, by=current_person().id, now=utc_now()
    )
    announce_run(run)
    return redirect(url_for("badge_desk.print_run_list", _anchor=f"run-{run.id}"), 303)
