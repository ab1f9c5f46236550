"""Sheets that people send: XLSX and CSV (of Excel too: Windows-1252, parted by `;`), read as rows of texts.

A file of few bytes can unpack to many gigabytes. So what a workbook says it unpacks to is added up before it is opened
(the library of zip files reads no more of a part than it says), and rows, columns and letters have a limit.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forum.core.errors import Refusal
from forum.core.i18n import N_

MEGABYTE = 1024 * 1024
MOST_COLUMNS, LONGEST_CELL = 60, 4000
DELIMITERS = (";", ",", "\t", "|")
FIRST_LINES = 20
ZIP = b"PK\x03\x04"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a sheet is read at once: rows below the headings, megabytes of the file and of what it unpacks to."""

    rows: int
    megabytes: int
    unpacked: int


USUAL = Limits(rows=2_000, megabytes=4, unpacked=40)


class SheetUnreadable(Refusal):
    """The file is no workbook and no text of columns."""

    sentence = N_("No pudimos leer la hoja. Suba un XLSX, o un CSV guardado desde Excel.")
    field = "file"


class SheetTooLarge(Refusal):
    """The file has more bytes or rows than are read at once."""

    sentence = N_("La hoja es demasiado grande. Suba hasta %(rows)s renglones y %(megabytes)s MB a la vez.")
    field = "file"


def read_rows(data: bytes, limits: Limits = USUAL) -> list[list[str]]:
    """The rows of the first sheet that are not empty, every cell as a text; first the headings, as many as columns.

    Raises:
        SheetUnreadable: it is neither XLSX nor CSV.
        SheetTooLarge: it has too many bytes, packed or unpacked, or too many rows.
    """
    if len(data) > limits.megabytes * MEGABYTE:
        raise _too_large(limits)
    rows: list[list[str]] = []
    for row in _workbook(data, limits) if data.startswith(ZIP) else _text(data):
        cells = [_cell(value) for value in row[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(cells)
        if len(rows) > limits.rows + 1:
            raise _too_large(limits)
    if not rows:
        raise SheetUnreadable
    rows[0] += [""] * (max(map(len, rows)) - len(rows[0]))
    return rows


def _too_large(limits: Limits) -> SheetTooLarge:
    return SheetTooLarge(rows=f"{limits.rows:,}", megabytes=limits.megabytes)


def _workbook(data: bytes, limits: Limits) -> Iterator[Sequence[Any]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > limits.unpacked * MEGABYTE:
                raise _too_large(limits)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for count, row in enumerate(book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS)):
            if count > 2 * limits.rows:  # empty ones too
                raise _too_large(limits)
            yield row
    except Refusal:
        raise
    except Exception as error:  # the library says what is wrong with a workbook in many ways
        raise SheetUnreadable from error


def _text(data: bytes) -> Iterator[list[str]]:
    text, delimiter = _delimited(_decoded(data))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise SheetUnreadable from error


def _delimited(text: str) -> tuple[str, str]:
    """The text and what parts its columns: as Excel names it (`sep=;`), else what the headings hold most of.

    Where the first line holds none, as a title does, the first lines that do say it.
    """
    first, _end, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return rest, first[4]
    lines = (line for line in text.splitlines()[:FIRST_LINES] if any(each in line for each in DELIMITERS))
    headings = next(lines, "")
    return text, max(DELIMITERS, key=headings.count)


def _decoded(data: bytes) -> str:
    if data.startswith(UTF_16):  # "Unicode text" of Excel
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise SheetUnreadable from error
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
