"""Sheets, cell by cell as texts: CSV with a mark by which Excel knows UTF-8, and XLSX, which Excel leaves as it is.

Excel reads the cells of a CSV file anew: `00123` becomes 123, `3-4` a day in April. In XLSX a text stays a text, so
nothing computes either.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 18
AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Rows = Iterable[Sequence[str]]


class _Echo:
    """What the csv writer writes to: it returns the line."""

    def write(self, line: str) -> str:
        return line


def safe(cell: str) -> str:
    """A text that a spreadsheet shows and never computes: an apostrophe before what would start a formula."""
    return f"'{cell}" if cell.startswith(STARTS_FORMULA) else cell


def csv_lines(headings: Sequence[str], rows: Rows) -> Iterator[str]:
    """A CSV file line by line."""
    writer = csv.writer(_Echo())
    yield MARK + str(writer.writerow(headings))
    for row in rows:
        yield str(writer.writerow([safe(cell) for cell in row]))


def xlsx_file(headings: Sequence[str], rows: Rows) -> BytesIO:
    """An XLSX file; its rows go to the disk while it is made, only the packed file is kept in memory."""
    from xlsxwriter import Workbook

    file = BytesIO()
    with Workbook(file, {"constant_memory": True, **AS_TYPED}) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, len(headings) - 1, WIDTH)
        sheet.freeze_panes(1, 0)
        last = 0
        for last, row in enumerate(chain([headings], rows)):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(last, column, cell)
        sheet.autofilter(0, 0, last, len(headings) - 1)
    file.seek(0)
    return file
