"""Every word a person reads is a marked sentence: those laws that read the sentences read all there is to read."""

import re
from pathlib import Path

from tests.architecture.test_law import ROOT
from tests.architecture.test_templates import pages, read

SPOKEN = re.compile(r"[A-Za-zÁÉÍÓÚÑáéíóúñ]{2,}")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TOLD_BY_ATTRIBUTE = re.compile(r'(?:aria-label|title|alt|placeholder|data-[a-z-]+)="([^"]*)"')
MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
# What leads to the other language is said in it; `door page` is a class, `help` and `error` are parts of an id.
LANGUAGES = {"Español", "English", "ES", "EN", "View", "in", "Ver", "en", "español"}
SAID_AS_THEY_ARE = LANGUAGES | {"door", "page", "help", "error"}
LITERAL = re.compile(r'"([^"\n]*)"|`([^`]*)`')
COMMENT = re.compile(r"/\*[\s\S]*?\*/|^\s*//.*$", re.MULTILINE)
SENTENCE = re.compile(r"[A-Za-zÁÉÍÓÚÑáéíóúñ]{2,} [A-Za-zÁÉÍÓÚÑáéíóúñ]{2,}")
FOR_DEVELOPERS = {"nothing here matches ${selector}", "light dark", "no code", "a text that is cut off"}
SCRIPTS = ROOT / "forum" / "assets" / "src" / "js"


def bare(text: str) -> set[str]:
    """The words of a template that are not said by an expression."""
    shown = JINJA.sub(" ", text)
    told = [each for each in TOLD_BY_ATTRIBUTE.findall(shown) if SENTENCE.search(each)]
    return set(SPOKEN.findall(" ".join([MARKUP.sub(" ", shown), *told]))) - SAID_AS_THEY_ARE


def literals(script: Path) -> list[str]:
    return [one or other for one, other in LITERAL.findall(COMMENT.sub("", script.read_text()))]


def test_templates_say_nothing_that_is_not_marked() -> None:
    shown = [page for page in pages() if "gallery" not in page]
    assert {page: words for page in shown if (words := bare(read(page)))} == {}


def test_scripts_take_their_words_from_the_page() -> None:
    """So a word of a script is translated and has its plural as any other."""
    said = {text for script in SCRIPTS.rglob("*.js") for text in literals(script) if SENTENCE.search(text)}
    assert said == FOR_DEVELOPERS
