"""One's own personal data: everything that is stored, as a file; one's consents; a notice one is asked about again."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from forum.accounts.context import current_person
from forum.accounts.queries import get_person
from forum.arco.forms.notices import AcceptanceForm
from forum.arco.queries.consents import find_notice_to_accept, ledger_of
from forum.arco.queries.requests import requests_of
from forum.arco.service.consents import accept_notice, withdraw_consent
from forum.arco.views.package import package_of
from forum.companies.queries.affiliations import list_ally_names
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.limits import limited
from forum.core.tokens import sign, unsign
from forum.core.web import local_address, send_private
from forum.privacy.enums import Purpose
from forum.privacy.labels import PURPOSES
from forum.privacy.queries import consents_of, recipients_of

own = Blueprint("arco_own", __name__)

DOWNLOADS = "10 per hour"
SHOWN = "notice-shown"
ALLY = "ally-"


@own.get("/account/data")
@signed_in
def data_show() -> str:
    """What one may do with one's personal data."""
    person = get_person(current_person().id)
    return render_template(
        "arco/own.html",
        requests=requests_of(person),
        consents=ledger_of([person.id]),
        purposes=PURPOSES,
        given={purpose for purpose, granted in consents_of(person.id).items() if granted},
    )


@own.post("/account/data/consents/<use>/withdrawal")
@signed_in
def withdrawal_create(use: str) -> Redirect:
    """Withdraw a voluntary consent."""
    if use not in set(Purpose):
        raise NotFound
    recipient = request.args.get("recipient", type=int)
    withdraw_consent(current_person().id, Purpose(use), recipient=recipient, now=utc_now())
    flash(_("Retiramos su permiso. Desde hoy no usamos sus datos para eso."), "success")
    return redirect(url_for("arco_own.data_show"))


@own.route("/account/notice", methods=["GET", "POST"])
@signed_in
def notice_edit() -> tuple[str, int] | Redirect:
    """A notice that changed what one consented to: read what changes and take part under it, or decide later."""
    form, person_id = AcceptanceForm(next=request.args.get("next")), current_person().id
    form.again.choices = _given_besides(person_id)
    if form.accepts(lambda: _accept(form, person_id)):
        flash(_("Guardamos que aceptó el aviso."), "success")
        return redirect(local_address(form.next.data or url_for("account.start_show")))
    notice = find_notice_to_accept(person_id)
    if notice is None:
        return redirect(url_for("arco_own.data_show"))
    form.notice.data = sign(SHOWN, notice.id)
    page = render_template(
        "arco/notice.html",
        form=form,
        notice=notice,
        later=local_address(form.next.data or url_for("account.start_show")),
    )
    return page, form.status


def _given_besides(person_id: int) -> list[Any]:
    """What they are asked about again: each purpose, and each ally that may have their contact data."""
    given, might = consents_of(person_id), recipients_of(person_id)
    purposes = [(each.value, PURPOSES[each].word) for each in Purpose if each is not Purpose.EVENT and given.get(each)]
    allies = [
        (f"{ALLY}{ally_id}", _("Compartir sus datos de contacto con %(ally)s", ally=name))
        for ally_id, name in (list_ally_names() if might else ())
        if ally_id in might and might[ally_id].granted
    ]
    return options([*purposes, *allies])


def _accept(form: AcceptanceForm, person_id: int) -> None:
    notice_id = unsign(SHOWN, form.notice.data)
    if not isinstance(notice_id, int):
        raise NotFound
    chosen = form.again.data or ()
    accept_notice(
        person_id,
        notice_id,
        again={Purpose(each) for each in chosen if not each.startswith(ALLY)},
        recipients={int(each.removeprefix(ALLY)) for each in chosen if each.startswith(ALLY)},
        now=utc_now(),
    )


@own.get("/account/data/everything.zip")
@signed_in
@limited(DOWNLOADS)
def package_show() -> Response:
    """Everything that is stored of the current person."""
    file = package_of(get_person(current_person().id), now=utc_now())
    return send_private(file, mimetype="application/zip", name=_("mis-datos.zip"))
