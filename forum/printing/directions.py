"""Lines that run from right to left, or both ways: the Unicode Bidirectional Algorithm (UAX #9) on one line."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from forum.printing.scripts import is_right_to_left

_BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
_NUMBERS: Final = frozenset({"EN", "AN"})


def levels(parts: Sequence[str], *, whole: str) -> list[int]:
    """Return the level of each cluster of a line: odd ones run to the left.

    The base direction is that of `whole`, the text that the line is a part of. There are no embeddings: a text that is
    drawn has lost its invisible characters.
    """
    if not any(is_right_to_left(character) for character in whole):
        return [0] * len(parts)
    from bidi import algorithm

    base = algorithm.get_base_level(whole)
    storage = {**algorithm.get_empty_storage(), "base_level": base, "base_dir": "LR"[base]}
    algorithm.get_embedding_levels("".join(part[0] for part in parts), storage)
    for character in storage["chars"]:
        character["type"] = character["type"] or "ON"  # newer than Python's tables: neutral
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], base="LR"[base])
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    return [character["level"] for character in storage["chars"]]


def _resolve_brackets(characters: list[dict[str, Any]], *, base: str) -> None:
    """Give both brackets of a pair one direction (rule N0, which python-bidi's steps are older than)."""
    for opening, closing in sorted(_pairs(characters)):
        inside = [_direction(character) for character in characters[opening + 1 : closing]]
        before = [_direction(character) for character in characters[:opening]]
        if base in inside:
            direction = base
        elif any(inside):
            direction = next(filter(None, reversed(before)), base)
        else:
            continue
        characters[opening]["type"] = characters[closing]["type"] = direction


def _pairs(characters: list[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    for index, character in enumerate(characters):
        if character["ch"] in _BRACKETS:
            opened.append((_BRACKETS[character["ch"]], index))
        elif opened and opened[-1][0] == character["ch"]:
            yield opened.pop()[1], index


def _direction(character: dict[str, Any]) -> str:
    """The direction of a strong character, in which numbers go with the right; nothing for a neutral one."""
    kind = character["type"]
    return "R" if kind in _NUMBERS else kind if kind in {"L", "R"} else ""


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indices of runs with these levels as they stand on paper from left to right (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order
