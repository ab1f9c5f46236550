"""Which allies may have one's contact data, for the signed in and by link; the desk's log of hand-overs."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.allies.forms import RecipientsForm
from forum.allies.queries import list_transfers
from forum.allies.service import choose_recipients
from forum.companies.queries.affiliations import contact_takers, list_ally_names
from forum.core.access import requires_everywhere
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.paging import page_number
from forum.core.twins import TwinPages, twin_url
from forum.privacy.queries import recipients_of, transfers_of
from forum.registration.context import registration_of_link

sharing = Blueprint("sharing", __name__)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose data they are, and the token of the link they came by, if any."""

    person_id: int
    token: str | None = None

    @property
    def url(self) -> str:
        """The address of the page for them."""
        return twin_url("sharing.recipients_edit", self.token)


def _signed_in() -> Owner:
    return Owner(current_person().id)


def _by_link(token: str) -> Owner:
    return Owner(registration_of_link(token).person_id, token)


pages = TwinPages(blueprint=sharing, signed_in=_signed_in, by_link=_by_link)


@pages.get("/sharing")
def recipients_edit(owner: Owner) -> ResponseReturnValue:
    """Which allies may have one's contact data, and what was handed to which."""
    return _page(owner, _form(owner)[0])


@pages.post("/sharing")
def recipients_update(owner: Owner) -> ResponseReturnValue:
    """Let an ally have them, or no longer."""
    form, among = _form(owner)
    if form.accepts(
        lambda: choose_recipients(owner.person_id, chosen=form.recipients.data or (), among=among, now=utc_now())
    ):
        flash(_("Guardamos qué aliados pueden recibir sus datos."), "success")
        return redirect(owner.url, 303)
    return _page(owner, form)


def _form(owner: Owner) -> tuple[RecipientsForm, set[int]]:
    """The form, with the allies that ask and those that one lets have them already."""
    granted = {ally_id for ally_id, consent in recipients_of(owner.person_id).items() if consent.granted}
    asking = {ally_id for ally_id, _name in contact_takers()} | granted
    form = RecipientsForm(data={"recipients": sorted(granted)})
    form.recipients.choices = options([each for each in list_ally_names() if each[0] in asking])
    return form, asking


def _page(owner: Owner, form: RecipientsForm) -> ResponseReturnValue:
    page = render_template(
        "allies/sharing.html",
        form=form,
        token=owner.token,
        url=owner.url,
        transfers=transfers_of(owner.person_id),
        consents=recipients_of(owner.person_id),
    )
    return page, form.status


@sharing.get("/<edition_slug>/arco/transfers")
@requires_everywhere("privacy.manage")
def transfer_list() -> str:
    """What was handed to allies, of all editions."""
    return render_template("allies/transfers.html", page=list_transfers(number=page_number()))
