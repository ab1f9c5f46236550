"""Published files are read whatever their spacing; malformed ones raise an error that says where."""

import pytest

from forum.scheduling.fixed import FixedMeeting, FixedProblem, ProblemFileError, Session, read_dzn

FILE = """\
nBusiness = 3;
nMeetings = 2;
nTables = 1;
nTotalSlots = 4;
nMorningSlots = 2;

requested = [|1, 2,1,
|2, 3,3,
|];

meetingsxBusiness = [{1},
{1,2},
{7}];
nMeetingsBusiness = [1,2,1];

forbidden = [{0},
{1,3},
{}];
fixed = [0,4];
precedences = [{},
{1}];
"""
PROBLEM = FixedProblem(
    participants=3,
    tables=1,
    slots=4,
    morning=2,
    meetings=(
        FixedMeeting(1, 2, Session.MORNING),
        FixedMeeting(2, 3, Session.EITHER, fixed=4, after=frozenset({1})),
    ),
    forbidden=(frozenset(), frozenset({1, 3}), frozenset()),
)


def test_a_published_file_is_read() -> None:
    assert read_dzn(FILE) == PROBLEM


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("nTables = 1;", "% tables\nnTables=1 ; /* one\nonly */"),
        ("\n", "\r\n"),
        ("[|1, 2,1,\n|2, 3,3,\n|]", "[| 1,2,1 | 2,3,3 |]"),
        ("{1,3}", "{ 1 , 3, }"),
        ("{0},\n{1,3},\n{}", "1..0, {1,3}, {},"),
        ("[{},\n{1}]", "[{}, 1..1]"),
        ("nBusiness", "\ufeffnBusiness"),
        ("{1}];\n", "{1}]"),
    ],
)
def test_spacing_and_notation_do_not_matter(written: str, instead: str) -> None:
    changed = FILE.replace(written, instead) if written != "{1}];\n" else FILE.removesuffix(written) + instead
    assert changed != FILE
    assert read_dzn(changed) == PROBLEM


def test_a_range_is_a_set() -> None:
    assert read_dzn(FILE.replace("{1,3}", "1..3")).forbidden[1] == {1, 2, 3}


def test_missing_optional_arrays_restrict_nothing() -> None:
    bare = read_dzn(FILE[: FILE.index("forbidden")])
    assert bare.forbidden == (frozenset(),) * 3
    assert [(m.fixed, m.after) for m in bare.meetings] == [(0, frozenset())] * 2


def test_a_file_without_meetings_is_valid() -> None:
    text = "nBusiness=0; nMeetings=0; nTables=0; nTotalSlots=0; nMorningSlots=0; requested=[||]; fixed=[];"
    assert read_dzn(text) == FixedProblem(0, 0, 0, 0, ())


@pytest.mark.parametrize(
    ("written", "instead", "sentence"),
    [
        ("nTables = 1;", "", "nTables is missing"),
        ("nTables = 1", "nTables = {1}", "nTables must be a number"),
        ("nTables = 1", "nTables = -1", "nTables must be from 0 to 100000, not -1"),
        ("nTables = 1;", "nTables = 1; nTables = 2;", "nTables is given twice"),
        ("nMorningSlots = 2", "nMorningSlots = 5", "nMorningSlots must be from 0 to 4, not 5"),
        ("nMeetings = 2", "nMeetings = 3", "requested must have 3 elements, not 2"),
        ("|2, 3,3", "|2, 3", "requested: row 2 must have 3 numbers"),
        ("|2, 3,3", "|2, 4,3", "requested: row 2: the second participant must be from 1 to 3, not 4"),
        ("|2, 3,3", "|2, 3,4", "requested: row 2: the session must be from 1 to 3, not 4"),
        ("|2, 3,3", "|2, 2,3", "requested: row 2: participant 2 cannot meet themselves"),
        ("{1,3}", "{1,5}", "forbidden: element 2 must be from 0 to 4, not 5"),
        ("{1,3}", "3", "forbidden: element 2 must be a set"),
        ("[0,4]", "[0,5]", "fixed: element 2 must be from 0 to 4, not 5"),
        ("[0,4]", "[0,{4}]", "fixed: element 2 must be a number"),
        ("[0,4]", "4", "fixed must be an array"),
        ("{1}];\n", "{3}];\n", "precedences: element 2 must be from 0 to 2, not 3"),
        ("[0,4]", "[0,4", "fixed: expected ',' or ']', found ';'"),
        ("[0,4]", "[0,x]", "fixed: expected a number, found 'x'"),
        ("[0,4]", "[0,1..999999999]", "fixed: 1..999999999 is too long a range"),
        ("nTables = 1;", "nTables = 1", "expected ';', found 'nTotalSlots'"),
        ("nTables = 1;", "nTables = 1; 5", "expected a name, found '5'"),
        ("nTables = 1", "nTables = 1.5", "line 3: '.' has no meaning here"),
        ("[0,4];", "[0,4]; \x00", "line 19: '\\x00' has no meaning here"),
    ],
)
def test_the_error_of_a_malformed_file_says_where(written: str, instead: str, sentence: str) -> None:
    assert written in FILE
    with pytest.raises(ProblemFileError) as refused:
        read_dzn(FILE.replace(written, instead))
    assert str(refused.value) == sentence


@pytest.mark.parametrize("length", range(0, FILE.index("|];"), 5))
def test_a_truncated_file_is_an_error(length: int) -> None:
    with pytest.raises(ProblemFileError):
        read_dzn(FILE[:length])
