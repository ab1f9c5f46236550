"""What the program writes is for its own account alone."""

import stat
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from forum.app import create_app
from forum.cli import prepare
from forum.core.clock import utc_now
from forum.core.commands import check_files
from forum.core.compiled import Compiled
from forum.core.data_files import narrow_data, private_folder, wide_data
from forum.core.database import atomic, db
from forum.jobs.queue import queue_of
from forum.mail.service import drain_outbox, queue_mail
from forum.settings import Settings, sqlite_url
from tests.conftest import test_settings as settings_for


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_databases_mails_and_keys_are_for_nobody_else(data_dir: Path) -> None:
    settings = Settings.for_demo(data_dir, 8000)
    app = create_app(settings)
    prepare(app)
    with app.app_context():
        with atomic():
            context, now = {"minutes": 10, "nonce": "x"}, utc_now()
            queue_mail(
                "accounts/sign_in",
                edition_id=None,
                to="a@x.mx",
                name="A",
                language="es",
                context=context,
                now=now,
            )
        drain_outbox(clock=utc_now)
        queue_of(app).huey.storage.close()
        found = modes(data_dir)
        db.engine.dispose()
    assert {"foro.sqlite", "jobs.sqlite", "secret-key", "mail", "000001.eml"} <= set(found)
    assert {name: oct(mode) for name, mode in found.items() if mode not in {0o700, 0o600}} == {}


def test_files_of_a_version_that_let_others_read_are_narrowed_at_the_start(data_dir: Path) -> None:
    (data_dir / "mail").mkdir(parents=True)
    for name in ("foro.sqlite", "foro.sqlite-wal", "jobs.sqlite", "secret-key", "mail/000001.eml", "notes.txt"):
        (data_dir / name).touch()
        (data_dir / name).chmod(0o644)
    data_dir.chmod(0o755)
    create_app(settings_for(sqlite_url(data_dir / "foro.sqlite"), data_dir))
    found = modes(data_dir)
    assert found.pop("notes.txt") == 0o644
    assert set(found.values()) == {0o700, 0o600}


def test_a_folder_all_share_is_left_alone_and_the_doctor_says_so(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    app = create_app(settings_for(sqlite_url(shared / "foro.sqlite"), shared))
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777
    with app.app_context():
        said = [finding.sentence for finding in check_files()]
    assert f"Others on this machine may read {shared}. Give the data directory an owner and chmod 700." in said
    private_folder(shared / "own")
    narrow_data(shared / "own")
    assert wide_data(shared / "own") == []


def test_templates_stay_compiled_for_the_next_process(data_dir: Path) -> None:
    compiled = Compiled(data_dir / "templates")
    for source, shown in (("{{ 1 + 1 }}", "2"), ("{{ 1 + 2 }}", "3")):
        pages = DictLoader({"page.html": source})
        for _process in range(2):
            assert Environment(loader=pages, bytecode_cache=compiled).get_template("page.html").render() == shown
    assert set(modes(data_dir / "templates").values()) == {0o700, 0o600}
    kept = next((data_dir / "templates").glob("*.cache"))
    kept.write_bytes(kept.read_bytes()[:-20])
    assert Environment(loader=pages, bytecode_cache=compiled).get_template("page.html").render() == "3"


def test_a_disk_that_takes_no_compiled_template_costs_no_page(data_dir: Path) -> None:
    data_dir.touch()
    pages = Environment(loader=DictLoader({"page.html": "{{ 2 }}"}), bytecode_cache=Compiled(data_dir / "templates"))
    assert pages.get_template("page.html").render() == "2"
