"""Making two accounts of one person one: likely pairs, the preview, the change."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies.enums import Sector
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import LANGUAGE_NAMES, locale_name, sentence_of
from forum.core.i18n import gettext as _
from forum.core.labels import word_of
from forum.core.paging import page_in, page_number
from forum.core.phones import display_phone
from forum.editions.context import current_edition
from forum.people.enums import MergedField
from forum.people.forms import MergeForm
from forum.people.labels import FIELDS, MOVED
from forum.people.queries import count_moved, find_pairs, registrations_of_pairs
from forum.people.rules import compared
from forum.people.service import Merger, merge, problems_of, values_of
from forum.registration.context import allowed_reach
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.queries import Wanted, registration_in, search_registrations

blueprint = Blueprint("people", __name__, url_prefix="/<edition_slug>/people")

PERMISSION = "accounts.grant"


@blueprint.get("/pairs")
@requires(PERMISSION)
def pair_list() -> str:
    """Who may be registered twice, those with more reasons first."""
    page = page_in(find_pairs(current_edition().id), number=page_number())
    return render_template("people/pairs.html", page=page, registrations=registrations_of_pairs(page.rows))


@blueprint.route("/<int:registration_id>/merge", methods=["GET", "POST"])
@requires(PERMISSION)
def merge_new(registration_id: int) -> ResponseReturnValue:
    """Choose the registration of the same person, see what becomes of everything, and make both one."""
    edition_id = current_edition().id
    kept, form = registration_in(edition_id, registration_id), MergeForm()
    other_id = request.values.get("other", type=int)
    if other_id is None:
        return _choice(kept), form.status
    merged = registration_in(edition_id, other_id)
    merger = Merger(edition_id=edition_id, by=current_person().id, allowed=allowed_reach(edition_id))
    if form.accepts(lambda: merge(kept.id, merged.id, merger=merger, now=utc_now())):
        flash(_("Unimos los dos registros de %(name)s.", name=kept.person.full_name), "success")
        return redirect(url_for("registration_desk.registration_show", registration_id=registration_id), 303)
    kept, merged = (registration_in(edition_id, each) for each in (registration_id, other_id))
    return _preview(kept, merged, form, merger), form.status


def _choice(kept: Registration) -> str:
    """The page where the other registration is looked for."""
    text = request.args.get("q", "").strip()
    found = search_registrations(kept.edition_id, wanted=Wanted(text=text))[0] if text else []
    pairs = [pair for pair in find_pairs(kept.edition_id) if kept.id in {pair.first_id, pair.second_id}]
    return render_template(
        "people/choice.html",
        stays=kept,
        text=text,
        found=[row for row in found if row.id != kept.id],
        pairs=pairs,
        registrations=registrations_of_pairs(pairs),
    )


def _preview(kept: Registration, merged: Registration, form: MergeForm, merger: Merger) -> str:
    if kept.id == merged.id:
        raise NotFound
    told = compared(values_of(kept), values_of(merged))
    stays, goes = (each.category.name(locale_name()) for each in (kept, merged))
    told[MergedField.CATEGORY] = (stays, goes, stays)
    counted = count_moved(merged.person_id, merged.id)
    return render_template(
        "people/merge.html",
        stays=kept,
        goes=merged,
        form=form,
        fields=[(FIELDS[field], *(_said(field, value) for value in values)) for field, values in told.items()],
        moved=[(MOVED[what], number) for what, number in counted.items() if number],
        problems=[sentence_of(each.sentence, each.params) for each in problems_of(kept, merged, merger)],
    )


def _said(field: MergedField, value: str) -> str:
    """A value in words."""
    words: dict[MergedField, Any] = {
        MergedField.PHONE: display_phone,
        MergedField.LANGUAGE: LANGUAGE_NAMES.get,
        MergedField.PASSWORD: lambda _value: _("Sí"),
        MergedField.STATUS: lambda value: word_of(RegistrationStatus(value)),
        MergedField.SECTOR: lambda value: word_of(Sector(value)),
    }
    return str(words.get(field, str)(value)) if value else "—"
