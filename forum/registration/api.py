"""The API of registrations: what the desk does on its pages, for programs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.accounts.context import current_person
from forum.companies.enums import Sector
from forum.core.bodies import ensure_valid, read_form, valid_form
from forum.core.clock import utc_now
from forum.core.i18n import N_
from forum.core.operations import Family, Filter, Listed, listed, operations_for, skipped
from forum.editions.context import current_edition
from forum.editions.models import Category
from forum.editions.queries import category_in
from forum.registration.context import allowed_reach, category_options, wanted_here
from forum.registration.enums import RegistrationStatus
from forum.registration.forms import (
    CategoryChoiceForm,
    DeskEntryForm,
    DeskRegistrationForm,
    RegistrationRejectionForm,
    values_of,
)
from forum.registration.models import Registration
from forum.registration.queries import PAGE, registration_in, search_registrations
from forum.registration.service import (
    approve,
    cancel,
    change_category,
    edit_at_desk,
    entry_of,
    register_at_desk,
    reject,
)

REGISTRATIONS = Family("registrations", N_("Registros"))
ONE = "/registrations/<int:registration_id>"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationListed:
    """A line of the list of registrations."""

    id: int
    status: RegistrationStatus
    full_name: str
    email: str | None
    organisation: str
    category: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationShown:
    """A registration, as the desk sees it."""

    id: int
    status: RegistrationStatus
    category_id: int
    category: str
    given_names: str
    first_surname: str
    second_surname: str | None
    email: str | None
    phone: str | None
    language: str
    organisation: str
    position: str
    sector: Sector | None
    created_at: datetime
    changed_at: datetime


def registration_list() -> Listed[RegistrationListed]:
    """The registrations that the filters find, the latest first."""
    rows, _more, total = search_registrations(current_edition().id, wanted=wanted_here(), skip=skipped(PAGE))
    return listed([_line(row) for row in rows], total=total, size=PAGE)


def _line(row: Any) -> RegistrationListed:
    return RegistrationListed(
        id=row.id,
        status=row.status,
        full_name=" ".join(filter(None, (row.given_names, row.first_surname, row.second_surname))),
        email=row.email,
        organisation=row.organisation,
        category=row.name_es,
        created_at=row.created_at,
    )


def registration_show(registration_id: int) -> RegistrationShown:
    """One registration."""
    found = registration_in(current_edition().id, registration_id)
    return _shown(found, category_in(found.edition_id, found.category_id))


def _shown(found: Registration, category: Category) -> RegistrationShown:
    person = found.person
    return RegistrationShown(
        id=found.id,
        status=found.status,
        category_id=found.category_id,
        category=category.name_es,
        given_names=person.given_names,
        first_surname=person.first_surname,
        second_surname=person.second_surname,
        email=person.email,
        phone=person.phone,
        language=person.language,
        organisation=found.organisation,
        position=found.position,
        sector=found.sector,
        created_at=found.created_at,
        changed_at=found.changed_at,
    )


def registration_create() -> RegistrationShown:
    """Register somebody in any category, approved at once, as the desk does."""
    form = read_form(DeskRegistrationForm)
    form.category_id.choices = category_options(current_edition().id)
    form.keep(())
    ensure_valid(form)
    made = register_at_desk(
        current_edition().id,
        category_id=form.category_id.data,
        entry=form.entry(),
        ally_code=form.ally_code.data or None,
        same_person=form.same_person.data,
        somebody_else=form.somebody_else.data,
        by=current_person().id,
        now=utc_now(),
    )
    return registration_show(made.id)


def registration_update(registration_id: int) -> RegistrationShown:
    """Correct what is sent of a person; the rest stays. A consent can be withdrawn, not given."""
    found = registration_in(current_edition().id, registration_id)
    entry = entry_of(found, found.person)
    form = read_form(DeskEntryForm, values_of(entry))
    form.keep(entry.consents)
    ensure_valid(form)
    reach = allowed_reach(current_edition().id)
    edit_at_desk(found.id, entry=form.entry(), allowed=reach, by=current_person().id, now=utc_now())
    return registration_show(registration_id)


def _decided(registration_id: int, verb: Callable[..., object], **values: Any) -> RegistrationShown:
    found = registration_in(current_edition().id, registration_id)
    verb(found.id, by=current_person().id, now=utc_now(), **values)
    return registration_show(registration_id)


def registration_approval_create(registration_id: int) -> RegistrationShown:
    """Approve a registration."""
    return _decided(registration_id, approve)


def registration_rejection_create(registration_id: int) -> RegistrationShown:
    """Reject a registration, with the reason that its person reads."""
    found = registration_in(current_edition().id, registration_id)
    reason = valid_form(RegistrationRejectionForm).reason.data
    reject(found.id, reason=reason, by=current_person().id, now=utc_now())
    return registration_show(registration_id)


def registration_cancellation_create(registration_id: int) -> RegistrationShown:
    """Cancel a registration for its person."""
    return _decided(registration_id, cancel)


def registration_category_update(registration_id: int) -> RegistrationShown:
    """Move a registration to another category."""
    form = read_form(CategoryChoiceForm)
    form.category_id.choices = category_options(current_edition().id)
    ensure_valid(form)
    return _decided(registration_id, change_category, category_id=form.category_id.data)


_operation = operations_for(REGISTRATIONS, "registration.review")

OPERATIONS = (
    _operation(
        "registration_list",
        "GET",
        "/registrations",
        N_("Los registros, el más reciente primero."),
        verb=registration_list,
        answer=RegistrationListed,
        is_list=True,
        filters=(
            Filter(name="q", summary=N_("Palabras del nombre, la organización, el correo o el celular.")),
            Filter(name="category", summary=N_("El número de la categoría."), kind=int),
            Filter(name="status", summary=N_("El estado."), choices=tuple(RegistrationStatus)),
        ),
        hands_over=N_("Datos de registros, por la API"),
    ),
    _operation(
        "registration_show",
        "GET",
        ONE,
        N_("Un registro."),
        verb=registration_show,
        answer=RegistrationShown,
        hands_over=N_("Datos de registros, por la API"),
    ),
    _operation(
        "registration_create",
        "POST",
        "/registrations",
        N_("Registrar a una persona en cualquier categoría; queda aprobada."),
        verb=registration_create,
        answer=RegistrationShown,
        form=DeskRegistrationForm,
        status=201,
    ),
    _operation(
        "registration_update",
        "PATCH",
        ONE,
        N_("Corregir los datos que se envían; los demás quedan igual."),
        verb=registration_update,
        answer=RegistrationShown,
        form=DeskEntryForm,
        shows=registration_show,
    ),
    _operation(
        "registration_approval_create",
        "POST",
        f"{ONE}/approval",
        N_("Aprobar el registro."),
        verb=registration_approval_create,
        answer=RegistrationShown,
    ),
    _operation(
        "registration_rejection_create",
        "POST",
        f"{ONE}/rejection",
        N_("No aprobar el registro, con el motivo que lee la persona."),
        verb=registration_rejection_create,
        answer=RegistrationShown,
        form=RegistrationRejectionForm,
    ),
    _operation(
        "registration_cancellation_create",
        "POST",
        f"{ONE}/cancellation",
        N_("Cancelar el registro de la persona."),
        verb=registration_cancellation_create,
        answer=RegistrationShown,
    ),
    _operation(
        "registration_category_update",
        "PATCH",
        f"{ONE}/category",
        N_("Pasar el registro a otra categoría."),
        verb=registration_category_update,
        answer=RegistrationShown,
        form=CategoryChoiceForm,
        shows=registration_show,
    ),
)
