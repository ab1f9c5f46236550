"""The manager's page behind their link: the places of their delegation and who comes on each."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.rules import normalise_email
from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.limits import limited
from forum.delegations.context import delegation_of_link
from forum.delegations.forms import GuestForm
from forum.delegations.models import Delegation
from forum.delegations.queries import delegate_of, list_delegates
from forum.delegations.rules import may_name
from forum.delegations.service import name_person, remove_delegate, replace_delegate
from forum.delegations.service.naming import Guest
from forum.delegations.views.blueprints import delegations

RATE = "60/minute;600/hour"


@delegations.route("/d/<token>", methods=["GET", "POST"])
@limited(RATE, methods=["POST"])
@public
def delegation_show(token: str) -> tuple[str, int] | Response:
    """The places, who was named and who confirmed; name somebody."""
    delegation = delegation_of_link(token)
    form = GuestForm()
    if form.accepts(lambda: name_person(delegation.id, guest=guest_of(form), now=utc_now())):
        flash(_("Agregamos a %(name)s. Le enviamos un correo con su gafete.", name=form.person_name.full), "success")
        return redirect(url_for("delegations.delegation_show", token=token))
    return render_template("delegations/manager.html", **page_of(token, form)), form.status


def guest_of(form: GuestForm) -> Guest:
    """What was typed, as it is kept."""
    return Guest(form.person_name, normalise_email(form.email.data))


def page_of(token: str, form: GuestForm) -> dict[str, Any]:
    """What the manager's page shows; read again, for a refusal forgets what was read."""
    delegation = delegation_of_link(token)
    return {
        "token": token,
        "form": form,
        "delegation": delegation,
        "delegates": list_delegates(delegation.id),
        "may_change": _may_change(delegation),
    }


def _may_change(delegation: Delegation) -> bool:
    return may_name(delegation.status, delegation.changes_until, now=utc_now())


@delegations.route("/d/<token>/people/<int:delegate_id>", methods=["GET", "POST"])
@limited(RATE, methods=["POST"])
@public
def delegate_edit(token: str, delegate_id: int) -> tuple[str, int] | Response:
    """Let somebody else come on a place."""
    delegation = delegation_of_link(token)
    delegate = delegate_of(delegation.id, delegate_id)
    before = delegate.name
    form = GuestForm()
    if form.accepts(lambda: replace_delegate(delegation.id, delegate_id, guest=guest_of(form), now=utc_now())):
        flash(_("Cambiamos el nombre. Les enviamos un correo a las dos personas."), "success")
        return redirect(url_for("delegations.delegation_show", token=token))
    page = render_template(
        "delegations/replace.html", form=form, token=token, before=before, may_change=_may_change(delegation)
    )
    return page, form.status


@delegations.route("/d/<token>/people/<int:delegate_id>/removal", methods=["POST"])
@public
def delegate_delete(token: str, delegate_id: int) -> Response:
    """Take the place of a person back."""
    delegation = delegation_of_link(token)
    remove_delegate(delegation.id, delegate_id, now=utc_now())
    flash(_("Quitamos a la persona y le enviamos un correo. Su lugar está libre para otra."), "success")
    return redirect(url_for("delegations.delegation_show", token=token))
