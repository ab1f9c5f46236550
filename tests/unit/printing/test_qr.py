"""QR symbols of version 1."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from forum.printing.qr import CAPACITY, MASK, MODULES, merged_rectangles, qr_matrix, qr_svg

CODE = "7K2MQ0T9ACDEFGHJ1356"
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
codes = st.text(alphabet=ALPHANUMERIC, min_size=1, max_size=CAPACITY)


def test_the_symbol_is_the_one_the_library_makes_on_its_own() -> None:
    plain = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=MASK)
    plain.add_data(CODE)
    plain.make()
    assert plain.version == 1
    assert [list(row) for row in qr_matrix(CODE)] == plain.modules


@given(codes)
def test_every_code_fits_a_version_1_symbol(code: str) -> None:
    matrix = qr_matrix(code)
    assert [len(row) for row in matrix] == [MODULES] * 21


@pytest.mark.parametrize("text", [CODE + "7", CODE[:-1] + "ñ", CODE.lower()])
def test_a_code_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"holds 20 characters|can not be represented"):
        qr_matrix(text)


@given(codes)
def test_the_rectangles_cover_each_dark_module_once(code: str) -> None:
    matrix = qr_matrix(code)
    covered = [
        (x, y)
        for run in merged_rectangles(matrix)
        for x in range(run.x, run.x + run.width)
        for y in range(run.y, run.y + run.height)
    ]
    assert len(covered) == len(set(covered))
    assert set(covered) == {(x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}


def test_merging_downwards_saves_rectangles() -> None:
    matrix = qr_matrix(CODE)
    rows_alone = sum(len(re.findall("1+", "".join("01"[dark] for dark in row))) for row in matrix)
    assert len(merged_rectangles(matrix)) < 0.8 * rows_alone


def test_the_svg_is_one_path_on_white_with_a_quiet_zone_and_no_inline_style() -> None:
    svg = qr_svg(CODE, title='Código de "María" & compañía')
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    assert [child.tag for child in root] == [f"{space}rect", f"{space}path"]
    assert root.attrib["viewBox"] == "0 0 29 29"
    assert root.attrib["aria-label"] == 'Código de "María" & compañía'
    assert "style" not in svg
    starts = re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", root[1].attrib["d"])
    edges = [(int(x), int(y), int(x) + int(w), int(y) + int(h)) for x, y, w, h in starts]
    assert (min(e[0] for e in edges), min(e[1] for e in edges)) == (4, 4)
    assert (max(e[2] for e in edges), max(e[3] for e in edges)) == (25, 25)
