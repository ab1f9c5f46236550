"""Sheets that are answered as text."""

from collections.abc import Sequence

from flask import Response

from forum.core.sheets import Rows, csv_lines


def send_csv(headings: Sequence[str], rows: Rows, *, name: str) -> Response:
    """A sheet as a CSV file under this name."""
    response = Response("".join(csv_lines(headings, rows)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
