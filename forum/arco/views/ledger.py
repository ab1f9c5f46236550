"""The ledger of consents: who consented to what, under which version, when and how, and when it ended."""

from collections.abc import Iterator
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.context import record_export
from forum.arco.queries.consents import SORTS, WantedConsents, each_consent, list_consents
from forum.arco.views.blueprint import PERMISSION, desk
from forum.core.access import requires_everywhere
from forum.core.filters import date_time
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.labels import word_of
from forum.core.listing import Column, listing_here, status_filter
from forum.core.paging import page_number
from forum.core.sheets import XLSX, xlsx_file
from forum.core.web import is_fragment, send_private
from forum.privacy.enums import ConsentChannel, Purpose
from forum.privacy.labels import CHANNELS, PURPOSES

COLUMNS = (
    Column("person", N_("Persona"), is_fixed=True),
    Column("purpose", N_("Para qué"), width="l"),
    Column("version", N_("Aviso"), width="s"),
    Column("given", N_("Cuándo"), width="xl", is_latest_first=True),
    Column("channel", N_("Cómo"), width="m", is_extra=True),
    Column("standing", N_("Estado"), width="m"),
)
STANDINGS = {"given": N_("Vigentes"), "ended": N_("Terminados o negados")}


@desk.get("/consents")
@requires_everywhere(PERMISSION)
def consent_list() -> ResponseReturnValue:
    """The ledger, searched and sorted."""
    wanted, query = _wanted()
    listing = listing_here("consents", COLUMNS, sorts=SORTS, endpoint="arco_desk.consent_list", query=query)
    said = {
        "q": f"«{wanted.text}»",
        "purpose": str(PURPOSES[wanted.purpose]) if wanted.purpose else None,
        "channel": str(CHANNELS[wanted.channel]) if wanted.channel else None,
        "version": _("Aviso %(version)s", version=wanted.version),
        "standing": _(STANDINGS[wanted.standing]) if wanted.standing else None,
        "person": _("Una persona"),
    }
    return render_template(
        "arco/ledger/_consents.html" if is_fragment() else "arco/ledger/list.html",
        listed=list_consents(wanted, order=listing.order, number=page_number()),
        listing=listing,
        chips=listing.filters(said),
        text=wanted.text,
        query=query,
        purposes=PURPOSES,
        channels=CHANNELS,
        standings=[(value, _(words)) for value, words in STANDINGS.items()],
    )


@desk.get("/consents/export.xlsx")
@requires_everywhere(PERMISSION)
def consents_show() -> ResponseReturnValue:
    """The ledger as the list shows it, as an Excel file."""
    wanted, _query = _wanted()
    rows = list(_rows(wanted))
    people = {row[0] for row in rows}
    record_export(N_("Consentimientos"), people=len(people), edition_id=None)
    headings = [*(_(column.heading) for column in COLUMNS[:5]), _("Correo"), _("Escribió"), _("Terminó")]
    return send_private(xlsx_file(headings, rows), mimetype=XLSX, name=_("consentimientos.xlsx"))


def _rows(wanted: WantedConsents) -> Iterator[list[str]]:
    for consent, person, version, ended_at, by, recipient in each_consent(wanted):
        yield [
            person.full_name,
            f"{recipient or PURPOSES[consent.purpose]}: {_('Sí') if consent.granted else _('No')}",
            version,
            date_time(consent.given_at),
            word_of(consent.channel),
            person.email or "",
            by.full_name if by else "",
            date_time(ended_at) if ended_at and consent.granted else "",
        ]


def _wanted() -> tuple[WantedConsents, dict[str, Any]]:
    """The filters of the address, as values and as the address says them."""
    args = request.args
    standing = args.get("standing", "")
    wanted = WantedConsents(
        text=args.get("q", "").strip(),
        purpose=status_filter(Purpose, "purpose"),
        channel=status_filter(ConsentChannel, "channel"),
        version=args.get("version", "").strip(),
        standing=standing if standing in STANDINGS else "",
        person_id=args.get("person", type=int),
    )
    query = {
        "q": wanted.text,
        "purpose": wanted.purpose,
        "channel": wanted.channel,
        "version": wanted.version,
        "standing": wanted.standing,
        "person": wanted.person_id,
    }
    return wanted, query
