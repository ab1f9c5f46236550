"""`forum install-service`: what is written, that systemd and the proxies read it, and what is refused."""

import argparse
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from forum.deployment import installing
from forum.deployment.commands import HOST, add_install, install
from forum.deployment.environment import OWN_DATABASE
from forum.deployment.installing import NotInstallable, ensure_installable, files_of, write_files
from forum.deployment.proxies import caddyfile
from forum.deployment.units import SERVICES
from forum.deployment.values import Machine
from forum.settings import Settings

MACHINE = Machine(host="foro.example.mx", program=Path("/opt/foro"), workers=2)
LARGEST_EXPOSURE = 20  # of 100, as systemd-analyze counts: 14 in 2026-12, "OK"


def read_settings(path: Path) -> dict[str, str]:
    """The variables, as a shell and systemd read them."""
    lines = (line for line in path.read_text().splitlines() if line and not line.startswith("#"))
    return {name: "".join(shlex.split(value)) for name, _, value in (line.partition("=") for line in lines)}


def written(root: Path, machine: Machine = MACHINE) -> Path:
    write_files(files_of(machine), root=root)
    return root


def test_settings_start_the_program_and_are_read_by_nobody_else(tmp_path: Path) -> None:
    path = written(tmp_path) / "etc/foro/foro.env"
    settings = Settings.from_environment(read_settings(path))
    assert settings.base_url == "https://foro.example.mx"
    assert settings.database_url == "sqlite:////var/lib/foro/foro.sqlite"
    assert (settings.proxies, settings.backup_dir) == (1, Path("/var/lib/foro/backups"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_second_time_keeps_the_settings_and_their_key(tmp_path: Path) -> None:
    path = written(tmp_path) / "etc/foro/foro.env"
    path.write_text(path.read_text() + "FORO_SMTP_HOST=smtp.example.mx\n")
    before = path.read_text()
    unit = tmp_path / "etc/systemd/system/foro.service"
    unit.write_text("old")
    done = dict(write_files(files_of(MACHINE), root=tmp_path))
    assert path.read_text() == before
    assert [str(path) for path, is_written in done.items() if not is_written] == ["/etc/foro/foro.env"]
    assert "gunicorn" in unit.read_text()


def test_the_database_of_this_machine_has_no_password(tmp_path: Path) -> None:
    machine = Machine(host="foro.example.mx", program=Path("/opt/foro"), workers=2, database=OWN_DATABASE)
    settings = Settings.from_environment(read_settings(written(tmp_path, machine) / "etc/foro/foro.env"))
    assert settings.database_url == "postgresql+psycopg:///foro"


def test_systemd_reads_the_units_and_finds_them_confined(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.fail("systemd-analyze is missing: apt-get install systemd")
    program = tmp_path / "opt"
    (program / "bin").mkdir(parents=True)
    for name in ("gunicorn", "forum"):
        (program / "bin" / name).symlink_to(sys.executable)
    machine = Machine(host="foro.example.mx", program=program, workers=2)
    folder = written(tmp_path, machine) / "etc/systemd/system"
    units = [str(folder / name) for name in ("foro.socket", *SERVICES)]
    read = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (read.returncode, [line for line in read.stderr.splitlines() if "foro" in line]) == (0, [])
    for name in SERVICES:
        words = ["systemd-analyze", "security", "--offline=true", f"--threshold={LARGEST_EXPOSURE}", str(folder / name)]
        judged = subprocess.run(words, capture_output=True, text=True, check=False)
        assert judged.returncode == 0, judged.stdout


@pytest.mark.parametrize(
    ("version", "directive"), [((2, 6, 2), "buffer_requests"), ((2, 9, 1), "request_buffers"), ((), "request_buffers")]
)
def test_caddy_gives_whole_requests_in_the_words_of_its_version(version: tuple[int, ...], directive: str) -> None:
    words = [line.split()[0] for line in caddyfile("foro.example.mx", version=version).splitlines()]
    assert directive in words


def test_what_is_typed_next_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = arguments_of("--root", str(tmp_path))
    assert install(arguments) == 0
    said = capsys.readouterr().out
    assert "/etc/systemd/system/foro-worker.service" in said
    assert said.splitlines()[-1] == "  forum doctor"


def arguments_of(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_install(parser.add_subparsers())
    return parser.parse_args(["install-service", "foro.example.mx", *words])


@pytest.mark.parametrize("host", ["foro", "https://foro.example.mx", "foro.example.mx;reboot", "a b.mx", "-a.mx"])
def test_a_name_that_is_none_is_refused(host: str) -> None:
    assert HOST.fullmatch(host) is None


def test_a_machine_that_could_not_run_it_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(installing.os, "geteuid", lambda: 1000)
    with pytest.raises(NotInstallable, match="Only root"):
        ensure_installable(MACHINE, with_postgresql=False)
    monkeypatch.setattr(installing.os, "geteuid", lambda: 0)
    monkeypatch.setattr(installing.shutil, "which", lambda name: None if name == "systemctl" else name)
    with pytest.raises(NotInstallable, match="no systemd"):
        ensure_installable(MACHINE, with_postgresql=False)
    monkeypatch.setattr(installing.shutil, "which", lambda name: None if name == "createdb" else name)
    with pytest.raises(NotInstallable, match="no virtual environment"):
        ensure_installable(Machine(host="a.mx", program=tmp_path, workers=1), with_postgresql=False)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gunicorn").touch()
    with pytest.raises(NotInstallable, match="no PostgreSQL"):
        ensure_installable(Machine(host="a.mx", program=tmp_path, workers=1), with_postgresql=True)
    monkeypatch.setattr(installing.Path, "home", lambda: tmp_path.parent)
    with pytest.raises(NotInstallable, match="home folders"):
        ensure_installable(Machine(host="a.mx", program=tmp_path, workers=1), with_postgresql=False)
