"""A person chooses who sees their e-mail and telephone before a meeting is agreed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import get_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.enums import Side
from forum.matchmaking.forms import SharingForm
from forum.matchmaking.models import ContactSharing
from forum.matchmaking.queries.participants import acts_for_supplier
from forum.matchmaking.queries.sharing import audiences_of, list_sharings
from forum.matchmaking.views.blueprint import blueprint
from forum.privacy.queries import current_notice


@blueprint.route("/contact", methods=["GET", "POST"])
@signed_in
def contact_edit() -> ResponseReturnValue:
    """What the buyers, or the suppliers, of an edition see of the current person; each box is its own consent.

    Who takes part no more, or whose company is suspended, may still end what they chose.
    """
    edition_id, person = current_edition().id, get_person(current_person().id)
    audiences = audiences_of(person.id, edition_id=edition_id)
    chosen = list_sharings(person.id, edition_id=edition_id)
    if not (audiences or chosen or acts_for_supplier(person.id, edition_id=edition_id)):
        raise NotFound
    latest = {each.audience: each for each in reversed(chosen)}
    form = SharingForm(data=_values(latest), subject=f"contact {person.id}")
    form.keep_only(audiences, has_phone=person.phone is not None)
    if form.accepts(lambda: _share(person.id, form)):
        flash(_("Guardamos quién ve sus datos de contacto."), "success")
        return redirect(url_for("matchmaking.contact_edit"), 303)
    page = render_template("matchmaking/contact.html", form=form, person=person, chosen=chosen, audiences=audiences)
    return page, form.status


def _values(latest: dict[Side, ContactSharing]) -> dict[str, bool]:
    return {
        f"{side}_{what}": side in latest and bool(getattr(latest[side], f"shows_{what}"))
        for side in (Side.BUYER, Side.SUPPLIER)
        for what in ("email", "phone")
    }


def _share(person_id: int, form: SharingForm) -> None:
    for audience in (Side.BUYER, Side.SUPPLIER):
        email, phone = form.chosen(audience)
        service.share_contact(
            person_id,
            audience,
            shows_email=email,
            shows_phone=phone,
            edition_id=current_edition().id,
            notice_id=current_notice(current_edition().id).id,
            by=current_person().id,
            now=utc_now(),
        )
