"""An official report as it is kept: the same JSON for the same figures, its digest, and what differs between two."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from forum.reports.rules import Line, Section


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What a report says in one language: its parts, and the definitions of its words."""

    sections: Sequence[Section]
    definitions: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A figure that two reports say differently: where it stands, before and now; empty where it is not there."""

    section: str
    label: str
    column: str
    before: str
    now: str


def packed(contents: Mapping[str, Content]) -> str:
    """The report in all its languages as JSON; the same report gives the same text."""
    plain = {language: _plain(content) for language, content in contents.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """The SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()


def unpacked(text: str, language: str) -> Content:
    """What a kept report says in "es" or "en"."""
    content = json.loads(text)[language]
    return Content(
        sections=[
            Section(
                title=section["title"],
                columns=section["columns"],
                lines=[_line(each) for each in section["lines"]],
                definition=section["definition"],
            )
            for section in content["sections"]
        ],
        definitions=[(term, meaning) for term, meaning in content["definitions"]],
    )


def differences(before: Content, now: Content) -> list[Difference]:
    """The figures that are not the same, in the order of the later report, then those that are gone."""
    first, second = _cells(before.sections), _cells(now.sections)
    keys = [*second, *(key for key in first if key not in second)]
    return [
        Difference(section=key[0], label=key[1], column=key[2], before=first.get(key, ""), now=second.get(key, ""))
        for key in keys
        if first.get(key, "") != second.get(key, "")
    ]


def _cells(sections: Iterable[Section]) -> dict[tuple[str, str, str, int], str]:
    """The figures by where they stand; columns of one heading are told apart by their place."""
    return {
        (section.title, line.label, section.columns[place], place): line.text(place)
        for section in sections
        for line in section.lines
        for place in range(len(line.values))
    }


def _plain(content: Content) -> dict[str, Any]:
    return {
        "sections": [
            {
                "title": section.title,
                "columns": list(section.columns),
                "definition": section.definition,
                "lines": [
                    {
                        "label": line.label,
                        "values": [str(each) if isinstance(each, Decimal) else each for each in line.values],
                        "definition": line.definition,
                        "given": sorted(line.given),
                        "hidden": sorted(line.hidden),
                    }
                    for line in section.lines
                ],
            }
            for section in content.sections
        ],
        "definitions": [list(each) for each in content.definitions],
    }


def _line(line: Mapping[str, Any]) -> Line:
    return Line(
        label=line["label"],
        values=[Decimal(each) if isinstance(each, str) else each for each in line["values"]],
        definition=line["definition"],
        given=frozenset(line["given"]),
        hidden=frozenset(line["hidden"]),
    )
