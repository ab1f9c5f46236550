"""What many pages ask for and few changes alter, kept for some seconds by each process.

    FIGURES = Kept(_count_figures, of=(Day, Hall, MeetingTable, Slot), seconds=5)
    FIGURES(edition.id)

A change of one of these models in this process lets go of it at once; another process shows it when the seconds are
over. So nothing is kept here that decides: no seat, no quota, no entry at a door.
"""

from collections.abc import Callable, Hashable, Iterable
from time import monotonic
from typing import Any, Final, Generic, TypeVar

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

T = TypeVar("T")

EXTENSION: Final = "kept"
MOST: Final = 500
"""So many answers of one question are kept, where it says no other number; then it begins again."""


class Kept(Generic[T]):
    """The answers to one question, by its arguments."""

    _all: Final[list["Kept[Any]"]] = []

    def __init__(self, ask: Callable[..., T], *, of: tuple[type, ...], seconds: float, most: int = MOST) -> None:
        self._ask = ask
        self._seconds, self._most = seconds, most
        self._models = set(of)
        self._all.append(self)

    def made_also_of(self, models: Iterable[type]) -> None:
        """Let go of the answers when one of these models changes too: those of higher domains."""
        self._models.update(models)

    def __call__(self, *arguments: Hashable) -> T:
        """The answer, at most some seconds old; asked again after that."""
        answers = self._answers(current_app)
        known = answers.get(arguments)
        if known is not None and known[0] > monotonic():
            return known[1]
        value = self._ask(*arguments)
        if len(answers) >= self._most:
            answers.clear()
        answers[arguments] = monotonic() + self._seconds, value
        return value

    def _answers(self, app: Flask) -> dict[tuple[Hashable, ...], tuple[float, T]]:
        kept: dict[Kept[Any], Any] = app.extensions.setdefault(EXTENSION, {})
        answers: dict[tuple[Hashable, ...], tuple[float, T]] = kept.setdefault(self, {})
        return answers

    @classmethod
    def let_go(cls, changed: set[type]) -> None:
        """Forget every answer that is made of one of these models."""
        for kept in cls._all:
            if kept._models & changed:
                kept._answers(current_app).clear()


def forget(app: Flask) -> None:
    """Forget everything, as where rows are changed by other means than ours."""
    app.extensions.pop(EXTENSION, None)


def _changed(current: Session) -> set[type]:
    changed: set[type] = current.info.setdefault("changed_models", set())
    return changed


@event.listens_for(Session, "after_flush")
def _note_rows(current: Session, _context: UOWTransaction) -> None:
    _changed(current).update(type(row) for rows in (current.new, current.dirty, current.deleted) for row in rows)


@event.listens_for(Session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and state.bind_mapper is not None:
        _changed(state.session).add(state.bind_mapper.class_)


@event.listens_for(Session, "after_commit")
def _let_go(current: Session) -> None:
    if changed := _changed(current):
        Kept.let_go(changed)
        changed.clear()
