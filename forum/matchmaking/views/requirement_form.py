"""The form of a requirement, as the buyer and the co-ordinator fill it."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from forum.companies.queries.catalogue import catalogue
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.enums import Currency, RequirementStatus
from forum.matchmaking.forms import RequirementForm
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.service import Need


def form_of(requirement: Requirement | None) -> RequirementForm:
    """The form, filled with the requirement where there is one; who saves it waits for whoever edits the same."""
    if requirement is None:
        form = RequirementForm()
    else:
        asked = [(each.standard, each.mandatory) for each in requirement.certificates]
        form = RequirementForm(
            obj=requirement,
            subject=f"requirement {requirement.id}",
            mandatory=[standard for standard, mandatory in asked if mandatory],
            desirable=[standard for standard, mandatory in asked if not mandatory],
        )
    form.fill_choices(catalogue(), locale_name(), current_edition().committee_names(locale_name()))
    return form


def form_page(
    form: RequirementForm, requirement: Requirement | None, *, buyer: Buyer | None = None, back: str
) -> ResponseReturnValue:
    """The page of the form. `buyer`: for whom a co-ordinator fills it; who has not accepted yet has drafts alone."""
    page = render_template(
        "matchmaking/requirement_edit.html",
        form=form,
        requirement=requirement,
        buyer=buyer,
        edition=current_edition(),
        back=back,
        may_publish=(buyer is None or buyer.accepted_at is not None)
        and (requirement is None or requirement.status is RequirementStatus.DRAFT),
    )
    return page, form.status


def need_in(form: RequirementForm) -> Need:
    """What the form says."""
    desirable = dict.fromkeys(form.desirable.data or (), False)
    return Need(
        process_id=form.process_id.data,
        title=form.title.data,
        description=form.description.data,
        material=form.material.data,
        annual_volume=form.annual_volume.data,
        volume_unit=form.volume_unit.data,
        starts_on=form.starts_on.data,
        certificates={**desirable, **dict.fromkeys(form.mandatory.data or (), True)},
        delivery_place=form.delivery_place.data,
        suppliers_wanted=form.suppliers_wanted.data,
        potential_value=form.potential_value.data,
        currency=Currency(form.currency.data) if form.currency.data else None,
        horizon_years=form.horizon_years.data,
        committee=form.committee.data or "",
        names_company=form.names_company.data,
    )


def publish_or_keep(requirement: Requirement, *, publish: bool, by: int) -> None:
    """Publish a draft where the button says so, and tell what was done."""
    if publish and requirement.status is RequirementStatus.DRAFT:
        service.publish_requirement(requirement.id, by=by, now=utc_now())
        flash(_("Publicamos «%(title)s». Los proveedores ya lo ven.", title=requirement.title), "success")
    else:
        flash(_("Guardamos «%(title)s».", title=requirement.title), "success")


def cover(requirement: Requirement, *, by: int) -> None:
    """Mark a requirement as covered."""
    service.cover_requirement(requirement.id, by=by, now=utc_now())
    words = _(
        "«%(title)s» está cubierto: no recibe más solicitudes. Las que esperan se pueden responder.",
        title=requirement.title,
    )
    flash(words, "success")


def reopen(requirement: Requirement, *, by: int) -> None:
    """Take requests again for a covered requirement."""
    service.reopen_requirement(requirement.id, by=by, now=utc_now())
    flash(_("Reabrimos «%(title)s». Recibe solicitudes otra vez.", title=requirement.title), "success")


def close(requirement: Requirement, *, by: int) -> None:
    """Close a requirement."""
    service.close_requirement(requirement.id, by=by, now=utc_now())
    flash(_("Cerramos «%(title)s». Ya no recibe solicitudes.", title=requirement.title), "info")
