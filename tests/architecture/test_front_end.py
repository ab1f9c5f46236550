"""The front end, checked by machines: style, types, and that what scans knows nothing of the door."""

import shutil
from pathlib import Path

import pytest

from forum.assets.build import ASSETS, MODULES, Node, install_tools

SOURCES = ("build.mjs", "package.json", "biome.jsonc", "tsconfig.json", "tsconfig.build.json")


@pytest.fixture(scope="module")
def node() -> Node:
    """The node the build uses, with the linter and the type checker."""
    return install_tools()


def faults(node: Node, check: str, folder: Path = ASSETS) -> str:
    """What a check of package.json finds wrong; nothing when it passes."""
    done = node.run(*node.npm, "run", "--silent", check, folder=folder)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.parametrize("check", ["lint", "types"])
def test_the_front_end_has_no_fault(node: Node, check: str) -> None:
    assert faults(node, check) == ""


# By check: what to add to which file, and how the fault is named.
SEEDED = {
    "lint": [
        ("src/js/scan/wedge.js", 'export * from "../door/page.js";\n', "scan knows no page"),
        ("src/js/theme.js", "var unused = 1;\n", "noUnusedVariables"),
        ("src/css/app.css", "a { colour: red; }\n", "noUnknownProperty"),
    ],
    "types": [
        ("src/js/door/log.js", "logScan(1);\n", "src/js/door/log.js"),
    ],
}


@pytest.mark.parametrize("check", SEEDED)
def test_seeded_faults_are_found(node: Node, tmp_path: Path, check: str) -> None:
    for name in SOURCES:
        shutil.copy(ASSETS / name, tmp_path)
    shutil.copytree(ASSETS / "src", tmp_path / "src")
    (tmp_path / "node_modules").symlink_to(MODULES)
    for file, line, _name in SEEDED[check]:
        with (tmp_path / file).open("a") as source:
            source.write(line)
    found = faults(node, check, tmp_path)
    assert [name for _file, _line, name in SEEDED[check] if name not in found] == []
