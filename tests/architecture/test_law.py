"""The law of the house, checked by machines: contracts, types, style, budgets."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PACKAGE = ROOT / "forum"
FILE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_LINES = 80
TEMPLATE_WIDTH = 120


def run(*command: str) -> None:
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def sources(folder: Path = PACKAGE) -> list[Path]:
    return sorted(p for p in folder.rglob("*.py") if "node_modules" not in p.parts)


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_import_contracts_hold() -> None:
    run("lint-imports", "--no-cache")


def test_types_hold_under_strict() -> None:
    run("mypy")


def test_style_holds() -> None:
    run("ruff", "check", ".")


def test_format_holds() -> None:
    run("ruff", "format", "--check", ".")


def test_files_are_short() -> None:
    lengths = {relative(p): len(p.read_text().splitlines()) for p in sources()}
    assert {p: n for p, n in lengths.items() if n > FILE_LINES} == {}


def test_templates_are_no_taller_than_a_screen() -> None:
    lengths = {relative(p): len(p.read_text().splitlines()) for p in (ROOT / "templates").rglob("*.*")}
    assert {p: n for p, n in lengths.items() if n > TEMPLATE_LINES} == {}


def test_templates_are_no_wider_than_the_code() -> None:
    wide = [
        f"{relative(p)}:{number}"
        for p in (ROOT / "templates").rglob("*.*")
        for number, line in enumerate(p.read_text().splitlines(), 1)
        if len(line) > TEMPLATE_WIDTH
    ]
    assert wide == []


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield f"{relative(path)}:{node.name}", node


def test_functions_are_short() -> None:
    lengths = {name: (node.end_lineno or 0) - node.lineno + 1 for path in sources() for name, node in functions(path)}
    assert {name: n for name, n in lengths.items() if n > FUNCTION_LINES} == {}


ALLOWED = {
    "views", "api", "forms", "labels", "context", "tasks", "reactions", "commands", "transfer", "personal",
    "happenings", "service", "notices", "documents", "ical", "smtp", "imap", "queries", "models", "rules", "errors",
    "signals", "enums", "__init__", "__pycache__",
}  # fmt: skip
NOT_DOMAINS = {
    "app", "assets", "core", "demo", "deployment", "hub", "jobs", "metrics", "printing", "scheduling", "translations",
    "__pycache__",
}  # fmt: skip


def test_domains_have_no_drawers() -> None:
    domains = [p for p in PACKAGE.iterdir() if p.is_dir() and p.name not in NOT_DOMAINS]
    strangers = [relative(f) for d in domains for f in d.iterdir() if f.stem not in ALLOWED]
    assert strangers == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX"])
def test_nothing_is_left_for_later(word: str) -> None:
    marked = [relative(p) for p in sources() if f"# {word}" in p.read_text()]
    assert marked == []


def test_templates_carry_no_script_and_no_style() -> None:
    guilty = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        if "mail" in path.parts:
            continue
        if " style=" in text or "<style" in text or " onclick=" in text or "<script>" in text or "javascript:" in text:
            guilty.append(relative(path))
    assert guilty == []
