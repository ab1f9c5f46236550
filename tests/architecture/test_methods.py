"""What a request may do is never decided by "not GET": HEAD and OPTIONS are not GET either, and only ask."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
ALLOWED = {
    "forum/core/web.py": "an address to come back to is chosen, and who asks for a head alone is told apart",
    "forum/hub/passing.py": "what only asks is asked again where a connection ended; the centre decides what it does",
    "forum/today/views.py": "a visit is noted of who reads the page; whoever asks for its head only asks",
}


def wrong_comparisons(source: str) -> list[int]:
    """The lines that compare `request.method` with anything but a method that changes something."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare) and _is_method(node.left) and not _named(node) <= CHANGING
    ]


def _is_method(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "method" and ast.unparse(node.value) == "request"


def _named(node: ast.Compare) -> set[object]:
    return {each.value for part in node.comparators for each in ast.walk(part) if isinstance(each, ast.Constant)}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("if request.method == 'GET': show()", [1]),
        ("if request.method != 'GET': change()", [1]),
        ("if request.method not in ('GET', 'HEAD'): change()", [1]),
        ("if request.method == 'POST': change()", []),
        ("if request.method in {'POST', 'DELETE'}: change()", []),
    ],
)
def test_the_wrong_comparison_is_seen(source: str, lines: list[int]) -> None:
    assert wrong_comparisons(source) == lines


def test_nothing_is_decided_by_not_get() -> None:
    files = [path for path in (ROOT / "forum").rglob("*.py") if "node_modules" not in path.parts]
    found = {str(path.relative_to(ROOT)): wrong_comparisons(path.read_text()) for path in files}
    assert {path: lines for path, lines in found.items() if lines and path not in ALLOWED} == {}
