"""Sheets that people send: XLSX and CSV (of Excel too: Windows-1252, parted by `;`), read as rows of texts.

A file of few bytes can unpack to many gigabytes. So what a workbook says it unpacks to is added up before it is opened
(the library of zip files reads no more of a part than it says), and rows, columns and letters have a limit.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from forum.core.errors import Refusal
from forum.core.i18n import N_

MOST_BYTES = 4 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2000, 60, 4000
DELIMITERS = (";", ",", "\t")
ZIP = b"PK\x03\x04"


class SheetUnreadable(Refusal):
    """The file is no workbook and no text of columns."""

    sentence = N_("No pudimos leer la hoja. Suba un XLSX, o un CSV guardado desde Excel.")
    field = "file"


class SheetTooLarge(Refusal):
    """The file has more bytes or rows than are read at once."""

    sentence = N_("La hoja es demasiado grande. Suba hasta 2,000 renglones y 4 MB a la vez.")
    field = "file"


def read_rows(data: bytes) -> list[list[str]]:
    """The rows of the first sheet that are not empty, the headings first; every cell as a text.

    Raises:
        SheetUnreadable: it is neither XLSX nor CSV.
        SheetTooLarge: it has too many bytes, packed or unpacked, or too many rows.
    """
    if len(data) > MOST_BYTES:
        raise SheetTooLarge
    rows: list[list[str]] = []
    for row in _workbook(data) if data.startswith(ZIP) else _text(data):
        cells = [_cell(value) for value, _ in zip(row, range(MOST_COLUMNS), strict=False)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(cells)
        if len(rows) > MOST_ROWS + 1:
            raise SheetTooLarge
    if not rows:
        raise SheetUnreadable
    return rows


def _workbook(data: bytes) -> Iterator[Iterable[Any]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise SheetTooLarge
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for count, row in enumerate(book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS)):
            if count > 2 * MOST_ROWS:  # empty ones too
                raise SheetTooLarge
            yield row
    except Refusal:
        raise
    except Exception as error:  # the library says what is wrong with a workbook in many ways
        raise SheetUnreadable from error


def _text(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count))
    except csv.Error as error:
        raise SheetUnreadable from error


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise SheetUnreadable
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetUnreadable


def _cell(value: Any) -> str:
    """A cell as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split(" "))[:LONGEST_CELL].strip().removeprefix("'")
