"""The queue: jobs requested and run."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from forum.core.clock import utc_now
from forum.jobs import enqueue, every, init_jobs, job, run_waiting_jobs, soon
from forum.jobs.beat import beat
from forum.jobs.consumer import check_jobs, consuming
from forum.jobs.queue import queue_of
from forum.jobs.stores import open_store
from forum.settings import Settings, UnsafeSettings

POSTGRES, SQLITE = "postgres", "sqlite"


class Work:
    """What the jobs of a small app did."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.happened, self.ticks = threading.Event(), threading.Event()

    def jobs(self) -> list[object]:
        @every(minutes=1)
        @job("tick")
        def tick() -> None:
            self.ticks.set()

        @job("note")
        def note(word: str = "noted") -> None:
            self.done.append(word)
            self.happened.set()

        @job("fail")
        def fail() -> None:
            raise ValueError("on purpose")

        return [tick, note, fail]


def small_app(tmp_path: Path, work: Work, **changes: object) -> Flask:
    app = Flask("small")
    settings = Settings(secret_key="x" * 40, database_url="sqlite://", data_dir=tmp_path, production=False)
    app.config["FORO"] = replace(settings, **changes)
    app.testing = bool(changes.get("testing", False))
    init_jobs(app, work.jobs())  # type: ignore[arg-type]
    return app


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture(params=[SQLITE, POSTGRES])
def stored(request: pytest.FixtureRequest, tmp_path: Path, work: Work) -> Iterator[Flask]:
    """A small app whose jobs wait in a real store."""
    url = request.getfixturevalue("own_postgres") if request.param == POSTGRES else None
    app = small_app(tmp_path, work, jobs_url=url)
    yield app
    queue_of(app).huey.storage.close()


def test_in_tests_jobs_wait_until_they_are_run(tmp_path: Path, work: Work) -> None:
    app = small_app(tmp_path, work, testing=True)
    with app.app_context():
        enqueue("note", word="one")
        soon("note")
        assert work.done == []
        assert run_waiting_jobs() == 2
        assert work.done == ["one", "noted"]
        assert run_waiting_jobs() == 0


def test_an_unknown_job_raises(tmp_path: Path, work: Work) -> None:
    app = small_app(tmp_path, work, testing=True)
    with app.app_context(), pytest.raises(KeyError, match="no such job: nope"):
        enqueue("nope")


def test_jobs_of_another_process_are_taken_from_the_store(stored: Flask, tmp_path: Path, work: Work) -> None:
    other = small_app(tmp_path, Work(), jobs_url=stored.config["FORO"].jobs_url)
    with other.app_context():
        enqueue("note", word="from the web")
    queue_of(other).huey.storage.close()
    with stored.app_context():
        assert run_waiting_jobs() == 1
    assert work.done == ["from the web"]


def test_several_requests_at_once_are_one_run_in_a_moment(stored: Flask, work: Work) -> None:
    with stored.app_context():
        for _ in range(50):
            soon("note")
    assert queue_of(stored).huey.pending_count() == 1
    started = time.monotonic()
    with consuming(stored):
        assert work.happened.wait(timeout=8)
    assert time.monotonic() - started >= 0.5
    assert work.done == ["noted"]


def test_a_job_that_fails_does_not_stop_others(stored: Flask, work: Work) -> None:
    with consuming(stored), stored.app_context():
        enqueue("fail")
        enqueue("note", word="after")
        assert work.happened.wait(timeout=8)
    assert work.done == ["after"]


def test_a_job_signed_with_another_key_is_not_run(stored: Flask, tmp_path: Path, work: Work) -> None:
    foreign = small_app(tmp_path, Work(), jobs_url=stored.config["FORO"].jobs_url, secret_key="y" * 40)
    with foreign.app_context():
        enqueue("note", word="forged")
    queue_of(foreign).huey.storage.close()
    with stored.app_context(), pytest.raises(ValueError, match="mismatch"):
        run_waiting_jobs()
    assert work.done == []


def test_a_periodic_job_runs_by_itself(stored: Flask, work: Work) -> None:
    with consuming(stored):
        assert work.ticks.wait(timeout=8)
    names = [type(task).__name__ for task in queue_of(stored).huey._registry.periodic_tasks]
    assert names == ["every tick"]


def test_the_check_reports_the_store(stored: Flask) -> None:
    with stored.app_context():
        enqueue("note")
    store, worker = check_jobs(stored)
    assert (store.is_fine, store.sentence.endswith("1 waiting).")) == (True, True)
    assert (worker.is_warning, worker.sentence.startswith("No worker has run jobs yet")) == (True, True)


def test_the_check_says_whether_somebody_runs_the_jobs(stored: Flask) -> None:
    with stored.app_context():
        beat()
    assert list(check_jobs(stored))[1].sentence == "A worker runs the jobs."
    with time_machine.travel(utc_now() + timedelta(minutes=20)):
        late = list(check_jobs(stored))[1]
    assert (late.is_warning, late.sentence.split(":")[0]) == (True, "No worker has run jobs for 20 minutes")


def test_the_check_finds_a_store_that_does_not_answer(tmp_path: Path, work: Work) -> None:
    app = small_app(tmp_path, work, jobs_url="postgresql://nobody@127.0.0.1:1/none")
    [finding] = check_jobs(app)
    assert finding.is_fine is False


def test_an_unknown_kind_of_store_is_refused(tmp_path: Path) -> None:
    settings = Settings(secret_key="x" * 40, database_url="sqlite://", data_dir=tmp_path, jobs_url="amqp://x")
    with pytest.raises(UnsafeSettings, match="must start with postgresql:// or redis://"):
        open_store(settings)
