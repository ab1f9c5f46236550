"""Setting up an edition: the overview of the steps, details, windows, rules, and a copy."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import Form
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.editions.context import current_edition
from forum.editions.enums import CopiedPart, PlannedWishes, PlanningPolicy
from forum.editions.errors import DaysTaken
from forum.editions.forms import EditionCopyForm, EditionDetailsForm, RulesForm, WindowsForm
from forum.editions.models import Edition
from forum.editions.queries import figures, list_days, missing_steps
from forum.editions.rules import (
    NEEDED_TO_PUBLISH,
    SetupStep,
    Windows,
    days_between,
    default_windows,
    from_local,
    roman,
    to_local,
)
from forum.editions.rules.copies import NOT_UNASKED
from forum.editions.rules.moves import match_days, same_week_next_year
from forum.editions.service import (
    Carried,
    change_rules,
    change_windows,
    copy_edition,
    update_edition,
)
from forum.editions.views.blueprints import setup_pages

SAME_IN_A_COPY = ("name", "venue_name", "venue_address", "time_zone")
STEP_PAGES = {
    SetupStep.ABOUT: "setup.details_edit",
    SetupStep.CATEGORIES: "setup.category_list",
    SetupStep.HALLS: "setup.hall_list",
    SetupStep.TABLES: "setup.hall_list",
    SetupStep.SLOTS: "setup.slot_list",
    SetupStep.PUBLISHED: "setup.overview_show",
}


@setup_pages.route("/")
@requires("editions.edit")
def overview_show() -> str:
    """The numbers of the edition and the steps of setting it up."""
    edition = current_edition()
    missing = missing_steps(edition)
    return render_template(
        "editions/setup/overview.html",
        edition=edition,
        roman=roman(edition.ordinal),
        figures=figures(edition.id),
        steps=[(step, url_for(STEP_PAGES[step]), step not in missing) for step in SetupStep],
        missing=missing,
        publishable=not missing & NEEDED_TO_PUBLISH,
        may_publish=current_person().may("editions.edit", None),
    )


@setup_pages.route("/copy", methods=["GET", "POST"])
@requires("editions.edit")
def copy_new() -> tuple[str, int] | Response:
    """Copy the edition into a draft of another one, which the current person organises."""
    edition = current_edition()
    form = EditionCopyForm(data=_next_edition(edition))
    if made := form.accepts(lambda: _copy(edition, form)):
        flash(_("Copiamos la edición. Revise sus fechas límite y lo que falta por configurar."), "success")
        return redirect(url_for("setup.overview_show", edition_slug=made.result.slug))
    return render_template("editions/setup/copy.html", form=form, edition=edition), form.status


def _next_edition(edition: Edition) -> dict[str, Any]:
    """What the form of a copy starts with: a year later on the same weekdays, with all that is copied unasked."""
    starts_on = same_week_next_year(edition.starts_on, today=utc_now().date())
    return {
        **{name: getattr(edition, name) for name in SAME_IN_A_COPY},
        "ordinal": edition.ordinal + 1,
        "starts_on": starts_on,
        "ends_on": starts_on + (edition.ends_on - edition.starts_on),
        "parts": [part.value for part in CopiedPart if part not in NOT_UNASKED],
    }


def _copy(edition: Edition, form: EditionCopyForm) -> Edition:
    typed = {**_typed(form), "parts": [CopiedPart(part) for part in form.parts.data or ()]}
    return copy_edition(edition.id, **typed, by=current_person().id, now=utc_now())


@setup_pages.route("/details", methods=["GET", "POST"])
@requires("editions.edit")
def details_edit() -> tuple[str, int] | Response:
    """Name, dates, venue and presentation."""
    edition = current_edition()
    form = EditionDetailsForm(obj=edition)
    by = current_person().id
    if done := form.accepts(lambda: update_edition(edition.id, **_typed(form), by=by, now=utc_now())):
        _tell(done.result)
        return _saved(edition_slug=form.slug.data)
    taken = form.refusal if isinstance(form.refusal, DaysTaken) else None
    form.agreed.data = "" if taken is None else taken.params["digest"]
    moved = _moved_days(edition, form) if taken else []
    return render_template("editions/setup/details.html", form=form, taken=taken, moved=moved), form.status


def _moved_days(edition: Edition, form: EditionDetailsForm) -> list[tuple[date, date]]:
    """The days that move by the dates that were typed: from when to when."""
    days = [day.date for day in list_days(edition.id)]
    first, last = form.starts_on.data or edition.starts_on, form.ends_on.data or edition.ends_on
    matched = match_days(days, days_between(first, last))
    return [(at, to) for at, to in matched.items() if at != to]


def _tell(carried: Carried) -> None:
    """Say what moved with the dates."""
    if carried.slots:
        words = ngettext(
            "%(num)s horario cambió de fecha con los días del foro.",
            "%(num)s horarios cambiaron de fecha con los días del foro.",
            carried.slots,
        )
        flash(words, "info")
    if carried.windows:
        flash(_("Recorrimos las fechas límite con el foro. Revíselas en «Fechas límite»."), "info")


@setup_pages.route("/windows", methods=["GET", "POST"])
@requires("editions.edit")
def windows_edit() -> tuple[str, int] | Response:
    """When registration, requests and the agenda open and close."""
    edition = current_edition()
    names = list(Windows.__dataclass_fields__)
    form = WindowsForm(data={name: to_local(getattr(edition, name), edition.time_zone) for name in names})
    if form.accepts(lambda: change_windows(edition.id, windows=_windows(form, edition))):
        return _saved()
    return render_template("editions/setup/windows.html", form=form, edition=edition), form.status


@setup_pages.route("/windows/defaults", methods=["POST"])
@requires("editions.edit")
def default_windows_create() -> Response:
    """Set every window to its default, which follows from the dates."""
    edition = current_edition()
    change_windows(edition.id, windows=default_windows(edition.starts_on, edition.ends_on, edition.time_zone))
    flash(_("Calculamos las fechas límite desde el primer día del foro."), "success")
    return redirect(url_for("setup.windows_edit"))


@setup_pages.route("/rules", methods=["GET", "POST"])
@requires("editions.edit")
def rules_edit() -> tuple[str, int] | Response:
    """The forum's rules: its numbers, and what planning may use."""
    edition = current_edition()
    form = RulesForm(obj=edition)

    def change() -> None:
        policy = PlanningPolicy(form.planning_policy.data)
        chosen = {"planned_wishes": PlannedWishes(form.planned_wishes.data), "planning_policy": policy}
        change_rules(edition.id, **{**_typed(form), **chosen})

    if form.accepts(change):
        return _saved()
    return render_template("editions/setup/rules.html", form=form), form.status


def _windows(form: WindowsForm, edition: Edition) -> Windows:
    typed = {name: from_local(value, edition.time_zone) for name, value in _typed(form).items()}
    return Windows(preliminary_at=edition.preliminary_at, **typed)


def _typed(form: Form) -> dict[str, Any]:
    """Every field a person sees by its name, as named arguments."""
    return {field.name: field.data for field in form if field.name not in {"csrf_token", "seen"}}


def _saved(**values: Any) -> Response:
    flash(_("Guardamos los cambios."), "success")
    return redirect(url_for("setup.overview_show", **values))
