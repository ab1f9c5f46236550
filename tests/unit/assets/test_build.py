import json
import sys
import threading
import time
from pathlib import Path

import pytest

from forum.assets import build


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "static" / "dist"
    folder.mkdir(parents=True)
    monkeypatch.setattr(build, "DIST", folder)
    return folder


def publish(tmp_path: Path, version: str) -> None:
    fresh = tmp_path / version
    (fresh / "fonts").mkdir(parents=True)
    (fresh / "fonts" / "badge.ttf").write_text(version)
    for name in (f"app-{version}.css", f"app-{version}.css.gz", ".stamp"):
        (fresh / name).write_text(version)
    (fresh / "manifest.json").write_text(json.dumps({"app.css": f"app-{version}.css"}))
    build._publish(fresh)


def test_the_files_of_the_build_before_stay_and_older_ones_go(dist: Path, tmp_path: Path) -> None:
    for version in ("A", "B", "C"):
        publish(tmp_path, version)
    assert sorted(path.name for path in dist.rglob("*") if path.is_file()) == [
        ".stamp",
        "app-B.css",
        "app-B.css.gz",
        "app-C.css",
        "app-C.css.gz",
        "badge.ttf",
        "manifest.json",
    ]
    assert json.loads((dist / "manifest.json").read_text()) == {"app.css": "app-C.css"}
    assert (dist / "fonts" / "badge.ttf").read_text() == "C"
    assert build.is_built(stamp="C")


def test_two_builds_wait_for_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "ASSETS", tmp_path)
    inside: list[str] = []

    def run() -> None:
        with build._alone():
            inside.append("in")
            time.sleep(0.05)
            inside.append("out")

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert inside == ["in", "out"] * 3


def test_what_tests_alone_use_is_left_out_until_they_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modules, calls = tmp_path / "node_modules", tmp_path / "calls"
    modules.mkdir()
    monkeypatch.setattr(build, "MODULES", modules)
    npm = f"import sys; print(*sys.argv[1:3], file=open({str(calls)!r}, 'a'))"
    node = build.Node(sys.executable, (sys.executable, "-W", "ignore", "-c", npm))
    for tools in (False, False, True, True, False):
        build._install_packages(node, tools=tools)
    assert calls.read_text().splitlines() == ["ci --omit=dev", "ci --ignore-scripts"]
