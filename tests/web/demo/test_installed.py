"""The program as a wheel installs it: what it writes goes to the working folder or where the settings say."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from forum.app import create_app
from forum.cli import prepare
from forum.core.database import db
from forum.editions.queries import list_editions
from forum.settings import ROOT, Settings
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.registrations import a_registration

BESIDE = ("templates", "static", "migrations")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with the program in it, laid out as the wheel lays it out (`hatch_build.py`)."""
    site = tmp_path_factory.mktemp("site-packages")
    shutil.copytree(ROOT / "forum", site / "forum", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    for name in BESIDE:
        shutil.copytree(ROOT / name, site / "forum" / "packed" / name, ignore=shutil.ignore_patterns("__pycache__"))
    return site


def loaded(folder: Path) -> None:
    """A demo that is there already, as small as can be."""
    app = create_app(Settings.for_demo(folder, 8000))
    prepare(app)
    with app.app_context():
        if not list_editions():
            a_registration(a_category(an_edition(slug="la-de-aqui")), a_person(email="visitante1@example.mx"))
        db.session.remove()
        db.engine.dispose()


def files_of(site: Path) -> set[Path]:
    return {path for path in site.rglob("*") if "__pycache__" not in path.parts}


@pytest.mark.parametrize("told", [None, "elsewhere"])
def test_a_demo_keeps_its_data_out_of_the_package(installed: Path, tmp_path: Path, told: str | None) -> None:
    folder = tmp_path / (told or "var")
    loaded(folder / "demo-small")
    before = files_of(installed)
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("FORO_DATA_DIR", None)
    if told:
        environment["FORO_DATA_DIR"] = told
    words = [sys.executable, "-m", "forum.cli", "demo", "--no-serve"]
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Found the demo edition of size small")
    assert files_of(installed) == before
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
