"""Badges as PDF: one to print at home, or all for the organiser's printer.

Values in, bytes out: texts arrive ready to print, fonts as paths. It reads no database and knows no request.
"""

from forum.badges.pdf.faces import BadgeFace, BadgeFonts, BadgeTexts, HomePaper, Layout
from forum.badges.pdf.home import render_badge
from forum.badges.pdf.sheets import render_badges, stream_badges, write_badges
from forum.badges.pdf.typefaces import fonts_in

__all__ = [
    "BadgeFace",
    "BadgeFonts",
    "BadgeTexts",
    "HomePaper",
    "Layout",
    "fonts_in",
    "render_badge",
    "render_badges",
    "stream_badges",
    "write_badges",
]
