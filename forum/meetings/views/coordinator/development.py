"""What suppliers lacked, followed through the year: the list, one thing, its sheets, and who helps."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.companies.enums import Stratum
from forum.companies.labels import STRATA
from forum.companies.rules.certificates import STANDARDS
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.downloads import send_csv
from forum.core.filters import date_time
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name, ngettext
from forum.core.labels import word_of
from forum.core.listing import status_filter
from forum.core.paging import page_number
from forum.core.sheets import XLSX, xlsx_file
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.meetings.enums import HelpKind, Lacking, LackState
from forum.meetings.forms.development import HelperForm, LackForm
from forum.meetings.labels import LACK_STATES, LACKINGS
from forum.meetings.models import LackEvent, LackHelper, SupplierLack
from forum.meetings.queries import development as lacks
from forum.meetings.queries.development import Wanted
from forum.meetings.queries.lacking import process_names
from forum.meetings.rules.development import lack_of
from forum.meetings.rules.lacking import name_of
from forum.meetings.service import development as service
from forum.meetings.views.blueprint import blueprint


@blueprint.get("/coordination/lacking")
@requires("meetings.coordinate")
def lack_list() -> str:
    """What is followed, by company, with how much of it is closed."""
    edition, wanted, processes = current_edition(), _wanted(), process_names(locale_name())
    listed = lacks.list_followed(edition.id, wanted, number=page_number())
    return render_template(
        "meetings/lacks.html",
        listed=listed.showing([(each, _name(each, processes)) for each in listed.rows]),
        places=lacks.municipalities_of([each.company_id for each in listed.rows]),
        progress=lacks.progress_of(edition.id),
        wanted=wanted,
        query=_query(wanted),
        states=LACK_STATES,
        filters=_filters(edition.id, wanted, processes),
    )


@blueprint.post("/coordination/lacking/following")
@requires("meetings.coordinate")
def lack_following_create() -> ResponseReturnValue:
    """Begin to follow what suppliers lacked, or add what they lack since."""
    number = service.follow_lacks(current_edition().id, by=current_person().id, now=utc_now())
    flash(
        ngettext("Agregamos %(num)s pendiente al seguimiento.", "Agregamos %(num)s pendientes al seguimiento.", number),
        "success",
    )
    return redirect(url_for("meetings.lack_list"), 303)


@blueprint.route("/coordination/lacking/<int:supplier_lack_id>", methods=["GET", "POST"])
@requires("meetings.coordinate")
def lack_edit(supplier_lack_id: int) -> ResponseReturnValue:
    """Write down how far one thing is; its history."""
    edition_id = current_edition().id
    lack = lacks.get_lack(supplier_lack_id, edition_id=edition_id)
    company = lack.company.name
    form = LackForm(obj=lack)
    if form.accepts(lambda: _change(lack, form)):
        flash(_("Guardamos el estado de %(company)s.", company=company), "success")
        return redirect(url_for("meetings.lack_list"), 303)
    page = render_template(
        "meetings/lack.html",
        form=form,
        lack=lack,
        name=_name(lack, process_names(locale_name())),
        history=history_of(LackEvent, lack_id=lack.id),
    )
    return page, form.status


@blueprint.get("/coordination/lacking.xlsx")
@requires("meetings.coordinate")
def lack_workbook_show() -> Response:
    """The list as an Excel file."""
    return send_private(xlsx_file(*_sheet()), mimetype=XLSX, name=_file("xlsx"))


@blueprint.get("/coordination/lacking.csv")
@requires("meetings.coordinate")
def lack_text_show() -> Response:
    """The list as CSV."""
    return send_csv(*_sheet(), name=_file("csv"))


@blueprint.get("/coordination/helpers")
@requires("meetings.coordinate")
def helper_list() -> str:
    """Who helps suppliers with what they lack."""
    names = _covered_names()
    helpers = lacks.list_helpers(current_edition().id)
    return render_template(
        "meetings/helpers.html",
        helpers=[(each, sorted(names.get(thing, thing) for thing in each.covers)) for each in helpers],
    )


@blueprint.route("/coordination/helpers/new", methods=["GET", "POST"])
@requires("meetings.coordinate")
def helper_new() -> ResponseReturnValue:
    """Add who helps."""
    form = _helper_form()
    if form.accepts(lambda: service.add_helper(current_edition().id, **_told(form))):
        return _saved(form)
    return render_template("meetings/helper.html", form=form, helper=None), form.status


@blueprint.route("/coordination/helpers/<int:lack_helper_id>", methods=["GET", "POST"])
@requires("meetings.coordinate")
def helper_edit(lack_helper_id: int) -> ResponseReturnValue:
    """Change who helps, or with what."""
    helper = lacks.get_helper(lack_helper_id, edition_id=current_edition().id)
    form = _helper_form(helper)
    if form.accepts(lambda: service.change_helper(helper.id, edition_id=helper.edition_id, **_told(form))):
        return _saved(form)
    return render_template("meetings/helper.html", form=form, helper=helper), form.status


@blueprint.post("/coordination/helpers/<int:lack_helper_id>/removal")
@requires("meetings.coordinate")
def helper_delete(lack_helper_id: int) -> ResponseReturnValue:
    """Take one out of the list."""
    service.remove_helper(lack_helper_id, edition_id=current_edition().id)
    flash(_("Quitamos la organización de la lista."), "success")
    return redirect(url_for("meetings.helper_list"), 303)


def _wanted() -> Wanted:
    """What of the list the address asks for."""
    return Wanted(
        state=status_filter(LackState),
        what=status_filter(Lacking, "what"),
        thing=request.args.get("thing", ""),
        municipality=request.args.get("municipality", ""),
        stratum=status_filter(Stratum, "stratum"),
        claimed=request.args.get("claimed") == "1",
    )


def _filters(
    edition_id: int, wanted: Wanted, processes: dict[int, str]
) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """Each filter of the list: its label, its name in the address, what is chosen, and what can be."""
    places = [(name, name) for name in lacks.list_places(edition_id)]
    kinds = [(each.value, str(label)) for each, label in LACKINGS.items()]
    strata = [(each.value, str(label)) for each, label in STRATA.items()]
    return [
        (_("Qué faltó"), "what", wanted.what or "", kinds),
        (_("Cuál"), "thing", wanted.thing, _things(edition_id, processes)),
        (_("Municipio"), "municipality", wanted.municipality, places),
        (_("Estrato"), "stratum", wanted.stratum or "", strata),
    ]


def _query(wanted: Wanted) -> dict[str, str]:
    named = {
        "status": wanted.state,
        "what": wanted.what,
        "thing": wanted.thing,
        "municipality": wanted.municipality,
        "stratum": wanted.stratum,
        "claimed": "1" if wanted.claimed else "",
    }
    return {name: str(value) for name, value in named.items() if value}


def _name(lack: SupplierLack, processes: dict[int, str]) -> str:
    return name_of(lack_of(lack.what, lack.thing), processes)


def _things(edition_id: int, processes: dict[int, str]) -> list[tuple[str, str]]:
    """The things of the filter, each once: a process may be lacking in two ways."""
    named = {thing: name_of(lack_of(what, thing), processes) for what, thing in lacks.list_things(edition_id)}
    return sorted(named.items(), key=lambda each: each[1])


def _change(lack: SupplierLack, form: LackForm) -> None:
    service.change_lack(
        lack.id,
        edition_id=lack.edition_id,
        state=LackState(form.state.data),
        note=form.note.data or "",
        by=current_person().id,
        now=utc_now(),
    )


def _sheet() -> tuple[list[str], list[list[str]]]:
    edition, processes = current_edition(), process_names(locale_name())
    rows = lacks.list_all_followed(edition.id, _wanted())
    places = lacks.municipalities_of([each.company_id for each in rows])
    headings = [
        _("Empresa"), _("RFC"), _("Municipio"), _("Estrato"), _("Qué faltó"), _("Cuál"), _("Estado"), _("Nota"),
        _("Desde"), _("Por"), _("La empresa dice que ya lo tiene"),
    ]  # fmt: skip
    return headings, [_cells(each, _name(each, processes), places.get(each.company_id, "")) for each in rows]


def _cells(lack: SupplierLack, name: str, place: str) -> list[str]:
    company = lack.company
    return [
        company.name,
        company.rfc or "",
        place,
        word_of(company.stratum) if company.stratum else "",
        word_of(lack.what),
        name,
        word_of(lack.state),
        lack.note,
        date_time(lack.changed_at),
        lack.changed_by.full_name if lack.changed_by else "",
        date_time(lack.claimed_at) if lack.claimed_at else "",
    ]


def _file(ending: str) -> str:
    return f"{_('pendientes')}-{current_edition().slug}.{ending}"


def _families() -> list[tuple[str, str]]:
    names = process_names(locale_name())
    families = [id for id, parent in lacks.parents_of_processes().items() if parent is None]
    return sorted(((str(id), names[id]) for id in families), key=lambda each: each[1])


def _covered_names() -> dict[str, str]:
    """What is covered, in words, by how it is kept."""
    return {**{each.code: each.name for each in STANDARDS}, **dict(_families())}


def _helper_form(helper: LackHelper | None = None) -> HelperForm:
    families = _families()
    covers: Sequence[str] = helper.covers if helper else ()
    known = {value for value, _name in families}
    stored = {
        "organisation": helper.organisation if helper else None,
        "kind": helper.kind.value if helper else HelpKind.ADVICE.value,
        "page": helper.page if helper else None,
        "standards": [each for each in covers if each not in known],
        "processes": [each for each in covers if each in known],
    }
    form = HelperForm(data=stored)
    form.offer([(each.code, each.name) for each in STANDARDS], families)
    return form


def _told(form: HelperForm) -> dict[str, Any]:
    return {
        "organisation": form.organisation.data or "",
        "kind": HelpKind(form.kind.data),
        "page": form.page.data or "",
        "covers": form.covers,
    }


def _saved(form: HelperForm) -> ResponseReturnValue:
    flash(_("Guardamos %(name)s.", name=form.organisation.data), "success")
    return redirect(url_for("meetings.helper_list"), 303)
