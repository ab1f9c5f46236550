"""`forum serve --workers 2`: processes forked from one app, with their jobs beside them."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from forum.settings import ROOT, sqlite_url
from tests.builders.ports import free_port
from tests.conftest import SECRET


def children_of(pid: int) -> set[int]:
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def grown(pid: int, *, to: int) -> set[int]:
    """The children, once there are as many; the first may answer before the last is there."""
    until = time.monotonic() + 30
    while len(found := children_of(pid)) < to and time.monotonic() < until:
        time.sleep(0.1)
    return found


def answered(port: int, path: str = "healthz") -> int:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError


def test_several_processes_serve_and_all_end_with_the_first(tmp_path: Path) -> None:
    port, figures = free_port(), free_port()
    environment = {
        **os.environ,
        "FORO_SECRET_KEY": SECRET,
        "FORO_BASE_URL": f"http://localhost:{port}",
        "FORO_DATA_DIR": str(tmp_path),
        "FORO_DATABASE_URL": sqlite_url(tmp_path / "foro.sqlite"),
        "FORO_LOG": "json",
        "FORO_METRICS_PORT": str(figures),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "forum.cli"]
    subprocess.run([*command, "migrate"], env=environment, cwd=tmp_path, check=True, capture_output=True)
    log = tmp_path / "log"
    with log.open("w") as said:
        serving = subprocess.Popen(
            [*command, "serve", "--workers", "2", "--port", str(port)], env=environment, cwd=tmp_path, stderr=said
        )
    showing = subprocess.Popen([*command, "metrics"], env=environment, cwd=tmp_path)
    try:
        assert answered(port) == 200
        assert answered(port, "readyz") == 200
        assert answered(figures, "metrics") == 200
        with urllib.request.urlopen(f"http://127.0.0.1:{figures}/metrics", timeout=5) as answer:
            shown = answer.read().decode()
        assert 'foro_requests_total{route="core.health_show",status="200"} 1.0' in shown
        assert 'foro_request_seconds_count{route="core.readiness_show"} 1.0' in shown
        assert "foro_mails_waiting 0.0" in shown
        lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
        routes = [line["message"] for line in lines if line["logger"] == "forum.access"]
        assert routes == ["GET /healthz", "GET /readyz"]
        family = grown(serving.pid, to=3)
        assert len(family) == 3  # two that answer, one that runs the jobs
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(40) == 0
    finally:
        showing.kill()
        showing.wait()
        serving.kill()
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []
