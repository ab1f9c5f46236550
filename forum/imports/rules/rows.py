"""A row of a sheet as it is read, and as it is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forum.core.i18n import sentence_of
from forum.imports.enums import REFUSED, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where, by whom and when a sheet is read or imported; `target_id` is what was chosen for all its rows.

    `home`: the path to which an invited buyer is led.
    """

    edition_id: int
    target_id: int | None
    by: int
    now: datetime
    language: str
    source: str
    home: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a row: of one of its fields (or of none, ""), a sentence and its parameters."""

    of: str
    sentence: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The sentence in the language of now."""
        return sentence_of(self.sentence, self.params)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row says by field, its number in the sheet, and what is wrong with its cells."""

    number: int
    cells: Sequence[str]
    told: Mapping[str, Any]
    wrong: Sequence[Remark]


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """What becomes of a row: the verdict, why, and what a good one writes (`entry`), onto what it found (`known`)."""

    number: int
    cells: Sequence[str]
    title: str
    verdict: Verdict
    remarks: Sequence[Remark] = ()
    entry: Any = None
    known: Any = None

    @property
    def is_good(self) -> bool:
        """Whether it is imported."""
        return self.verdict not in REFUSED
