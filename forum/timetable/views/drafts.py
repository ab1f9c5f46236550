"""The drafts of an edition, one of them, its meetings and what it leaves out."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.queries import get_person
from forum.companies.labels import STRATA
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.listing import Column, listing_here, status_filter
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.scheduling.problem import Reason
from forum.timetable.context import current_draft, figures_shown
from forum.timetable.enums import Change
from forum.timetable.labels import CHANGES, CLASSES, COSTS, REASONS, reason_words
from forum.timetable.queries.fairness import list_shares
from forum.timetable.queries.pairs import pairs_of_edits
from forum.timetable.queries.plannings import list_plannings
from forum.timetable.queries.proposals import (
    LEFT_SORTS,
    MEETING_SORTS,
    count_changes,
    count_reasons,
    count_topics,
    list_draft_day,
    list_draft_meetings,
    list_drafts,
    list_edits,
    list_left_out,
    list_left_out_of,
)
from forum.timetable.queries.stale import list_stale, list_stale_ids
from forum.timetable.rules.fairness import Group, fairness_of
from forum.timetable.rules.planning import UNDER_WAY
from forum.timetable.views.blueprint import blueprint

MEETING_COLUMNS = (
    Column("company", N_("Proveedor"), is_fixed=True),
    Column("buyer", N_("Comprador")),
    Column("when", N_("Cuándo"), width="l"),
    Column("table", N_("Dónde"), width="l"),
    Column("change", N_("Cambio"), width="m"),
)
LEFT_COLUMNS = (
    Column("company", N_("Proveedor"), is_fixed=True),
    Column("buyer", N_("Comprador")),
    Column("requirement", N_("Requerimiento")),
    Column("why", N_("Por qué"), width="xl"),
)


@blueprint.route("")
@requires("meetings.coordinate")
def timetable_list() -> ResponseReturnValue:
    """The drafts, the latest first, and above them what is being planned, which asks for itself again."""
    edition = current_edition()
    plannings = list_plannings(edition.id, now=utc_now())
    page = list_drafts(edition.id, number=page_number())
    return render_template(
        "timetable/_list.html" if is_fragment() else "timetable/list.html",
        edition=edition,
        plannings=plannings,
        is_waiting=any(each.state in UNDER_WAY for each in plannings),
        page=page.showing([(each, figures_shown(each)) for each in page.rows]),
        stale_ids=list_stale_ids([each.id for each in page.rows]),
    )


@blueprint.route("/<int:timetable_id>")
@requires("meetings.coordinate")
def timetable_show(timetable_id: int) -> ResponseReturnValue:
    """A draft: its figures, and how its meetings are spread among companies."""
    draft = current_draft(timetable_id)
    edits = list_edits(draft.id)
    fairness, stale = fairness_of(list_shares(draft.id)), list_stale(draft.id)
    return render_template(
        "timetable/show.html",
        draft=draft,
        figures=figures_shown(draft),
        classes=CLASSES,
        costs=COSTS,
        changes=count_changes(draft.id),
        reasons=count_reasons(draft.id),
        topics=count_topics(draft.id),
        edits=edits,
        pairs=pairs_of_edits(edits),
        stale=stale,
        stale_ids={draft.id} if stale else set(),
        fairness=fairness,
        strata=_in_words(fairness.strata),
    )


def _in_words(strata: object) -> list[tuple[str, Group]]:
    """The groups by size, in the order of the sizes."""
    assert isinstance(strata, dict)
    known = [(str(label), strata[each.value]) for each, label in STRATA.items() if each.value in strata]
    return [*known, (_("Sin tamaño registrado"), strata[""])] if "" in strata else known


@blueprint.route("/<int:timetable_id>/meetings")
@requires("meetings.coordinate")
def draft_meeting_list(timetable_id: int) -> ResponseReturnValue:
    """The meetings of a draft."""
    draft, change, text = current_draft(timetable_id), status_filter(Change), _text()
    endpoint, query = "timetable.draft_meeting_list", {"timetable_id": draft.id, "q": text, "status": change}
    listing = listing_here("draft_meetings", MEETING_COLUMNS, sorts=MEETING_SORTS, endpoint=endpoint, query=query)
    return render_template(
        "timetable/_meetings.html" if is_fragment() else "timetable/meetings.html",
        draft=draft,
        listing=listing,
        listed=list_draft_meetings(draft.id, change=change, text=text, order=listing.order, number=page_number()),
        chips=listing.filters({"q": f"«{text}»", "status": str(CHANGES[change]) if change else None}),
        text=text,
        statuses=CHANGES,
        status_chosen=change,
    )


@blueprint.route("/<int:timetable_id>/left-out")
@requires("meetings.coordinate")
def left_out_list(timetable_id: int) -> ResponseReturnValue:
    """What a draft leaves out, and why, in words."""
    draft, reason, text = current_draft(timetable_id), status_filter(Reason), _text()
    endpoint, query = "timetable.left_out_list", {"timetable_id": draft.id, "q": text, "status": reason}
    listing = listing_here("left_out", LEFT_COLUMNS, sorts=LEFT_SORTS, endpoint=endpoint, query=query)
    listed = list_left_out(draft.id, reason=reason, text=text, order=listing.order, number=page_number())
    return render_template(
        "timetable/_left_out.html" if is_fragment() else "timetable/left_out.html",
        draft=draft,
        listing=listing,
        listed=listed.showing([(row, reason_words(row.DraftLeftOut)) for row in listed.rows]),
        chips=listing.filters({"q": f"«{text}»", "status": str(REASONS[reason]) if reason else None}),
        text=text,
        statuses=REASONS,
        status_chosen=reason,
        counts=count_reasons(draft.id),
    )


@blueprint.route("/<int:timetable_id>/people/<int:person_id>")
@requires("meetings.coordinate")
def draft_day_show(timetable_id: int, person_id: int) -> ResponseReturnValue:
    """What a draft gives one person, in order of time, and what it leaves out of theirs, and why."""
    draft = current_draft(timetable_id)
    meetings, left_out = list_draft_day(draft.id, person_id), list_left_out_of(draft.id, person_id)
    if not meetings and not left_out:
        raise NotFound
    return render_template(
        "timetable/day.html",
        draft=draft,
        person=get_person(person_id),
        meetings=meetings,
        left_out=[(row, reason_words(row.DraftLeftOut)) for row in left_out],
    )


def _text() -> str:
    return request.args.get("q", "").strip()
