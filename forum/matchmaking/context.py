"""Who asks: the company a supplier's person acts for, chosen once and remembered, and the buyer a person is."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for
from flask import session as cookie

from forum.accounts.context import current_person
from forum.companies.context import Step
from forum.companies.models import Company
from forum.core.database import found
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from forum.matchmaking.queries.participants import buyer_for, list_companies_of

CHOSEN = "company_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentCompany:
    """The company somebody acts for now, all they may act for, and its part as supplier in this edition."""

    company: Company
    companies: Sequence[Company]
    supplier: Supplier | None


def find_current_company() -> CurrentCompany | None:
    """The company named by `?company=`, else the one chosen last, else the person's first; None: they have none."""
    listed = list_companies_of(current_person().id, edition_id=current_edition().id)
    if not listed:
        return None
    named = request.args.get("company", type=int)
    if named is not None and any(company.id == named for company, _supplier in listed):
        cookie[CHOSEN] = named
    chosen = cookie.get(CHOSEN)
    company, supplier = next((each for each in listed if each[0].id == chosen), listed[0])
    return CurrentCompany(company=company, companies=[each for each, _supplier in listed], supplier=supplier)


def current_company() -> CurrentCompany:
    """The company the person acts for.

    Raises:
        NotFound: they act for none.
    """
    return found(find_current_company())


def current_buyer() -> Buyer:
    """The buyer the person is in this edition.

    Raises:
        NotFound: they are none.
    """
    return buyer_for(current_person().id, edition_id=current_edition().id)


def participation_step(company_id: int, supplier: Supplier | None) -> Step:
    """The step of a company's checklist that lets it ask for meetings."""
    title = _("Participar en las citas con compradores")
    if supplier is None:
        return _to_apply(title, _("La coordinación de citas revisa su perfil y le avisa por correo."), company_id)
    if supplier.status is SupplierStatus.REJECTED:
        hint = _("No se aprobó: %(reason)s Puede pedirlo otra vez.", reason=supplier.reason)
        return _to_apply(title, hint, company_id)
    if supplier.status is SupplierStatus.CHANGES:
        hint = _("Faltan cambios: %(reason)s Hágalos y envíela otra vez.", reason=supplier.reason)
        return _to_apply(title, hint, company_id)
    if supplier.status is SupplierStatus.PENDING:
        return Step(title=title, hint=_("En revisión: le enviaremos un correo con la respuesta."), waits=True)
    if supplier.status is SupplierStatus.SUSPENDED:
        return Step(title=title, hint=_("Suspendida: %(reason)s", reason=supplier.reason), waits=True)
    return Step(title=title, is_done=True)


def _to_apply(title: str, hint: str, company_id: int) -> Step:
    url = url_for("matchmaking.participation_create", company=company_id)
    return Step(title=title, hint=hint, action=_("Quiero participar"), url=url, posts=True)
