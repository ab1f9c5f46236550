"""What happens without anybody pressing anything: the meetings are planned anew, days go by, the jobs run."""

import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from io import StringIO
from unittest.mock import patch

from benchmarks.pages.acting import Stage
from benchmarks.pages.reading import plain
from benchmarks.pages.world import ORIGIN, SECRET
from forum.cli import main

DAYS = timedelta(days=2, hours=12)
"""Longer than any request waits for its answer."""


def plan(stage: Stage) -> None:
    """Plan again by the command line, and publish."""
    for arguments in (["--seconds", "2"], ["--replan", "--publish", "--seconds", "2"], ["no-such-edition"]):
        slug = [] if arguments == ["no-such-edition"] else [stage.map.slug]
        command(stage, "meetings", "plan", *slug, *arguments)
    command(stage, "meetings", "publish", "1")


def command(stage: Stage, *words: str) -> None:
    """Run a command of `forum`, and record what it prints and whom it writes to."""
    said, name = StringIO(), " ".join(words)
    world = stage.world
    environment = {
        "FORO_SECRET_KEY": SECRET,
        "FORO_BASE_URL": ORIGIN,
        "FORO_DATA_DIR": str(world.database.parent),
        "FORO_DATABASE_URL": f"sqlite:///{world.database}",
        "FORO_RATE_LIMITS": "0",
    }
    world.chance.begin(name)
    with (
        patch.dict(os.environ, environment), patch.object(sys, "argv", ["forum", *words]),
        redirect_stdout(said), redirect_stderr(said),
    ):  # fmt: skip
        status = main()
    lines = [plain(line) for line in said.getvalue().splitlines()]
    stage.recording.keep(f"command forum {name}", rule="forum meetings", status=status, text=lines)
    stage.record_mails(f"command forum {name}")


def jobs(stage: Stage) -> None:
    """Run each job of the program, days later."""
    stage.world.clock.shift(DAYS)
    for name, job in sorted(stage.world.app.extensions["jobs"].jobs.items()):
        stage.world.chance.begin(name)
        with stage.world.app.app_context():
            job()
        stage.record_mails(f"job {name}")
