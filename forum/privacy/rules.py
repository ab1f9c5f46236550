"""The text of the notice and its parts."""

from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).resolve().parent / "notices"


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


def notice_texts(controller: Controller) -> dict[str, str]:
    """The texts of the notice by column (`simplified_es` …), with the organiser's name."""
    places = {"controller": controller.name, "address": controller.address, "email": controller.email}
    return {
        f"{form}_{language}": (TEXTS / f"{form}.{language}.txt").read_text(encoding="utf-8").strip() % places
        for form in ("simplified", "full")
        for language in ("es", "en")
    }


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
