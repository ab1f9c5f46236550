"""What pages of requests ask of a domain above: why the published timetable leaves a request out."""

from collections.abc import Callable, Mapping

from flask import Flask, current_app

Explanation = tuple[str, Mapping[str, int]]
WhyLeftOut = Callable[[int], Explanation | None]


def init_meetings(app: Flask, why_left_out: WhyLeftOut) -> None:
    """Give the app the function that explains why a request has no place in the timetable."""
    app.extensions["why_left_out"] = why_left_out


def explanation_of(request_id: int) -> Explanation | None:
    """Why the timetable published last leaves a request out: a marked sentence and its numbers; None if it does not."""
    why_left_out: WhyLeftOut = current_app.extensions["why_left_out"]
    return why_left_out(request_id)
