"""What can be done with badges: issue, revoke, reissue, print."""

from forum.badges.service.bins import divide_bins, place_new_badges, remove_bins
from forum.badges.service.faces import (
    Unprintable,
    fonts_below,
    home_badge,
    single_badge,
    stream_run,
    unprintable_badges,
)
from forum.badges.service.files import DRAW, ask_for_file, draw_files, drop_old_files, file_path
from forum.badges.service.issuing import badge_values, issue_badge, issue_first_badge, reissue_badge, revoke_badges
from forum.badges.service.mailing import badge_files
from forum.badges.service.previews import preview_pdf, preview_picture, sample_faces
from forum.badges.service.printing import mark_as_printed, mark_badge_as_printed, start_print_run, undo_mark
from forum.badges.service.templates import remove_badge_logo, reset_template, save_template, set_badge_logo

__all__ = [
    "DRAW",
    "Unprintable",
    "ask_for_file",
    "badge_files",
    "badge_values",
    "divide_bins",
    "draw_files",
    "drop_old_files",
    "file_path",
    "fonts_below",
    "home_badge",
    "issue_badge",
    "issue_first_badge",
    "mark_as_printed",
    "mark_badge_as_printed",
    "place_new_badges",
    "preview_pdf",
    "preview_picture",
    "reissue_badge",
    "remove_badge_logo",
    "remove_bins",
    "reset_template",
    "revoke_badges",
    "sample_faces",
    "save_template",
    "set_badge_logo",
    "single_badge",
    "start_print_run",
    "stream_run",
    "undo_mark",
    "unprintable_badges",
]
