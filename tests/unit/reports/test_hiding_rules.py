"""What a table does not tell of few companies, nobody computes from what it tells: tried by exact elimination."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from forum.companies.rules.few import LEAST
from forum.reports.rules.hiding import computable, hidden_between, hidden_cells, hidden_in

sizes = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), min_size=2, max_size=6)
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 40)), min_size=width, max_size=width),
        min_size=2,
        max_size=5,
    )
)


def determined(equations: Sequence[dict[tuple[int, int], int]]) -> set[tuple[int, int]]:
    """The unknowns that these sums have one value for, by Gauss-Jordan elimination over fractions."""
    unknowns = sorted({cell for equation in equations for cell in equation})
    matrix = [[Fraction(equation.get(cell, 0)) for cell in unknowns] for equation in equations]
    found, top = set(), 0
    for column in range(len(unknowns)):
        pivot = next((row for row in range(top, len(matrix)) if matrix[row][column]), None)
        if pivot is None:
            continue
        matrix[top], matrix[pivot] = matrix[pivot], matrix[top]
        matrix[top] = [value / matrix[top][column] for value in matrix[top]]
        for row in range(len(matrix)):
            if row != top and matrix[row][column]:
                factor = matrix[row][column]
                matrix[row] = [value - factor * above for value, above in zip(matrix[row], matrix[top], strict=True)]
        top += 1
    for row in matrix[:top]:
        places = [place for place, value in enumerate(row) if value]
        if len(places) == 1:
            found.add(unknowns[places[0]])
    return found


def sums_of(rows: int, columns: int) -> list[dict[tuple[int, int], int]]:
    """What everybody knows of a table: its rows and its columns add up, those of the totals too."""
    along = [{**{(row, at): 1 for at in range(columns)}, (row, columns): -1} for row in range(rows + 1)]
    down = [{**{(at, column): 1 for at in range(rows)}, (rows, column): -1} for column in range(columns + 1)]
    return along + down


@given(tables)
def test_no_hidden_cell_of_a_table_follows_from_the_others(cells: list[list[int]]) -> None:
    rows, columns = len(cells), len(cells[0])
    hidden = hidden_cells(cells)
    known = [{cell: sign for cell, sign in each.items() if cell in hidden} for each in sums_of(rows, columns)]
    assert determined(known) == set()
    assert computable(hidden) == set()
    for row in range(rows):
        for column in range(columns):
            assert (row, column) in hidden or not 0 < cells[row][column] < LEAST
    assert (rows, columns) not in hidden
    empty_rows = {row for row in range(rows) if not any(cells[row]) and (row, columns) not in hidden}
    empty_columns = {at for at in range(columns) if not any(row[at] for row in cells) and (rows, at) not in hidden}
    assert not any(row in empty_rows or column in empty_columns for row, column in hidden)


def known_zero(cells: list[list[int]], hidden: frozenset[tuple[int, int]]) -> set[tuple[int, int]]:
    """The cells of a row or column whose total is told and is zero."""
    rows, columns = len(cells), len(cells[0])
    return {
        (row, column)
        for row in range(rows)
        for column in range(columns)
        if (not any(cells[row]) and (row, columns) not in hidden)
        or (not any(each[column] for each in cells) and (rows, column) not in hidden)
    }


@given(tables)
def test_what_a_told_row_or_column_misses_has_enough_companies_or_is_all_of_it(cells: list[list[int]]) -> None:
    rows, columns = len(cells), len(cells[0])
    hidden = hidden_cells(cells)
    lines = [[(row, at) for at in range(columns)] for row in range(rows) if (row, columns) not in hidden]
    lines += [[(at, column) for at in range(rows)] for column in range(columns) if (rows, column) not in hidden]
    for line in lines:
        missed = [cells[row][column] for row, column in line if (row, column) in hidden]
        could = [cell for cell in line if cell not in known_zero(cells, hidden)]
        assert not missed or len(missed) == len(could) or (len(missed) > 1 and sum(missed) >= LEAST)


@given(st.lists(st.sampled_from([(row, column) for row in range(4) for column in range(4)]), unique=True))
def test_the_graph_finds_exactly_what_elimination_finds(hidden: list[tuple[int, int]]) -> None:
    known = [{cell: sign for cell, sign in each.items() if cell in hidden} for each in sums_of(3, 3)]
    assert computable(hidden) == determined(known)


@given(sizes)
def test_a_column_never_misses_one_cell_alone(column: list[int]) -> None:
    hidden = hidden_in(column)
    assert {place for place, size in enumerate(column) if 0 < size < LEAST} <= hidden
    missed = [column[place] for place in hidden]
    assert not missed or len(missed) == len(column) or (len(missed) > 1 and sum(missed) >= LEAST)


@given(st.lists(st.integers(0, 12), min_size=5, max_size=5))
def test_a_subtotal_gives_nothing_away(column: list[int]) -> None:
    parts = ((0, 1, 2), (3, 4))
    hidden, told = hidden_between(parts, column)
    assert {place for place, size in enumerate(column) if 0 < size < LEAST} <= hidden
    for part in parts if told else ():
        missed = [place for place in part if place in hidden]
        assert len(missed) != 1
        assert not 0 < sum(column[place] for place in part) < LEAST


def test_the_next_smallest_goes_along() -> None:
    assert hidden_in([1, 7, 9]) == {0, 1}
    assert hidden_in([2, 4, 9]) == {0, 1}
    assert hidden_in([2, 0, 0]) == {0, 1, 2}
    assert hidden_in([0, 9, 9]) == frozenset()
    assert hidden_cells([[3, 9, 20], [8, 9, 20], [8, 9, 20]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}
