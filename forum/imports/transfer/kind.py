"""What the kinds of lists have in common: columns, a verdict for each row, and what good rows write."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from forum.core.i18n import N_
from forum.core.sheet_columns import Column, word
from forum.imports.enums import ImportKind, Verdict
from forum.imports.rules.rows import JudgedRow, ReadRow, Remark, Scope
from forum.imports.service.writing import Writing

REPEATS = N_("Repite el renglón %(number)s.")
IS_ANOTHER = N_("«%(before)s» → «%(after)s»")
NAMELESS = N_("Sin nombre")
GONE = N_("Ya no está en esta edición: se quitó después de descargar la lista. Borre el id para agregarlo de nuevo.")


class Kind(ABC):
    """A kind of list. One object for each; it holds no state.

    `needed`: of each group one column has to be there. `target`: what is chosen for all rows that do not say it
    themselves, as a sentence; empty where there is nothing to choose.
    """

    kind: ClassVar[ImportKind]
    columns: ClassVar[tuple[Column, ...]]
    needed: ClassVar[tuple[tuple[str, ...], ...]]
    target: ClassVar[str] = ""
    target_is_needed: ClassVar[bool] = False
    table: ClassVar[str]
    mails: ClassVar[bool] = False

    def targets(self, edition_id: int) -> Sequence[tuple[int, str]]:  # noqa: ARG002 - most have none
        """What may be chosen for all rows: (id, name) pairs."""
        return ()

    def places(self, places: Mapping[str, int]) -> Mapping[str, int]:
        """The places of the columns as their headings alone say them, corrected by what stands beside them."""
        return places

    def known(self, scope: Scope) -> Any:  # noqa: ARG002 - most need nothing
        """What cells may name."""
        return None

    @abstractmethod
    def judge(self, rows: Sequence[ReadRow], scope: Scope) -> list[JudgedRow]:
        """What becomes of each row, in their order, by what is stored now."""

    @abstractmethod
    def write(self, rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
        """Write the good rows, inside the change that judged them."""

    def mail(self, keys: Mapping[int, int], scope: Scope) -> list[int]:  # noqa: ARG002 - most mail nobody
        """Mail whom rows of the sheet made, by their numbers the ids in `table`; returns the numbers of the mailed."""
        return []

    def words(self) -> dict[str, str]:
        """The heading of each field in the language of now."""
        return {column.field: word(column) for column in self.columns}


def refused(row: ReadRow, title: str, sentence: str, *, of: str = "", **params: Any) -> JudgedRow:
    """A row with an error of this field, besides what is wrong with its cells."""
    remarks = (*row.wrong, Remark(of, sentence, params)) if sentence else tuple(row.wrong)
    return JudgedRow(row.number, row.cells, title, Verdict.ERROR, remarks)


def duplicate(row: ReadRow, title: str, sentence: str, **params: Any) -> JudgedRow:
    """A row that says what another one says, or what is stored as somebody else's."""
    return JudgedRow(row.number, row.cells, title, Verdict.DUPLICATE, (Remark("", sentence, params),))


def compared(row: ReadRow, title: str, changes: Mapping[str, tuple[str, str]], **found: Any) -> JudgedRow:
    """A row of what is stored already: what it changes, by field (before, after); nothing leaves it as it is."""
    remarks = [Remark(name, IS_ANOTHER, {"before": was or "—", "after": now}) for name, (was, now) in changes.items()]
    verdict = Verdict.UPDATE if changes else Verdict.SAME
    return JudgedRow(row.number, row.cells, title, verdict, tuple(remarks), found.get("entry"), found.get("known"))
