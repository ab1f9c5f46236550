"""Badges as PDF: one to print at home, or all for the organiser's printer.

Values in, bytes out: texts arrive ready to print, fonts as paths. It reads no database and knows no request.
"""

from forum.badges.documents.faces import BadgeFace, BadgeTexts, HomePaper, Layout
from forum.badges.documents.home import render_badge
from forum.badges.documents.sheets import render_badges, stream_badges, write_badges

__all__ = [
    "BadgeFace",
    "BadgeTexts",
    "HomePaper",
    "Layout",
    "render_badge",
    "render_badges",
    "stream_badges",
    "write_badges",
]
