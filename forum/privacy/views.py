"""The page of the full notice."""

from flask import Blueprint, render_template

from forum.core.access import public
from forum.core.i18n import locale_name
from forum.privacy.queries import current_notice
from forum.privacy.rules import blocks

privacy = Blueprint("privacy", __name__)


@privacy.route("/privacy")
@public
def notice_show() -> str:
    """The full notice in force."""
    notice = current_notice()
    return render_template("privacy/notice.html", notice=notice, blocks=blocks(notice.full(locale_name())))
