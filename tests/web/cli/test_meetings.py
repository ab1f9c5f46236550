"""`forum meetings plan` and `publish`, as an operator types them."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from forum.app import create_app
from forum.core.database import atomic, db, session
from forum.editions.enums import PlannedWishes
from forum.editions.models import Slot
from forum.mail.models import OutgoingMail
from forum.meetings.models import Meeting, MeetingRequest
from forum.settings import ROOT, Settings
from forum.timetable.commands.limits import ENDING, until_interrupted
from forum.timetable.models import DraftLeftOut, DraftMeeting, TimetableDraft
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.web.cli.conftest import Run

SLUG = "foro-2026"
QUICK = ("--seconds", "0.5")


@pytest.fixture
def program(run: Run) -> Flask:
    """A migrated program with a buyer who has two slots and three requests."""
    run("migrate")
    app = create_app(Settings.from_environment())
    with app.app_context():
        edition = an_edition(slug=SLUG, buyer_spare_slots_per_day=0, planned_wishes=PlannedWishes.ALL)
        hall = a_hall(edition)
        buyer = a_buyer(edition, tables(hall)[0], at=slots(hall, days_of(edition)[0], 2))
        requirement = a_requirement(buyer)
        for status in ("accepted", "sent", "sent"):
            a_request(requirement, *a_supplier(edition), status=status)
        db.session.remove()
    return app


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(model)) or 0


def test_an_edition_is_planned_and_its_draft_kept(run: Run, program: Flask) -> None:
    code, said = run("meetings", "plan", SLUG, *QUICK)
    assert code == 0
    assert "3 wishes (0 of them meetings that stay where they are), 1 buyers, 3 people of 3 suppliers, 2 slots." in said
    assert "proved the best" in said
    words = {
        name: tuple(numbers) for name, *numbers in (line.split() for line in said.splitlines() if line[:2] == "  ")
    }
    assert (words["mutual"], words["supplier"]) == (("1", "1", "1"), ("1", "2", "1"))
    assert (words["breaks"], words["walks"], words["moved"]) == (("0", "0"),) * 3
    assert "Left out: 1\n        1  " in said
    assert said.endswith("Kept as draft 1.\nNot published. To publish it: forum meetings publish 1\n")
    assert (count(program, TimetableDraft), count(program, DraftLeftOut), count(program, Meeting)) == (1, 1, 0)


def test_a_plan_says_how_many_preferred_slots_it_gives(run: Run, program: Flask) -> None:
    with program.app_context(), atomic() as current:
        first = current.scalar(select(func.min(Slot.id)))
        current.execute(update(MeetingRequest).values(preferred_slot_id=first))
    _, said = run("meetings", "plan", SLUG, *QUICK)
    assert "\nPreferred slots: 1 of 2\n" in said
    with program.app_context():
        cost = session().scalars(select(TimetableDraft.cost)).one()
    assert (cost["preferred"], cost["missed"]) == (2, 1)


def test_a_draft_is_published_once(run: Run, program: Flask) -> None:
    run("meetings", "plan", SLUG, *QUICK)
    told = "Draft 1 is published: 2 meetings made, 0 moved, 0 called off; 4 people are told.\n"
    assert run("meetings", "publish", "1") == (0, told)
    assert run("meetings", "publish", "1") == (1, "This draft of the schedule has been published already.\n")
    assert (count(program, Meeting), count(program, OutgoingMail)) == (2, 4)


def test_planning_publishes_at_once_where_asked_and_then_finds_nothing_to_change(run: Run, program: Flask) -> None:
    _, said = run("meetings", "plan", SLUG, *QUICK, "--publish")
    assert "Draft 1 is published: 2 meetings made" in said
    code, again = run("meetings", "plan", SLUG, *QUICK, "--replan", "--publish")
    assert code == 0
    assert "Draft 2 is published: 0 meetings made, 0 moved, 0 called off; 0 people are told." in again


def test_an_outdated_draft_is_refused_in_words(run: Run, program: Flask) -> None:
    run("meetings", "plan", SLUG, *QUICK)
    with program.app_context(), atomic() as current:
        current.execute(db.metadata.tables["meeting_request"].update().values(status="withdrawn"))
    code, said = run("meetings", "publish", "1")
    assert code == 1
    assert said.startswith("This draft is out of date. Requests that changed: 2; meetings that changed: 0; ")


def test_what_holds_is_published_partly_and_the_rest_is_named(run: Run, program: Flask) -> None:
    run("meetings", "plan", SLUG, *QUICK)
    with program.app_context(), atomic() as current:
        planned = current.scalar(select(func.min(DraftMeeting.request_id)))
        current.execute(update(MeetingRequest).where(MeetingRequest.id == planned).values(status="withdrawn"))
    code, said = run("meetings", "publish", "1", "--partly")
    assert code == 0
    assert "Draft 1 is published: 1 meetings made" in said
    assert re.search(rf"\n  request {planned} of .+ with .+: it is no longer open\n", said)


def test_a_front_makes_drafts_to_choose_from_and_policies_are_compared(run: Run, program: Flask) -> None:
    run("meetings", "plan", SLUG, *QUICK)
    code, said = run("meetings", "plan", SLUG, *QUICK, "--keep", "1", "--front")
    assert code == 0
    assert re.search(r"Of 2 meetings that had a place:\n\n.*\n      2        2      0 ", said)
    assert run("meetings", "plan", SLUG, *QUICK, "--front", "--publish")[0] == 1
    code, said = run("meetings", "policies", SLUG, *QUICK)
    assert code == 0
    assert [line.split()[:3] for line in said.splitlines()[1:4]] == [
        ["priority_first", "2", "0"], ["everybody_once", "2", "0"], ["few_days", "2", "0"],
    ]  # fmt: skip


def test_the_same_seed_makes_the_same_timetable(run: Run, program: Flask) -> None:
    first, second = (run("meetings", "plan", SLUG, *QUICK, "--seed", "7", "--workers", "2")[1] for _ in range(2))
    numbers = re.compile(r"[\d.]+ s,|draft \d+|publish \d+")
    assert numbers.sub("", first) == numbers.sub("", second)


def test_an_unknown_edition_and_draft_are_said_so(run: Run, program: Flask) -> None:
    assert run("meetings", "plan", "foro-1999") == (1, f"There is no edition foro-1999. Editions: {SLUG}\n")
    code, said = run("meetings", "publish", "99")
    assert (code, "Traceback" in said) == (1, False)


def test_a_database_without_its_tables_is_said_so(run: Run) -> None:
    assert run("meetings", "plan", SLUG) == (1, "Migrations are missing. Run: forum migrate\n")


@pytest.mark.parametrize("words", [("--seconds", "0"), ("--seconds", "inf"), ("--workers", "0"), ("--seed", "x")])
def test_numbers_that_are_none_are_refused(
    run: Run, words: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        run("meetings", "plan", SLUG, *words)
    assert end.value.code == 2
    assert words[0] in capsys.readouterr().err


@pytest.fixture(params=[signal.default_int_handler, signal.SIG_IGN, signal.SIG_DFL], ids=["python", "ignored", "none"])
def inherited(request: pytest.FixtureRequest) -> Iterator[object]:
    """What the parent left the process to do with the signals that end it, whoever started the tests."""
    before = {each: signal.signal(each, request.param) for each in ENDING}
    yield request.param
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.parametrize("number", ENDING)
def test_an_interruption_ends_the_search_and_not_the_command(inherited: object, number: signal.Signals) -> None:
    with until_interrupted() as cancelled:
        assert cancelled() is False
        os.kill(os.getpid(), number)
        assert cancelled() is True
    assert [signal.getsignal(each) for each in ENDING] == [inherited, inherited]


@pytest.mark.parametrize("number", ENDING)
def test_a_search_in_the_background_ends_with_the_best_so_far(run: Run, tmp_path: Path, number: signal.Signals) -> None:
    problem = tmp_path / "problem.json"
    problem.write_text(run("meetings", "generate", "--buyers", "20", "--suppliers", "80", "--wishes", "400")[1])
    command = [sys.executable, "-m", "forum.cli", "meetings", "solve", str(problem), "--seconds", "300", "--progress"]
    searching = subprocess.Popen(
        ["bash", "-c", "trap '' INT; exec \"$@\"", "bash", *command],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert searching.stderr is not None
    searching.stderr.readline()
    searching.send_signal(number)
    answer, _errors = searching.communicate(timeout=60)
    assert searching.returncode == 0
    assert len(json.loads(answer)["meetings"]) > 0
