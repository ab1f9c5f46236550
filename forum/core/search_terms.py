"""One word of a search and the columns it is looked for in: as a condition on rows, and as a question to FTS5."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, false, or_

from forum.core.search import like

LEAST_DIGITS: Final = 2
"""A word of fewer digits is no part of a telephone number: it would be found in most of them."""
ANYWHERE: Final = 3
"""A word of fewer letters is found at the beginning of a word alone."""


@dataclass(frozen=True, slots=True)
class Term:
    """A folded word, looked for in these columns; one of digits also in `phone`, stored as `+52##########`."""

    word: str
    columns: tuple[ColumnElement[Any], ...]
    phone: ColumnElement[Any] | None = None

    @property
    def looked_for_in(self) -> tuple[ColumnElement[Any], ...]:
        """All columns it may be found in."""
        return (*self.columns, *self._phones)

    @property
    def _is_short(self) -> bool:
        return len(self.word) < ANYWHERE

    @property
    def _phones(self) -> tuple[ColumnElement[Any], ...]:
        digits = self.word.removeprefix("+")
        return (self.phone,) if self.phone is not None and digits.isdigit() and len(digits) >= LEAST_DIGITS else ()

    def within(self, table: FromClause) -> "Term":
        """The same word, looked for in the columns of this table alone."""
        columns = tuple(each for each in self.columns if each.table is table)
        return Term(self.word, columns, next((each for each in self._phones if each.table is table), None))

    def in_a_row(self) -> ColumnElement[bool]:
        """The condition, asked of each row."""
        return or_(false(), *self._conditions())

    def _conditions(self) -> Iterator[ColumnElement[bool]]:
        pattern = like(self.word)
        for column in self.columns:
            if self._is_short:
                yield column.like(pattern[1:], escape="\\")
                yield column.like(f"% {pattern[1:]}", escape="\\")
            else:
                yield column.like(pattern, escape="\\")
        yield from (phone.like(pattern, escape="\\") for phone in self._phones)

    def in_trigrams(self) -> str:
        """The question to an FTS5 table of trigrams in which words stand behind two spaces and texts end with one."""
        parts = []
        if self.columns:
            parts.append(_phrases(self.columns, [" " * (ANYWHERE - len(self.word)) + self.word]))
        if self._phones:  # two digits make a trigram with what follows them: another, or the end
            ends = [*"0123456789", " "] if self._is_short else [""]
            parts.append(_phrases(self._phones, [self.word + end for end in ends]))
        return f"({' OR '.join(parts)})"


def _phrases(columns: tuple[ColumnElement[Any], ...], texts: list[str]) -> str:
    names = " ".join(str(column.key) for column in columns)
    phrases = " OR ".join('"{}"'.format(text.replace('"', '""')) for text in texts)
    return f"({{{names}}} : ({phrases}))"
