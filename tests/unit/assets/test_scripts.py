"""The parts of the scanner that need no browser, run by node: one test a file."""

from pathlib import Path

import pytest

from forum.assets.build import ASSETS, Node, install_tools

SCRIPTS = sorted(Path(__file__).parent.glob("*.test.mjs"))


@pytest.fixture(scope="module")
def node() -> Node:
    """The node the build uses."""
    return install_tools()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_script(node: Node, script: Path) -> None:
    done = node.run(node.executable, "--test", str(script), folder=ASSETS)
    assert done.returncode == 0, done.stdout + done.stderr
