"""No list is sorted by a text as a database would: its order differs by engine, and neither is how people read."""

import ast

from tests.architecture.test_law import relative, sources

AS_TYPED = {"name", "name_folded", "folded", "title", "full_name", "given_names", "first_surname", "organisation"}


def sorted_by(call: ast.Call) -> list[str]:
    """The columns a query is sorted by, as they stand in the source."""
    return [
        f"{each.value.id}.{each.attr}"
        for argument in call.args
        for each in ast.walk(argument)
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name)
    ]


def test_what_people_read_is_sorted_as_they_read_it() -> None:
    found, wrong = 0, []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "order_by":
                found += 1
                wrong += [
                    f"{relative(path)}: {column}" for column in sorted_by(node) if column.rpartition(".")[2] in AS_TYPED
                ]
    assert wrong == []
    assert found > 80
