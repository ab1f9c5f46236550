"""A person's own badge: through the signed link of their registration, or signed in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request

from forum.accounts.context import current_person
from forum.badges.documents import HomePaper
from forum.badges.errors import BadgeNotReady
from forum.badges.queries import Holder, holder_by_link, holder_of_person
from forum.badges.rules import grouped_code
from forum.badges.service import home_badge
from forum.core.database import found
from forum.core.edition import enter_edition
from forum.core.i18n import gettext as _
from forum.core.i18n import sentence_of
from forum.core.twins import TwinPages, twin_url
from forum.editions.context import current_edition
from forum.printing.qr import qr_svg
from forum.registration.context import signed_link
from forum.registration.enums import RegistrationStatus

own = Blueprint("badges", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose badge is shown, and the link it is shown behind, if any."""

    holder: Holder
    token: str | None = None

    def url(self, page: str) -> str:
        """The address of one of the badge's pages."""
        return twin_url(f"badges.{page}", self.token)


def _shown_by_link(token: str) -> Shown:
    holder = holder_by_link(*signed_link(token))
    enter_edition(holder.edition)
    return Shown(holder, token)


def _shown_signed_in() -> Shown:
    return Shown(holder_of_person(current_person().id, edition_id=current_edition().id))


pages = TwinPages(blueprint=own, signed_in=_shown_signed_in, by_link=_shown_by_link)


@pages.get("/badge")
def badge_show(shown: Shown) -> str:
    """One's own badge on the screen."""
    holder = shown.holder
    code = grouped_code(holder.badge.code) if holder.badge else None
    over = holder.registration.status in {RegistrationStatus.REJECTED, RegistrationStatus.CANCELLED}
    addresses = {
        "symbol": shown.url("symbol_show"),
        "pdf": shown.url("pdf_show"),
        "back": f"/r/{shown.token}" if shown.token else None,
    }
    return render_template("badges/badge.html", holder=holder, code=code, over=over, addresses=addresses)


@pages.get("/badge.svg")
def symbol_show(shown: Shown) -> Response:
    """The QR symbol of one's own badge."""
    svg = qr_svg(found(shown.holder.badge).code, title=_("Código QR del gafete"))
    return Response(svg, mimetype="image/svg+xml")


@pages.get("/badge.pdf")
def pdf_show(shown: Shown) -> Any:
    """One's own badge to print at home."""
    wished = request.args.get("paper", "")
    paper = HomePaper(wished) if wished in set(HomePaper) else HomePaper.LETTER
    try:
        data = home_badge(shown.holder, fonts=font_folder(), paper=paper)
    except BadgeNotReady as refusal:
        flash(sentence_of(refusal.sentence, refusal.params), "info")
        return redirect(shown.url("badge_show"), 303)
    return pdf_response(data, name=f"gafete-{shown.holder.edition.slug}")


def font_folder() -> Path:
    """Where the build puts the faces of badges."""
    return Path(current_app.static_folder or "") / "dist" / "fonts"


def pdf_response(data: bytes, *, name: str) -> Response:
    """A PDF that opens in the reader's program and keeps its name when saved."""
    response = make_response(data)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
