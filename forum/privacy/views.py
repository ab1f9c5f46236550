"""The pages of the full notice: the one in force, and every version at an address of its own."""

from flask import Blueprint, render_template, request

from forum.core.access import public
from forum.core.i18n import locale_name
from forum.privacy.models import Notice
from forum.privacy.queries import current_notice, get_notice, list_notices
from forum.privacy.rules import blocks

privacy = Blueprint("privacy", __name__)


@privacy.route("/privacy")
@public
def notice_show() -> str:
    """The full notice in force: of the edition that the address names where it has its own, else of the house."""
    return _page(current_notice(request.args.get("edition", type=int)), in_force=True)


@privacy.route("/privacy/versions/<version>")
@public
def version_show(version: str) -> str:
    """One version of the notice, whether or not it is in force."""
    notice = get_notice(version)
    return _page(notice, in_force=notice.id == current_notice(notice.edition_id).id)


def _page(notice: Notice, *, in_force: bool) -> str:
    return render_template(
        "privacy/notice.html",
        notice=notice,
        in_force=in_force,
        blocks=blocks(notice.full(locale_name())),
        versions=list_notices({notice.edition_id}),
    )
