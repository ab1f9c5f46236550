"""`forum meetings solve` and `generate`, as whoever tests the engine types them: files in, JSON out, no database."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forum.scheduling.check import violations
from forum.scheduling.files import problem_from_json
from forum.scheduling.problem import Place
from tests.web.cli.conftest import Run

PEOPLE = [
    {"id": "b1", "side": "buyer", "table": "1", "most": 1},
    {"id": "s1", "side": "supplier"},
    {"id": "s2", "side": "supplier"},
]
PROBLEM: dict[str, Any] = {
    "slots": [{"day": 0, "starts": 540, "ends": 560}],
    "tables": 1,
    "participants": PEOPLE,
    "wishes": [
        {"id": "w1", "buyer": "b1", "supplier": "s1", "priority": "mutual"},
        {"id": "w2", "buyer": "b1", "supplier": "s2"},
    ],
}
FIXED = """\
nBusiness = 3;
nMeetings = 2;
nTables = 1;
nTotalSlots = 4;
nMorningSlots = 4;
requested = [|1, 2, 3, |2, 3, 3, |];
meetingsxBusiness = [{1}, {1, 2}, {2}];
nMeetingsBusiness = [1, 2, 1];
forbidden = [{}, {2, 3}, {}];
fixed = [1, 0];
precedences = [{}, {}];
"""
"""Two meetings of one business, which is there in the first slot and the last only: one break, in one slot each."""

Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file to be solved; its name."""

    def write_one(content: object, name: str = "problem.json") -> str:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return write_one


def test_a_problem_is_solved_and_each_refusal_explained_in_both_languages(run: Run, write: Write) -> None:
    code, said = run("meetings", "solve", write(PROBLEM), "--seconds", "1")
    answer = json.loads(said)
    assert (code, answer["status"], answer["meetings"]) == (0, "optimal", {"w1": {"slot": 0, "table": "1"}})
    (left,) = answer["left_out"]
    assert (left["wish"], left["reason"], set(left["words"])) == ("w2", "lower_priority", {"es", "en"})
    assert left["words"]["es"].startswith("El espacio se dio a una cita con más prioridad")


def test_the_answer_is_written_to_a_file_as_it_is_printed(run: Run, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    code, said = run("meetings", "solve", write(PROBLEM), "--seconds", "1", "--json", str(out))
    assert (code, out.read_text(encoding="utf-8")) == (0, said)


def test_progress_is_told_beside_the_answer(run: Run, write: Write) -> None:
    code, said = run("meetings", "solve", write(PROBLEM), "--seconds", "1", "--progress")
    assert code == 0
    assert "0%  1 of at most 1 wishes, 0 breaks (at least 0)\n" in said


@pytest.mark.parametrize(
    ("fairness", "answer"),
    [("none", ("optimal", 1, [1, 4])), ("1", ("optimal", 1, [1, 4])), ("0", ("infeasible", None, []))],
)
def test_a_published_problem_is_solved_within_the_fairness_asked_for(
    run: Run, write: Write, fairness: str, answer: tuple[object, ...]
) -> None:
    code, said = run("meetings", "solve", write(FIXED, "one.dzn"), "--fairness", fairness)
    found = json.loads(said)
    assert (code, set(found)) == (0, {"status", "breaks", "bound", "seconds", "slots"})
    assert (found["status"], found["breaks"], found["slots"]) == answer


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", " is not JSON in UTF-8: Expecting property name"),
        ("", " is not JSON in UTF-8: Expecting value"),
        ("[" * 100_000, " is not JSON in UTF-8: it is nested too deeply"),
        (f"[{'9' * 5_000}]", " is not JSON in UTF-8: Exceeds the limit"),
        ({**PROBLEM, "walking": 10**30}, f": walking: 1{'0' * 30} is beyond 1,000,000,000,000,000"),
        ({**PROBLEM, "wishes": json.loads("[" * 400 + "]" * 400)}, f": wishes[0]: {'[' * 57}… is no object"),
        ([], ": the problem: [] is no object"),
        ({}, ": the problem: slots is missing"),
        ({**PROBLEM, "walks": 1}, ': the problem: "walks" is none of slots, tables'),
        ({**PROBLEM, "walking": "far"}, ': walking: "far" is no whole number'),
        ({**PROBLEM, "participants": [{"id": "b1"}]}, ": participants[0]: side is missing"),
        ({**PROBLEM, "wishes": [{"id": "w", "buyer": "b1", "supplier": "x"}]}, ": wish w: the supplier x is no"),
        ({**PROBLEM, "slots": [{"day": 0, "starts": n, "ends": n + 1} for n in range(64)]}, ": a day has more than 63"),
    ],
)
def test_what_is_no_problem_is_refused_with_its_place(run: Run, write: Write, content: object, sentence: str) -> None:
    code, said = run("meetings", "solve", write(content))
    assert (code, "Traceback" in said, said.count("\n")) == (1, False, 1)
    assert f"problem.json{sentence}" in said


def test_a_file_that_is_not_there_is_said_so(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "none.json"
    assert run("meetings", "solve", str(missing)) == (1, f"{missing} cannot be read: No such file or directory\n")


def test_a_file_that_is_no_text_is_said_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bytes.json"
    path.write_bytes(b"\xff\xfe{}")
    code, said = run("meetings", "solve", str(path))
    assert (code, said.startswith(f"{path} is not JSON in UTF-8: ")) == (1, True)


def test_a_published_file_that_is_none_is_said_so(run: Run, write: Write) -> None:
    code, said = run("meetings", "solve", write("nBusiness = many;", "one.dzn"))
    assert (code, "one.dzn: " in said, "Traceback" in said) == (1, True, False)


def test_an_answer_that_cannot_be_written_is_printed_and_said_so(run: Run, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "out.json"
    code, said = run("meetings", "solve", write(PROBLEM), "--seconds", "1", "--json", str(out))
    assert (code, said.endswith(f"{out} cannot be written: No such file or directory\n")) == (1, True)
    assert json.loads(said.splitlines()[0])["status"] == "optimal"


@pytest.mark.parametrize(
    "words",
    [("--fairness", "-1"), ("--fairness", "some"), ("--seconds", "0"), ("--seconds", "nan"), ("--workers", "0")],
)
def test_numbers_that_are_none_are_refused(
    run: Run, write: Write, words: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        run("meetings", "solve", write(PROBLEM), *words)
    assert end.value.code == 2
    assert words[0] in capsys.readouterr().err


SIZE = ("--buyers", "4", "--suppliers", "12", "--wishes", "30", "--days", "1", "--slots", "6", "--seed", "3")


def test_an_invented_problem_is_as_large_as_asked_and_the_same_again(run: Run) -> None:
    first, second = (run("meetings", "generate", *SIZE) for _ in range(2))
    made = problem_from_json(json.loads(first[1]))
    assert (first, first[0]) == (second, 0)
    assert (len(made.wishes), len(made.slots), len(made.tables)) == (30, 6, 4)


def test_an_invented_problem_is_solved_by_the_rules(run: Run, write: Write) -> None:
    written = run("meetings", "generate", *SIZE)[1]
    answer = json.loads(run("meetings", "solve", write(written), "--seconds", "1")[1])
    meetings = {name: Place(**place) for name, place in answer["meetings"].items()}
    assert violations(problem_from_json(json.loads(written)), meetings) == []
    assert len(meetings) + len(answer["left_out"]) == 30


@pytest.mark.parametrize("words", [("--buyers", "0"), ("--slots", "-1"), ("--wishes", "many")])
def test_sizes_that_are_none_are_refused(run: Run, words: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as end:
        run("meetings", "generate", *words)
    assert end.value.code == 2
