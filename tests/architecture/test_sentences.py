"""Every sentence a person may read exists in both languages, with the same places to fill."""

import re
from collections import Counter
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = ROOT / "forum" / "translations" / "en"
PLACE = re.compile(r"%\((\w+)\)[sd]")
KEYWORDS = {
    "_": None, "_l": None, "N_": None, "gettext": None, "lazy_gettext": None,
    "ngettext": (1, 2), "N_n": (1, 2), "pgettext": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2), "_p": ((1, "c"), 2),
}  # fmt: skip


def in_sense(words: object, sense: str | None) -> object:
    return words if sense is None else f"{words} [{sense}]"


def written() -> dict[object, str]:
    found: dict[object, str] = {}
    for folder, method in ((ROOT / "forum", [("**.py", "python")]), (ROOT / "templates", [("**.*", "jinja2")])):
        for file, line, message, _comments, sense in extract_from_dir(
            folder, method, keywords=KEYWORDS, options_map={"**.*": {"silent": "false", "extensions": "jinja2.ext.do"}}
        ):
            if "node_modules" not in file:
                key = tuple(message) if isinstance(message, (tuple, list)) else in_sense(message, sense)
                found.setdefault(key, f"{file}:{line}")
    return found


def translated() -> tuple[dict[object, object], Counter[object]]:
    english: dict[object, object] = {}
    seen: Counter[object] = Counter()
    for path in sorted(ENGLISH.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    english[in_sense(message.id, message.context)] = message.string
                    seen[in_sense(message.id, message.context)] += 1
    return english, seen


def test_every_sentence_has_its_english() -> None:
    english, _ = translated()
    missing = {
        where: sentence
        for sentence, where in written().items()
        if not english.get(sentence) or not all(english[sentence] if isinstance(sentence, tuple) else ["-"])
    }
    assert missing == {}


def test_no_english_is_left_over() -> None:
    english, _ = translated()
    needed = written()
    assert [sentence for sentence in english if sentence not in needed] == []


def test_no_sentence_is_translated_in_two_ways() -> None:
    ways: dict[object, set[object]] = {}
    for path in sorted(ENGLISH.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    ways.setdefault(in_sense(message.id, message.context), set()).add(message.string)
    assert {sentence: words for sentence, words in ways.items() if len(words) > 1} == {}


def test_both_languages_fill_the_same_places() -> None:
    english, _ = translated()
    wrong = []
    for sentence, words in english.items():
        spanish = sentence if isinstance(sentence, tuple) else (sentence,)
        others = words if isinstance(words, tuple) else (words,)
        if {p for s in spanish for p in PLACE.findall(str(s))} != {p for s in others for p in PLACE.findall(str(s))}:
            wrong.append(sentence)
    assert wrong == []


PROMISES = re.compile(
    r"\b(en un momento|en instantes|enseguida|de inmediato|pronto|(le|les) llegará|gafete llega|ya casi)\b"
)


def test_no_sentence_promises_when_a_mail_arrives() -> None:
    """We know what we sent; when it is read, and that it arrives, no program knows."""
    found = written()
    told = {where: sentence for sentence, where in found.items() if PROMISES.search(str(sentence).lower())}
    assert told == {}
