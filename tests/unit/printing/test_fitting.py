"""Texts in their boxes: smaller, then on more lines, then broken, and shortened only where allowed."""

from hypothesis import given
from hypothesis import strategies as st

from forum.printing.fitting import ELLIPSIS, FittedText, Measure, TextBox, fit_text
from forum.printing.fonts import Fonts
from forum.printing.typefaces import load_typefaces

BOX = TextBox(width=200, height=60, largest=40, smallest=10)

texts = st.text(min_size=0, max_size=200)
words = st.lists(st.text(alphabet="aíñMW-.", min_size=1, max_size=90), max_size=9).map(" ".join)
boxes = st.builds(
    TextBox,
    width=st.floats(30, 400),
    height=st.floats(15, 120),
    largest=st.floats(12, 60),
    smallest=st.floats(4, 12),
    max_lines=st.integers(1, 4),
    leading=st.floats(1, 1.5),
    comfortable=st.floats(0.3, 1),
    may_shorten=st.booleans(),
)


def half(text: str) -> float:
    """Every letter half an em wide."""
    return 0.5 * len(text)


def fitted(text: str, **changes: float) -> FittedText:
    box = TextBox(width=200, height=60, largest=40, smallest=10, leading=1, **changes)  # type: ignore[arg-type]
    return fit_text(text, box=box, measure=half)


def test_a_short_text_is_as_large_as_allowed() -> None:
    assert fitted("José") == FittedText(("José",), fitted("José").size, 1)
    assert round(fitted("José").size, 6) == 40


def test_a_longer_text_shrinks_first() -> None:
    result = fitted("Fernanda María")
    assert (result.lines, round(result.size, 4)) == (("Fernanda María",), round(200 / 7, 4))


def test_a_text_wraps_where_that_makes_it_larger() -> None:
    result = fitted("María Fernanda Guadalupe")
    assert (result.lines, round(result.size, 4)) == (("María Fernanda", "Guadalupe"), round(200 / 7, 4))


def test_a_word_too_long_is_broken_and_no_letter_is_lost() -> None:
    result = fitted("M" * 60)
    assert "".join(result.lines) == "M" * 60
    assert result.size > 10
    assert not result.shortened


def test_a_text_that_may_not_be_shortened_goes_below_the_smallest_size() -> None:
    result = fitted("M" * 2000)
    assert "".join(result.lines) == "M" * 2000
    assert result.size < 10


def test_a_text_that_may_be_shortened_ends_in_an_ellipsis_at_the_smallest_size() -> None:
    result = fitted("Comercializadora " * 30, may_shorten=True)
    assert result.shortened
    assert result.lines[-1].endswith(ELLIPSIS)
    assert round(result.size, 6) == 10


def test_an_empty_text_has_no_lines() -> None:
    assert fitted("  \n ").lines == ()


def assert_inside(result: FittedText, box: TextBox, measure: Measure) -> None:
    assert all(measure(line) * result.size <= box.width * (1 + 1e-9) for line in result.lines)
    assert result.height <= box.height * (1 + 1e-9)
    assert result.size <= box.largest


@given(texts | words, boxes)
def test_no_text_leaves_its_box(text: str, box: TextBox) -> None:
    assert_inside(fit_text(text, box=box, measure=half), box, half)


@given(texts | words, boxes)
def test_no_text_leaves_its_box_in_a_real_font(fonts: Fonts, text: str, box: TextBox) -> None:
    bold = load_typefaces(fonts).bold
    result = fit_text(bold.drawable(text), box=box, measure=bold.measure)
    assert_inside(result, box, bold.measure)


@given(st.text(st.sampled_from("محמدשקि्षกิ่山김Ж é(2)🚗Ab "), max_size=40), boxes)
def test_no_text_of_any_script_leaves_its_box(built_fonts: Fonts, text: str, box: TextBox) -> None:
    bold = load_typefaces(built_fonts).bold
    drawable = bold.drawable(text)
    measure = bold.measure_in(drawable)
    result = fit_text(drawable, box=box, measure=measure)
    assert_inside(result, box, measure)
    for line in result.lines:
        drawn = sum(run.ems for run in bold.runs(line, whole=drawable))
        assert drawn * result.size <= box.width * (1 + 1e-9)


def test_a_word_is_not_broken_between_a_letter_and_its_marks() -> None:
    result = fit_text("กิ่" * 30, box=TextBox(width=50, height=60, largest=10, smallest=8), measure=len)
    assert len(result.lines) > 1
    assert {line[0] for line in result.lines} == {"ก"}


@given(texts | words, boxes)
def test_no_letter_is_lost_unless_the_text_may_be_shortened(text: str, box: TextBox) -> None:
    result = fit_text(text, box=box, measure=half)
    kept = "".join("".join(result.lines).split())
    whole = "".join(text.split())
    if result.shortened:
        assert box.may_shorten
        assert whole.startswith(kept.removesuffix(ELLIPSIS))
    else:
        assert kept == whole
