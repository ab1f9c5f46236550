"""The log of transfers: what personal data were handed to whom, of how many people, on what basis."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.arco.forms.transfers import TransferForm
from forum.arco.queries.transfers import (
    SORTS,
    WantedTransfers,
    get_transfer,
    list_people_of,
    list_transfers,
    who_and_where,
)
from forum.arco.views.blueprint import PERMISSION, desk
from forum.core.access import requires_everywhere
from forum.core.clock import utc_now
from forum.core.filters import long_date
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.listing import Column, listing_here, status_filter
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.privacy.enums import RecipientKind, TransferBasis
from forum.privacy.labels import RECIPIENTS
from forum.privacy.rules.transfers import HandedTo
from forum.privacy.service import record_transfer

COLUMNS = (
    Column("recipient", N_("A quién"), is_fixed=True),
    Column("what", N_("Qué se entregó")),
    Column("people", N_("Personas"), width="s", is_number=True, is_latest_first=True),
    Column("basis", N_("Con qué fundamento"), width="xl"),
    Column("by", N_("Quién lo hizo"), width="l", is_extra=True),
    Column("edition", N_("Edición"), width="m", is_extra=True),
    Column("at", N_("Cuándo"), width="xl", is_latest_first=True),
)


@desk.get("/transfers")
@requires_everywhere(PERMISSION)
def transfer_list() -> ResponseReturnValue:
    """What was handed over, searched and sorted."""
    wanted = WantedTransfers(
        text=request.args.get("q", "").strip(),
        kind=status_filter(RecipientKind, "kind"),
        until=request.args.get("until", type=date.fromisoformat),
        zone=current_edition().time_zone,
    )
    until = wanted.until.isoformat() if wanted.until else None
    query = {"q": wanted.text, "kind": wanted.kind, "until": until}
    listing = listing_here("transfers", COLUMNS, sorts=SORTS, endpoint="arco_desk.transfer_list", query=query)
    said = {
        "q": f"«{wanted.text}»",
        "kind": str(RECIPIENTS[wanted.kind]) if wanted.kind else None,
        "until": _("Hasta el %(day)s", day=long_date(wanted.until)) if wanted.until else None,
    }
    return render_template(
        "arco/transfers/_transfers.html" if is_fragment() else "arco/transfers/list.html",
        listed=list_transfers(wanted, order=listing.order, number=page_number()),
        listing=listing,
        chips=listing.filters(said),
        text=wanted.text,
        kind=wanted.kind,
        until=until,
        kinds=RECIPIENTS,
    )


@desk.get("/transfers/<int:transfer_id>")
@requires_everywhere(PERMISSION)
def transfer_show(transfer_id: int) -> str:
    """What was handed over, and of whom, with the consent of each."""
    transfer = get_transfer(transfer_id)
    by, edition = who_and_where(transfer)
    return render_template(
        "arco/transfers/show.html",
        transfer=transfer,
        by=by,
        edition=edition,
        people=list_people_of(transfer, number=page_number()),
    )


@desk.route("/transfers/new", methods=["GET", "POST"])
@requires_everywhere(PERMISSION)
def transfer_new() -> ResponseReturnValue:
    """Write down what was handed over outside the system: on paper, by mail, to an authority."""
    form = TransferForm()
    by = current_person().id
    if form.accepts(
        lambda: record_transfer(
            HandedTo(RecipientKind(form.recipient_kind.data), form.recipient_name.data),
            edition_id=current_edition().id,
            what=form.what.data,
            people=form.people.data or 0,
            basis=TransferBasis(form.basis.data),
            by=by,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos la entrega."), "success")
        return redirect(url_for("arco_desk.transfer_list"))
    return render_template("arco/transfers/new.html", form=form), form.status
