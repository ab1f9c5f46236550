"""Which font draws which character, and what is drawn for a character that none has."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forum.printing.fonts import Fonts
from forum.printing.typefaces import Typeface, load_typefaces

NAMES = {
    "cyrillic": "Дмитрий Жуков",
    "greek": "Ελένη Παπαδοπούλου",
    "vietnamese": "Nguyễn Thị Phượng",
    "arabic": "محمد عبد الله",
    "persian": "می‌نا",  # a joiner that parts two letters
    "hebrew": "שלמה בן־דוד",
    "thai": "กิ่งกาญจน์ ศรีสุวรรณ",
    "devanagari": "क्षितिज श्रीनिवासन्",
    "japanese": "山田太郎 さくら マツダ",
    "chinese": "张伟 張偉",
    "korean": "김철수 金",
}


@pytest.fixture
def bold(fonts: Fonts) -> Typeface:
    return load_typefaces(fonts).bold


@pytest.fixture
def built(built_fonts: Fonts) -> Typeface:
    return load_typefaces(built_fonts).bold


@pytest.fixture
def narrow(narrow_fonts: Fonts) -> Typeface:
    return load_typefaces(narrow_fonts).bold


def font_names(typeface: Typeface, text: str, *, whole: str | None = None) -> list[str]:
    """The file of each part's font, from left to right, without its weight."""
    return [run.font.split("/")[-1].split(".")[0].split("-")[0] for run in typeface.runs(text, whole=whole)]


@pytest.mark.parametrize("name", ["Muñoz Íñiguez", "Peña & Ordóñez", "Müller-Šebek", "O’Higgins"])
def test_latin_names_are_drawn_as_they_are_in_one_font_without_shaping(bold: Typeface, name: str) -> None:
    (run,) = bold.runs(bold.drawable(name))
    assert (run.text, run.glyphs) == (name, None)


def test_decomposed_accents_are_composed(bold: Typeface) -> None:
    bold.drawable("́")
    assert bold.drawable("Muñoz") == "Muñoz"


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_of_any_script_is_drawn_as_it_is_written(built: Typeface, name: str) -> None:
    assert built.drawable(name) == name
    assert sorted("".join(run.text for run in built.runs(name))) == sorted(name)
    assert built.unprintable(name) == []
    assert "\0" not in "".join(str(run.glyphs or "") for run in built.runs(name))


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("Жуков", "noto"),
        ("Ελένη", "noto"),
        ("Nguyễn", "badge"),
        ("محمد", "arabic"),
        ("שלמה", "hebrew"),
        ("ศรีสุวรรณ", "thai"),
        ("श्रीनिवासन्", "noto"),
        ("山田太郎", "japanese"),
        ("やまだ", "japanese"),
        ("张伟", "chinese"),
        ("김철수", "korean"),
        ("金철수", "korean"),
    ],
)
def test_a_name_is_drawn_in_the_font_of_its_script(built: Typeface, name: str, font: str) -> None:
    assert font_names(built, name) == [font]


def test_arabic_letters_are_joined_and_stand_from_right_to_left(built: Typeface) -> None:
    (run,) = built.runs("محمد")
    assert [data.cluster for data in run.glyphs.__shapeData__] == [3, 2, 1, 0]
    assert [ord(glyph) for glyph in run.glyphs] == [0xFEAA, 0xFEE4, 0xFEA4, 0xFEE3]  # dal final, meem, hah medial, meem
    assert ord(built.runs("م")[0].glyphs) in {0x645, 0xFEE1}  # alone it has another form


def test_devanagari_signs_are_put_in_their_place(built: Typeface) -> None:
    (run,) = built.runs("कि")
    assert [glyph == "क" for glyph in run.glyphs] == [False, True]  # the vowel is written after and drawn before
    (joined,) = built.runs("क्षि")
    assert len(joined.glyphs) < len("क्षि")


def test_thai_signs_take_no_width(built: Typeface) -> None:
    assert built.measure("กิ่") == pytest.approx(built.measure("ก"))


@pytest.mark.parametrize(
    ("text", "from_left"),
    [
        ("شركة النور (2026)", ["(", "2026", ") ", "النور", " ", "شركة"]),
        ("شركة Mazda (2026) النور", ["النور", " ", "Mazda (2026)", " ", "شركة"]),
        ("النور (Al Noor) للتجارة", ["للتجارة", " (", "Al Noor", ") ", "النور"]),
        ("Teva תעשיות (כהן)", ["Teva ", "(", "כהן", ") ", "תעשיות"]),
        ("[כהן", ["כהן", "]"]),
    ],
)
def test_words_numbers_and_brackets_of_both_directions_are_in_order(
    built: Typeface, text: str, from_left: list[str]
) -> None:
    glyphs = [str(run.glyphs) if run.glyphs is not None else run.text for run in built.runs(text)]
    assert [
        drawn if drawn.isascii() else run.text for drawn, run in zip(glyphs, built.runs(text), strict=True)
    ] == from_left


def test_a_line_of_a_text_from_right_to_left_runs_as_the_text(built: Typeface) -> None:
    whole = "محمد Mazda Toyota"
    assert [run.text.strip() for run in built.runs("Mazda محمد", whole=whole) if run.text.strip()] == ["محمد", "Mazda"]
    assert [run.text.strip() for run in built.runs("Mazda محمد") if run.text.strip()] == ["Mazda", "محمد"]


def test_a_line_follows_the_script_of_the_whole_text(built: Typeface) -> None:
    assert font_names(built, "中", whole="华中人民") == ["chinese"]
    assert font_names(built, "中") == ["japanese"]


def test_mixed_names_change_font_where_the_script_does(built: Typeface) -> None:
    assert [run.text for run in built.runs(built.drawable("Taro 山田 San"))] == ["Taro ", "山田", " San"]


@pytest.mark.parametrize("text", ["Taro 山田 Muñoz", *NAMES.values()])
def test_the_width_of_a_text_is_the_sum_of_its_runs(built: Typeface, text: str) -> None:
    assert sum(run.ems for run in built.runs(text)) == pytest.approx(built.measure(text))
    assert built.measure_in(text)(text) == built.measure(text)


@pytest.mark.parametrize(("name", "printed"), [("Ḿarta", "Marta"), ("Ștefan", "Stefan"), ("Nguyễn", "Nguyen")])
def test_a_letter_the_font_lacks_loses_only_its_accent(narrow: Typeface, name: str, printed: str) -> None:
    assert narrow.drawable(name) == printed


def test_an_unknown_letter_is_shown_as_a_box_never_dropped(narrow: Typeface) -> None:
    box = narrow.drawable("ⴰ")
    assert len(box) == 1
    assert narrow.drawable("AⴰBⴰC") == f"A{box}B{box}C"


@pytest.mark.parametrize(
    ("written", "printed", "lost"),
    [
        ("Ana 🚗 Luna", "Ana Luna", ["🚗"]),
        ("Eva👩‍🔧", "Eva", ["👩‍", "🔧"]),
        ("México 🇲🇽❤️", "México", ["🇲", "🇽", "❤️"]),
        ("Salón 1️⃣", "Salón 1", ["1️⃣"]),
        ("Zoë", "Zoë", []),
    ],
)
def test_pictures_are_left_out_and_told(built: Typeface, written: str, printed: str, lost: list[str]) -> None:
    assert (built.drawable(written), built.unprintable(written)) == (printed, lost)


def test_letters_of_a_script_without_a_font_are_told(built: Typeface) -> None:
    assert built.unprintable("გიორგი Luna") == ["გ", "ი", "ო", "რ"]


@example("\u06dd\u200dم")
@example("\u0e68\u200c\u031eש")
@example("\u202eשל\u2067A(\u0301)")
@given(st.text(st.characters() | st.sampled_from("مשק्ि(\u200d2 🚗")))
def test_any_text_is_drawn_whole_and_its_width_known(built_fonts: Fonts, text: str) -> None:
    built = load_typefaces(built_fonts).bold
    drawable = built.drawable(text)
    assert sorted("".join(run.text for run in built.runs(drawable))) == sorted(drawable)
    assert built.measure(drawable) >= 0


@pytest.mark.parametrize(("text", "drawn"), [("ש\uffff", "ש\ufffd"), ("م\U00010efd", "م\U00010efd")])
def test_characters_that_python_does_not_know_yet_are_neutral(built: Typeface, text: str, drawn: str) -> None:
    assert built.drawable(text) == drawn
    assert sorted("".join(run.text for run in built.runs(drawn))) == sorted(drawn)


def test_rare_ideographs_of_names_have_a_font(built: Typeface) -> None:
    assert built.unprintable("𠮷田 髙橋 﨑") == []


def test_invisible_characters_leave_no_mark(bold: Typeface) -> None:
    assert bold.drawable("Ma\u200bría\u202e\x00 Ló\u200dpez\u00ad") == "María López"


def test_an_extra_font_is_tried_before_the_box(narrow_fonts: Fonts, fonts: Fonts) -> None:
    if narrow_fonts == fonts:
        pytest.skip("no second font on this machine")
    widened = Fonts(narrow_fonts.regular, narrow_fonts.bold, extra=((fonts.regular, fonts.bold),))
    assert load_typefaces(widened).bold.drawable("Ștefan Жук") == "Ștefan Жук"
