"""The text of the notice and its parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from forum.core.i18n import N_, in_words
from forum.core.personal import DataKind, Datum

TEXTS = Path(__file__).resolve().parent.parent / "notices"


@dataclass(frozen=True, kw_only=True, slots=True)
class Controller:
    """The controller of the data: the organiser, who must be named with an address (LFPDPPP, art. 15)."""

    name: str = "Comité organizador del Foro de Proveeduría Automotriz"
    address: str = "León, Guanajuato, México"
    email: str = "privacidad@localhost"


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A heading, a paragraph or a list of a notice; only a list has several lines."""

    kind: str
    lines: tuple[str, ...]


NOTHING_SENSITIVE = N_("No pedimos datos personales sensibles.")
SENSITIVE = N_("De ellos son sensibles: %(data)s.")


def notice_texts(controller: Controller, data: Sequence[Datum]) -> dict[str, str]:
    """The texts of the notice by column (`simplified_es` …), with the organiser's name and the data that are used."""
    texts = {}
    for language in ("es", "en"):
        places = {
            "controller": controller.name,
            "address": controller.address,
            "email": controller.email,
            **_data_in_words(data, language),
        }
        for form in ("simplified", "full"):
            text = (TEXTS / f"{form}.{language}.txt").read_text(encoding="utf-8").strip()
            texts[f"{form}_{language}"] = text % places
    return texts


def _data_in_words(data: Sequence[Datum], language: str) -> dict[str, str]:
    """What the notice says of the data: the words of each kind, and whether any is sensitive."""
    words = {kind.value: _listed((each for each in data if each.kind is kind), language) for kind in DataKind}
    sensitive = _listed((each for each in data if each.sensitive), language)
    sentence = SENSITIVE if sensitive else NOTHING_SENSITIVE
    return {**words, "sensitive": in_words(sentence, {"data": sensitive}, language=language)}


def _listed(data: Iterable[Datum], language: str) -> str:
    """The words of the data: "a, b y c"."""
    *others, last = [in_words(each.word, {}, language=language) for each in data] or [""]
    if not others:
        return last
    conjunction = "and" if language == "en" else "e" if last.startswith("i") else "y"
    return f"{', '.join(others)} {conjunction} {last}"


def blocks(text: str) -> list[Block]:
    """The parts of a text in which `# ` starts a heading and `- ` an item of a list."""
    found: list[Block] = []
    for line in filter(None, text.splitlines()):
        kind = {"# ": "heading", "- ": "list"}.get(line[:2], "paragraph")
        words = line if kind == "paragraph" else line[2:]
        if kind == "list" and found and found[-1].kind == "list":
            found[-1] = Block(kind="list", lines=(*found[-1].lines, words))
        else:
            found.append(Block(kind=kind, lines=(words,)))
    return found
