"""The public form: choose a category, fill in one short page, open the mail."""

from flask import flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from forum.accounts.rules import normalise_email
from forum.companies.enums import Sector
from forum.companies.queries.affiliations import contact_takers
from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.filters import clock_time
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.limits import limited, next_mail_at
from forum.core.tokens import sign, unsign
from forum.editions.context import current_edition
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.editions.queries import category_in, offered_categories
from forum.editions.rules import WindowState
from forum.privacy.queries import current_notice
from forum.registration.context import fresh_symbol_address, made_here, more_asked, remember
from forum.registration.enums import RegistrationStatus
from forum.registration.forms import LinkForm, RegistrationForm
from forum.registration.queries import registration_in
from forum.registration.queries.blocks import has_reserved
from forum.registration.rules import Applicant
from forum.registration.service import Received, register, send_link
from forum.registration.views.blueprints import registration

RATE = "30/minute;300/hour"
NOTICE = "notice"
TYPED_EMAIL, TYPED_NAME = "registered_email", "registered_name"


@registration.route("/<edition_slug>/register")
@public
def category_list() -> str | Response:
    """The categories open to visitors; the form itself where there is only one."""
    edition = current_edition()
    window = edition.registration_state(utc_now())
    categories = offered_categories(edition.id) if window is WindowState.OPEN else []
    if len(categories) == 1:
        return redirect(url_for("registration.registration_new", category_id=categories[0].id))
    return render_template("registration/categories.html", categories=categories, window=window, edition=edition)


@registration.route("/<edition_slug>/register/<int:category_id>", methods=["GET", "POST"])
@limited(RATE, methods=["POST"])
@public
def registration_new(category_id: int) -> tuple[str, int] | Response:
    """The form. How a registration stands that was there already is told by mail alone."""
    edition = current_edition()
    if edition.registration_state(utc_now()) is not WindowState.OPEN:
        return redirect(url_for("registration.category_list"))
    form = more_asked().form_for(edition, category_id, RegistrationForm)()
    form.ask_recipients(contact_takers() if edition.asks_recipients else ())
    if form.accepts(lambda: _register(form, edition.id, category_id)):
        session[TYPED_EMAIL], session[TYPED_NAME] = normalise_email(form.email.data), form.person_name.full
        return redirect(url_for("registration.received_show"))
    notice = current_notice(edition.id)
    form.notice.data = sign(NOTICE, notice.id)
    category = _offered(edition.id, category_id)
    page = render_template(
        "registration/new.html",
        form=form,
        category=category,
        notice=notice,
        full=_is_full(category),
        reserved=_is_full(category) and has_reserved(category.id),
    )
    return page, form.status


def _register(form: RegistrationForm, edition_id: int, category_id: int) -> None:
    answers = more_asked().answers_in(form)
    outcome = register(edition_id, category_id=category_id, applicant=_applicant(form), answers=answers, now=utc_now())
    remember(outcome.registration_id if outcome.received is Received.NEW else None)


def _applicant(form: RegistrationForm) -> Applicant:
    notice_id = unsign(NOTICE, form.notice.data)
    return Applicant(
        details=form.details(),
        email=normalise_email(form.email.data),
        sector=Sector(form.sector.data),
        ally_code=form.ally_code.data or None,
        notice_id=notice_id if isinstance(notice_id, int) else current_notice(current_edition().id).id,
        language=locale_name(),
        whatsapp=form.whatsapp.data,
        recipients=tuple(form.recipients.data or ()) if form.recipients else (),
    )


def _offered(edition_id: int, category_id: int) -> Category:
    category = category_in(edition_id, category_id)
    if category.kind is not CategoryKind.VISITOR:
        raise NotFound
    return category


def _is_full(category: Category) -> bool:
    return category.quota is not None and category.places_taken >= category.quota


@registration.route("/<edition_slug>/register/received")
@public
def received_show() -> str:
    """The page after the form: the badge of whoever is new and approved, the same words for everybody else."""
    return render_template(
        "registration/received.html",
        email=session.get(TYPED_EMAIL),
        name=session.get(TYPED_NAME),
        symbol=_own_symbol(current_edition().id),
    )


@registration.route("/<edition_slug>/register/link", methods=["GET", "POST"])
@limited(RATE, methods=["POST"])
@public
def link_new() -> tuple[str, int] | Response:
    """Send a link again; the answer is the same whether the address is registered or not."""
    form = LinkForm(data={"email": request.args.get("email")})
    if form.accepts(lambda: send_link(current_edition().id, email=normalise_email(form.email.data), now=utc_now())):
        flash(
            _(
                "Si ese correo está registrado, le enviamos su enlace. Si ya lo había pedido, use ese: el siguiente "
                "puede salir a las %(time)s.",
                time=clock_time(next_mail_at()),
            ),
            "success",
        )
        return redirect(url_for("registration.link_new"))
    return render_template("registration/link.html", form=form), form.status


def _own_symbol(edition_id: int) -> str | None:
    """The address of the QR of the registration that was made in this browser, if it is approved."""
    registration_id = made_here()
    if registration_id is None:
        return None
    try:
        registration = registration_in(edition_id, registration_id)
    except NotFound:
        return None
    return fresh_symbol_address() if registration.status is RegistrationStatus.APPROVED else None
