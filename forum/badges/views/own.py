"""A person's own badge: through the signed link of their registration, or signed in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for

from forum.accounts.context import asker
from forum.badges.errors import BadgeNotReady
from forum.badges.pdf import HomePaper
from forum.badges.qr import qr_svg
from forum.badges.queries import Holder, holder_by_link, holder_of_person
from forum.badges.rules import grouped_code
from forum.badges.service import home_badge
from forum.core.access import public, signed_in
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.core.i18n import sentence_of
from forum.editions.context import current_edition, enter_edition
from forum.registration.context import signed_link
from forum.registration.models import RegistrationStatus

own = Blueprint("badges", __name__)


@own.get("/r/<token>/badge")
@public
def link_badge_show(token: str) -> str:
    """The badge on the screen, for whoever has the link."""
    addresses = {
        "symbol": url_for(".link_symbol_show", token=token),
        "pdf": url_for(".link_pdf_show", token=token),
        "back": f"/r/{token}",
    }
    return _page(_holder_of_link(token), addresses)


@own.get("/r/<token>/badge.svg")
@public
def link_symbol_show(token: str) -> Response:
    """The QR symbol, for whoever has the link."""
    return _symbol(_holder_of_link(token))


@own.get("/r/<token>/badge.pdf")
@public
def link_pdf_show(token: str) -> Any:
    """The badge to print at home, for whoever has the link."""
    return _pdf(_holder_of_link(token), page=url_for(".link_badge_show", token=token))


@own.get("/<edition_slug>/badge")
@signed_in
def badge_show() -> str:
    """One's own badge on the screen."""
    addresses = {"symbol": url_for(".symbol_show"), "pdf": url_for(".pdf_show"), "back": None}
    return _page(_holder_who_asks(), addresses)


@own.get("/<edition_slug>/badge.svg")
@signed_in
def symbol_show() -> Response:
    """The QR symbol of one's own badge."""
    return _symbol(_holder_who_asks())


@own.get("/<edition_slug>/badge.pdf")
@signed_in
def pdf_show() -> Any:
    """One's own badge to print at home."""
    return _pdf(_holder_who_asks(), page=url_for(".badge_show"))


def font_folder() -> Path:
    """Where the build puts the faces of badges."""
    return Path(current_app.static_folder or "") / "dist" / "fonts"


def pdf_response(data: bytes, *, name: str) -> Response:
    """A PDF that opens in the reader's program and keeps its name when saved."""
    response = make_response(data)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _holder_of_link(token: str) -> Holder:
    holder = holder_by_link(*signed_link(token))
    enter_edition(holder.edition)
    return holder


def _holder_who_asks() -> Holder:
    return holder_of_person(asker().id, edition_id=current_edition().id)


def _page(holder: Holder, addresses: Mapping[str, str | None]) -> str:
    code = grouped_code(holder.badge.code) if holder.badge else None
    over = holder.registration.status in {RegistrationStatus.REJECTED, RegistrationStatus.CANCELLED}
    return render_template("badges/badge.html", holder=holder, code=code, over=over, addresses=addresses)


def _symbol(holder: Holder) -> Response:
    if holder.badge is None:
        raise NotFound
    svg = qr_svg(holder.badge.code, title=_("Código QR del gafete"))
    return Response(svg, mimetype="image/svg+xml")


def _pdf(holder: Holder, *, page: str) -> Any:
    wished = request.args.get("paper", "")
    paper = HomePaper(wished) if wished in set(HomePaper) else HomePaper.LETTER
    try:
        data = home_badge(holder, fonts=font_folder(), paper=paper)
    except BadgeNotReady as refusal:
        flash(sentence_of(refusal.sentence, refusal.params), "info")
        return redirect(page, 303)
    return pdf_response(data, name=f"gafete-{holder.edition.slug}")
