"""Registering a company, with or without having signed in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forum.accounts.context import current_person
from forum.accounts.rules import normalise_email
from forum.companies import service
from forum.companies.forms.registration import NewCompanyForm, StrangerCompanyForm
from forum.companies.queries.companies import companies_of
from forum.companies.rules.names import strip_legal_suffix
from forum.companies.rules.rfc import parse_rfc
from forum.companies.views.blueprint import blueprint
from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.errors import Refusal
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name, sentence_of
from forum.core.limits import limited
from forum.core.phones import normal_phone
from forum.editions.context import current_edition
from forum.privacy.queries import current_notice


@blueprint.route("/companies/new", methods=["GET", "POST"])
@limited("20/hour", methods=["POST"])
@public
def company_new() -> ResponseReturnValue:
    """Register a company; who has not signed in gives their name and address as well."""
    if current_user.is_authenticated:
        return _new_as_member()
    form = StrangerCompanyForm(aim=_wanted())
    notice = current_notice(current_edition().id)
    if form.accepts(
        lambda: service.register_as_stranger(
            form.company_data,
            service.PersonData(
                name=form.person_name,
                email=normalise_email(form.email.data),
                phone=normal_phone(form.phone.data),
                language=locale_name(),
            ),
            entrance=_entrance(form),
            notice_id=notice.id,
            now=utc_now(),
        )
    ):
        return redirect(url_for("companies.registration_sent_show"))
    return render_template("companies/new_stranger.html", form=form, notice=notice), form.status


def _new_as_member() -> ResponseReturnValue:
    form = NewCompanyForm(aim=_wanted())
    registered = form.accepts(
        lambda: service.register_as_member(
            form.company_data, by=current_person().id, entrance=_entrance(form), now=utc_now()
        )
    )
    if registered is None:
        return render_template(
            "companies/new.html", form=form, companies=companies_of(current_person().id)
        ), form.status
    company = registered.result
    if company is None:
        return redirect(url_for("companies.registration_sent_show"))
    flash(_("Registramos a %(company)s. Complete su perfil cuando guste.", company=company.name), "success")
    explain_name(form.legal_name.data)
    return redirect(url_for("companies.company_show", company_id=company.id))


@blueprint.route("/companies/new/sent")
@public
def registration_sent_show() -> ResponseReturnValue:
    """What to do next; the same page whether or not the company was registered already."""
    return render_template("companies/sent.html")


@blueprint.route("/companies/advice")
@limited("120/minute")
@public
def advice_show() -> ResponseReturnValue:
    """Advice while typing: whether the RFC can be valid, and how the legal name will be written on an invoice."""
    if "rfc" in request.args:
        tone, sentence = _advice_on_rfc(request.args["rfc"])
    else:
        tone, sentence = "info", _advice_on_name(request.args.get("legal_name", ""))
    return render_template("companies/_advice.html", tone=tone, sentence=sentence)


def explain_name(legal_name: str) -> None:
    """Flash what the legal name becomes on an invoice."""
    explanation = _advice_on_name(legal_name)
    if explanation:
        flash(explanation, "info")


def _advice_on_rfc(text: str) -> tuple[str, str]:
    if not text.strip():
        return "info", ""
    try:
        rfc = parse_rfc(text)
    except Refusal as refusal:
        return "danger", sentence_of(refusal.sentence, refusal.params)
    if rfc.warning:
        return "warning", _(rfc.warning)
    return "success", _("El RFC está bien escrito.")


def _advice_on_name(text: str) -> str:
    name, form = strip_legal_suffix(text)
    if form is None:
        return ""
    return _(
        "En sus facturas va como «%(name)s», sin «%(form)s»: así lo pide el CFDI 4.0.", name=name.upper(), form=form
    )


def _wanted() -> str | None:
    """What the door said that led here; nothing is chosen for whoever came otherwise."""
    return request.args.get("wants")


def _entrance(form: NewCompanyForm) -> service.Entrance:
    edition = current_edition()
    return form.entrance(edition_id=edition.id, slug=edition.slug)
