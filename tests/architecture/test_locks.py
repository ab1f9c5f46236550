"""What was tested is what runs: the locks agree with pyproject.toml, with one another and with what is installed."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
RUN, TEST, BUILD = ("requirements.lock", "tests/requirements.lock", "deploy/build.lock")
PINNED = re.compile(r"^(\S[^\\\n]*)\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def pins(name: str) -> dict[str, list[Requirement]]:
    """The pinned requirements of a lock; several of one name where platforms differ."""
    found: dict[str, list[Requirement]] = {}
    for match in PINNED.finditer((ROOT / name).read_text()):
        requirement = Requirement(match[1].strip())
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def version_of(requirement: Requirement) -> str:
    (specifier,) = requirement.specifier
    assert specifier.operator == "==", requirement
    return specifier.version


def here(requirements: list[Requirement]) -> str | None:
    """The version that this platform gets."""
    fitting = [version_of(each) for each in requirements if each.marker is None or each.marker.evaluate()]
    return fitting[0] if fitting else None


def asked(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    return [Requirement(text) for group in groups for text in group]


@pytest.mark.parametrize("name", [RUN, TEST, BUILD])
def test_every_line_of_a_lock_has_digests(name: str) -> None:
    text = (ROOT / name).read_text()
    starts = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert len(starts) == sum(map(len, pins(name).values())) > 0
    assert "://" not in text, "where files come from is each machine's own"


@pytest.mark.parametrize(("name", "extras"), [(RUN, ("redis",)), (TEST, ("redis", "test"))])
def test_a_lock_holds_what_the_project_asks_for(name: str, extras: tuple[str, ...]) -> None:
    locked = pins(name)
    for requirement in asked(*extras):
        versions = [version_of(each) for each in locked.get(canonicalize_name(requirement.name), [])]
        assert versions, f"{requirement} is not in {name}: run deploy/lock"
        assert all(map(requirement.specifier.contains, versions)), f"{requirement}, not {versions}: run deploy/lock"


def test_what_builds_the_wheel_is_locked() -> None:
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    for requirement in map(Requirement, requires):
        (locked,) = pins(BUILD)[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version_of(locked))


def test_tests_run_with_what_installations_run() -> None:
    tested = pins(TEST)
    for name, requirements in pins(RUN).items():
        assert set(map(version_of, requirements)) == set(map(version_of, tested[name])), name


def test_what_is_installed_here_is_what_is_locked() -> None:
    different = {}
    for name, requirements in pins(TEST).items():
        if (wanted := here(requirements)) is not None and metadata.version(name) != wanted:
            different[name] = (metadata.version(name), wanted)
    assert different == {}, "installed, locked: run bash tests/run"
