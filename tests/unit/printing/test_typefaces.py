"""Which font draws which character, and what is drawn for a character that none has."""

import pytest

from forum.printing.typefaces import CHINESE, JAPANESE, KOREAN, Fonts, Typeface, load_typefaces


@pytest.fixture
def bold(fonts: Fonts) -> Typeface:
    return load_typefaces(fonts).bold


@pytest.fixture
def narrow(narrow_fonts: Fonts) -> Typeface:
    return load_typefaces(narrow_fonts).bold


@pytest.mark.parametrize("name", ["Muñoz Íñiguez", "Peña & Ordóñez", "Müller-Šebek", "O’Higgins"])
def test_latin_names_are_drawn_as_they_are_in_one_font(bold: Typeface, name: str) -> None:
    runs = bold.runs(bold.drawable(name))
    assert "".join(run.text for run in runs) == name
    assert len({run.font for run in runs}) == 1


def test_decomposed_accents_are_composed(bold: Typeface) -> None:
    bold.drawable("́")
    assert bold.drawable("Muñoz") == "Muñoz"


@pytest.mark.parametrize(
    ("name", "font"),
    [("山田太郎", JAPANESE), ("やまだ", JAPANESE), ("张伟", CHINESE), ("김철수", KOREAN), ("金철수", KOREAN)],
)
def test_east_asian_names_are_drawn_in_the_fonts_of_the_viewer(bold: Typeface, name: str, font: str) -> None:
    assert [(run.font, run.text) for run in bold.runs(bold.drawable(name))] == [(font, name)]


def test_a_line_follows_the_script_of_the_whole_text(bold: Typeface) -> None:
    assert [run.font for run in bold.runs("中", whole="中华人民")] == [CHINESE]


def test_mixed_names_change_font_where_the_script_does(bold: Typeface) -> None:
    assert [run.text for run in bold.runs(bold.drawable("Taro 山田 San"))] == ["Taro ", "山田", " San"]


def test_the_width_of_a_text_is_the_sum_of_its_runs(bold: Typeface) -> None:
    text = bold.drawable("Taro 山田 Muñoz")
    assert sum(run.ems for run in bold.runs(text)) == pytest.approx(bold.measure(text))


@pytest.mark.parametrize(("name", "printed"), [("Ḿarta", "Marta"), ("Ștefan", "Stefan"), ("Nguyễn", "Nguyen")])
def test_a_letter_the_font_lacks_loses_only_its_accent(narrow: Typeface, name: str, printed: str) -> None:
    assert narrow.drawable(name) == printed


def test_an_unknown_character_is_shown_as_a_box_never_dropped(narrow: Typeface) -> None:
    box = narrow.drawable("ⴰ")
    assert len(box) == 1
    assert narrow.drawable("AⴰBⴰC") == f"A{box}B{box}C"


def test_invisible_characters_leave_no_mark(bold: Typeface) -> None:
    assert bold.drawable("Ma\u200bría\u202e\x00 López\u00ad") == "María López"


def test_an_extra_font_is_tried_before_the_box(narrow_fonts: Fonts, fonts: Fonts) -> None:
    if narrow_fonts == fonts:
        pytest.skip("no second font on this machine")
    widened = Fonts(narrow_fonts.regular, narrow_fonts.bold, extra=(fonts.regular,))
    assert load_typefaces(widened).bold.drawable("Ștefan Жук") == "Ștefan Жук"
