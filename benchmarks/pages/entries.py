"""A recording: distinct lines kept once, entries that point at them."""

import gzip
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from benchmarks.pages.reading import Page, headers_of, is_page, lines_of, plain, read_page

Entry = dict[str, Any]
SOURCES = sorted(Path(__file__).parent.glob("*.py"))
TOOL = hashlib.sha256(b"".join(source.read_bytes() for source in SOURCES)).hexdigest()[:12]
"""Which recorder this is: two that differ may see differences where there are none."""


class Recording:
    """What was answered, by who asked for what: `es organizador GET /demo-13/team`."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.entries: dict[str, Entry] = {}

    def keep(self, key: str, *, rule: str, **parts: Any) -> None:
        """Keep an entry; its parts are plain values, or lists of lines."""
        entry: Entry = {"rule": rule}
        for name, value in parts.items():
            entry[name] = self._numbers(value) if isinstance(value, list) else value
        self.entries[key] = entry

    def keep_answer(
        self, key: str, answer: TestResponse, *, rule: str, address: str, done: bool = False
    ) -> Page | None:
        """Keep an answer; returns the page where it is one. Where something was done, the page led to counts."""
        parts: dict[str, Any] = {"status": answer.status_code, "headers": headers_of(answer)}
        page = None
        if done:
            parts["at"] = plain(urlsplit(answer.request.url).path)
        if answer.location:
            parts["to"] = plain(answer.location)
        elif is_page(answer):
            page = read_page(answer.text, address)
            parts |= {"text": page.text, "links": page.links, "look": page.look}
        else:
            parts["text"] = lines_of(answer)
        self.keep(key, rule=rule, **parts)
        return page

    def _numbers(self, lines: Iterable[str]) -> list[int]:
        return [self.lines.setdefault(line, len(self.lines)) for line in lines]

    def write(self, path: Path) -> None:
        """Write it all, packed where the name ends in `.gz`."""
        text = json.dumps(
            {"tool": TOOL, "lines": list(self.lines), "entries": dict(sorted(self.entries.items()))},
            ensure_ascii=False, separators=(",", ":"),
        ).replace('},"', '},\n"')  # fmt: skip
        path.write_bytes(gzip.compress(text.encode(), mtime=0) if path.suffix == ".gz" else text.encode())


def read(path: Path) -> tuple[str, dict[str, Entry]]:
    """Which recorder made a recording, and its entries with their lines."""
    raw = path.read_bytes()
    data = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    lines = data["lines"]
    return data["tool"], {
        key: {
            name: [lines[number] for number in value] if isinstance(value, list) else value
            for name, value in entry.items()
        }
        for key, entry in data["entries"].items()
    }
