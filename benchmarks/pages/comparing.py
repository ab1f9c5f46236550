"""The difference between two recordings, each change said once with how many pages have it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from benchmarks.pages.entries import Entry

EXAMPLES = 3
MOST_LINES = 30
Change = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Which part of a page, the lines that went, the lines that came."""


@dataclass(frozen=True)
class Difference:
    """One change, and where it was seen."""

    part: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    where: tuple[str, ...]


def differences(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> list[Difference]:
    """What differs, the most seen first; addresses that went or came are told by their rules."""
    seen: defaultdict[Change, list[str]] = defaultdict(list)
    for key in before.keys() - after.keys():
        seen["no longer there", (before[key]["rule"],), ()].append(key)
    for key in after.keys() - before.keys():
        seen["new", (), (after[key]["rule"],)].append(key)
    for key in before.keys() & after.keys():
        for change in changes(before[key], after[key]):
            seen[change].append(key)
    found = [Difference(*change, tuple(sorted(where))) for change, where in seen.items()]
    return sorted(found, key=lambda each: (-len(each.where), each.where, each.part, each.before))


def changes(before: Entry, after: Entry) -> Iterator[Change]:
    """The changes of one entry, part by part."""
    for part in dict.fromkeys(chain(before, after)):
        old, new = before.get(part), after.get(part)
        if old == new:
            continue
        if isinstance(old, list) and isinstance(new, list):
            for lines in hunks(old, new):
                yield part, *lines
        else:
            yield part, _lines(old), _lines(new)


def hunks(old: list[str], new: list[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The pieces in which two lists of lines differ; where as many lines went as came, they are paired."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            for left, right in zip(old[a:b], new[c:d], strict=True):
                if left != right:
                    yield (left,), (right,)
        elif kind != "equal":
            yield tuple(old[a:b]), tuple(new[c:d])


def _lines(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (str(value),)


def report(found: list[Difference]) -> str:
    """The differences in words."""
    if not found:
        return "No difference."
    return "\n\n".join([*(_told(each) for each in found), summary(found)])


def _told(each: Difference) -> str:
    count = len(each.where)
    head = f"{each.part}: {count} time{'s' if count > 1 else ''}, e.g. {' | '.join(each.where[:EXAMPLES])}"
    return "\n".join([head, *_marked("-", each.before), *_marked("+", each.after)])


def _marked(mark: str, lines: tuple[str, ...]) -> list[str]:
    cut = [f"  {mark} … {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    return [*(f"  {mark} {line}" for line in lines[:MOST_LINES]), *cut]


def summary(found: list[Difference]) -> str:
    """One line: how many differences, in how many entries."""
    parts: defaultdict[str, int] = defaultdict(int)
    for each in found:
        parts[each.part] += 1
    places = len(set(chain.from_iterable(each.where for each in found)))
    told = ", ".join(f"{count} of {part}" for part, count in sorted(parts.items()))
    return f"{len(found)} differences in {places} entries: {told}."
