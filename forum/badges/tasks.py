"""The background work of badges."""

from flask import current_app

from forum.badges.service import DRAW, draw_files, drop_old_files, fonts_below, place_new_badges
from forum.core.clock import utc_now
from forum.jobs import every, is_stopping, job


@every(minutes=1)
@job(DRAW)
def draw() -> None:
    """Draw the PDFs of long runs, also those that a lost worker left behind, and delete old ones.

    When the worker stops, it stops between two portions of badges; the next one draws the file.
    """
    data_dir = current_app.config["FORO"].data_dir
    draw_files(data_dir, fonts=fonts_below(current_app.static_folder), clock=utc_now, is_stopping=is_stopping)
    drop_old_files(data_dir, now=utc_now())


@every(minutes=1)
@job("badges.bins")
def place() -> None:
    """Give new badges the bin of their surname, so that they keep it when a name is corrected."""
    place_new_badges()
