"""Which cells of a table are not told: those of one to four companies, and what would let anybody compute them.

Totals are told. So a column, or a row of a table that adds up both ways, never misses one cell alone, and what it
misses has five companies or more behind it together; where that cannot be, nothing of it is told, no zero either.
"""

from collections.abc import Collection, Iterable, Sequence

from forum.companies.rules.few import LEAST, hidden_lines

Place = tuple[int, int]
"""A cell: its row and its column. The row after the last is that of the totals, and so the column."""
Edge = tuple[tuple[str, int], tuple[str, int]]


def is_few(size: int) -> bool:
    """Whether so few companies, but some, stand behind a number."""
    return 0 < size < LEAST


def hidden_in(sizes: Sequence[int], *, also: Collection[int] = ()) -> frozenset[int]:
    """The places not to be told of parts that add up to a told total; `sizes`: companies behind each.

    `also`: places that must not be told for another reason.
    """
    hidden = hidden_lines(sizes, {*also, *(place for place, size in enumerate(sizes) if is_few(size))})
    return frozenset(range(len(sizes))) if hidden and not _is_enough(hidden, sizes) else hidden


def hidden_between(parts: Sequence[Collection[int]], sizes: Sequence[int]) -> tuple[frozenset[int], bool]:
    """The same of parts of which some make subtotals: the places, and whether the subtotals are told.

    `parts`: the places of each subtotal. They are told only where each has no company behind it or enough.
    """
    if any(is_few(sum(sizes[place] for place in part)) for part in parts):
        return hidden_in(sizes), False
    hidden: set[int] = set()
    for part in parts:
        places = sorted(part)
        hidden |= {places[at] for at in hidden_in([sizes[place] for place in places])}
    return frozenset(hidden), True


def hidden_cells(cells: Sequence[Sequence[int]]) -> frozenset[Place]:
    """The places not to be told of a table of companies that adds up both ways, with its totals.

    The grand total is told. No hidden cell follows from the told ones by adding and subtracting along rows and columns;
    those of a row or column whose told total is zero would, and are told.
    """
    rows, columns = range(len(cells)), range(len(cells[0]) if cells else 0)
    across, down = [sum(row) for row in cells], [sum(row[column] for row in cells) for column in columns]
    whole_rows, whole_columns = hidden_in(across), hidden_in(down)
    inner_rows = [row for row in rows if across[row] or row in whole_rows]
    inner_columns = [column for column in columns if down[column] or column in whole_columns]
    inner = {
        (row, column)
        for row in inner_rows
        for column in inner_columns
        if row in whole_rows or column in whole_columns or is_few(cells[row][column])
    }
    margins = {(row, len(columns)) for row in whole_rows} | {(len(rows), column) for column in whole_columns}
    lines = [[(row, column) for column in inner_columns] for row in inner_rows if row not in whole_rows]
    lines += [[(row, column) for row in inner_rows] for column in inner_columns if column not in whole_columns]
    table = [(row, column) for row in inner_rows for column in inner_columns]
    while _hide_more(cells, inner, lines) or _hide_what_follows(cells, inner, margins, table):
        pass
    return frozenset(inner | margins)


def _is_enough(hidden: Collection[int], sizes: Sequence[int]) -> bool:
    return len(hidden) > 1 and sum(sizes[place] for place in hidden) >= LEAST


def _hide_more(cells: Sequence[Sequence[int]], inner: set[Place], lines: Sequence[Sequence[Place]]) -> bool:
    """Hide what a line of a told total would give away; whether anything had to be."""
    before = len(inner)
    for line in lines:
        sizes = [cells[row][column] for row, column in line]
        hidden = {place for place, cell in enumerate(line) if cell in inner}
        while hidden and not _is_enough(hidden, sizes) and len(hidden) < len(line):
            hidden.add(_smallest([place for place in range(len(line)) if place not in hidden], sizes))
        inner |= {line[place] for place in hidden}
    return len(inner) > before


def _smallest(places: Sequence[int], sizes: Sequence[int]) -> int:
    """The one to hide besides: of the fewest companies; one of none only where nothing else is left."""
    return min(places, key=lambda place: (not sizes[place], sizes[place], place))


def _hide_what_follows(
    cells: Sequence[Sequence[int]], inner: set[Place], margins: set[Place], table: Sequence[Place]
) -> bool:
    """Hide another cell beside the first one that follows from the told ones; whether there was any."""
    for row, column in sorted(computable(inner | margins)):
        told = [cell for cell in table if (cell[0] == row or cell[1] == column) and cell not in inner]
        if told:
            inner.add(min(told, key=lambda cell: (not cells[cell[0]][cell[1]], cells[cell[0]][cell[1]], cell)))
            return True
    return False


def computable(hidden: Iterable[Place]) -> set[Place]:
    """Those of the hidden cells that the told ones determine, in a table whose rows and columns add up to totals.

    Rows and columns are the points of a graph, hidden cells its lines; a cell is determined exactly where no way round
    leads from its row to its column (Gusfield, A Graph Theoretic Approach to Statistical Data Security, 1988).
    """
    edges = [(("row", row), ("column", column)) for row, column in hidden]
    return {
        (first[1], second[1])
        for first, second in edges
        if not _is_reachable(first, second, without=(first, second), edges=edges)
    }


def _is_reachable(start: tuple[str, int], end: tuple[str, int], *, without: Edge, edges: Sequence[Edge]) -> bool:
    neighbours: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for first, second in edges:
        if (first, second) != without:
            neighbours.setdefault(first, []).append(second)
            neighbours.setdefault(second, []).append(first)
    seen, ahead = {start}, [start]
    while ahead:
        for each in neighbours.get(ahead.pop(), ()):
            if each == end:
                return True
            if each not in seen:
                seen.add(each)
                ahead.append(each)
    return False
