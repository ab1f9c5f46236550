"""The law of the templates: components by their one name, htmx where a page asks for it."""

import re
from collections import Counter
from pathlib import Path

from forum.core.ui import FILES

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
MACRO = re.compile(r"\{%-? macro ([a-z]\w*)\(")
USED = re.compile(r"\bui\.(\w+)\(")
INCLUDED = re.compile(r'\{% include "([^"]+)"')
ASKS_BY_HTMX = re.compile(r'\bhx-\w+|\bmarking\.of_|\bui\.search\([^%}]*target="#')


def read(name: str) -> str:
    return (TEMPLATES / name).read_text()


def pages() -> list[str]:
    return [str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*.html"))]


def with_parts(name: str) -> str:
    text = read(name)
    return text + "".join(with_parts(part) for part in INCLUDED.findall(text))


def test_a_component_has_one_name() -> None:
    names = Counter(name for file in FILES for name in MACRO.findall(read(f"ui/{file}.html")))
    assert [name for name, files in names.items() if files > 1] == []


def test_every_component_called_is_there() -> None:
    known = {name for file in FILES for name in MACRO.findall(read(f"ui/{file}.html"))}
    assert {(page, name) for page in pages() for name in USED.findall(read(page)) if name not in known} == set()


def test_no_component_is_imported() -> None:
    assert [page for page in pages() if re.search(r'(import|from) "ui/', read(page))] == []


def test_a_page_loads_htmx_where_a_part_of_it_asks_by_htmx() -> None:
    framed = [page for page in pages() if '{% extends "base.html" %}' in read(page)]
    loaded = {page for page in framed if "{% set htmx = true %}" in read(page)}
    assert loaded == {page for page in framed if ASKS_BY_HTMX.search(with_parts(page))}


def test_every_page_has_a_title() -> None:
    framed = [page for page in pages() if '{% extends "base.html" %}' in read(page)]
    assert [page for page in framed if "{% block title %}" not in read(page)] == []


def test_what_frames_every_mail_knows_no_domain() -> None:
    domains = "|".join(path.name for path in (TEMPLATES / "mail").iterdir() if path.is_dir())
    of_domain = re.compile(rf'"mail/({domains})/|\blink\("({domains})')
    frame = [path.name for path in (TEMPLATES / "mail").iterdir() if path.is_file()]
    assert [name for name in frame if of_domain.search(read(f"mail/{name}"))] == []
