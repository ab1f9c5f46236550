"""What a start loads: pages and commands that do not plan, print or migrate do not pay for what does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from forum.app import create_app
from forum.core.commands import migrate
from forum.core.database import db
from forum.settings import ROOT, sqlite_url
from tests.conftest import SECRET
from tests.conftest import test_settings as settings_for

HEAVY = {
    "PIL",
    "alembic",
    "cryptography",
    "email_validator",
    "flask_migrate",
    "huey",
    "icalendar",
    "numba",
    "numpy",
    "openpyxl",
    "ortools",
    "phonenumbers",
    "psycopg",
    "pydantic",
    "pysat",
    "qrcode",
    "reportlab",
    "uharfbuzz",
    "xlsxwriter",
    "zxcvbn",
}
PLANNING = {"numba", "numpy", "ortools", "pysat", "alembic"}
LOADED = "\nimport sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of an app whose database is migrated."""
    folder = tmp_path_factory.mktemp("starting")
    url = sqlite_url(folder / "foro.sqlite")
    app = create_app(settings_for(url, folder))
    with app.app_context():
        migrate()
        db.session.remove()
        db.engine.dispose()
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("FORO_", "COV_"))},
        "FORO_SECRET_KEY": SECRET,
        "FORO_BASE_URL": "http://localhost:8000",
        "FORO_DATA_DIR": str(folder),
        "FORO_DATABASE_URL": url,
    }


def loaded_by(code: str, environment: dict[str, str], folder: Path = ROOT) -> set[str]:
    """The packages in memory after this code ran in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code + LOADED], env=environment, cwd=folder, check=True, capture_output=True, text=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_serving_loads_nothing_heavy(environment: dict[str, str]) -> None:
    loaded = loaded_by("import wsgi", environment)
    assert "sqlalchemy" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("words", [["doctor"], ["create-organiser", "ana@example.mx"], ["meetings", "publish", "1"]])
def test_a_command_that_does_not_plan_loads_no_planner(words: list[str], environment: dict[str, str]) -> None:
    code = f"import sys; from forum.cli import main; sys.argv = ['forum', *{words!r}]; main()"
    assert loaded_by(code, environment) & PLANNING == set()


@pytest.mark.parametrize("words", [["--help"], ["demo", "--help"], ["meetings", "--help"]])
def test_help_loads_no_planner(words: list[str], environment: dict[str, str]) -> None:
    run = "try: main()\nexcept SystemExit: pass"
    code = f"import sys\nfrom forum.cli import main\nsys.argv = ['forum', *{words!r}]\n{run}"
    assert loaded_by(code, environment) & PLANNING == set()


def test_the_engine_on_a_file_starts_without_the_app(environment: dict[str, str], tmp_path: Path) -> None:
    problem = tmp_path / "one.dzn"
    problem.write_text(
        "nBusiness = 2; nMeetings = 1; nTables = 1; nTotalSlots = 2; nMorningSlots = 2; requested = [|1, 2, 3, |];"
        "meetingsxBusiness = [{1}, {1}]; nMeetingsBusiness = [1, 1]; forbidden = [{}, {}]; fixed = [0];"
        "precedences = [{}];"
    )
    words = ["forum", "meetings", "solve", str(problem)]
    loaded = loaded_by(f"import sys\nfrom forum.cli import main\nsys.argv = {words!r}\nmain()", environment)
    assert "pysat" in loaded
    assert loaded & {"flask", "sqlalchemy", "babel", "numpy", "numba", "ortools"} == set()
