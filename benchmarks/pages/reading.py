"""What somebody reads of an answer, in lines: texts, links and forms of a page; the rest by what it is."""

import base64
import hashlib
import json
import re
import subprocess
import zlib
from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.test import TestResponse

HEADERS = ("Content-Type", "Content-Disposition", "Cache-Control", "Vary", "Content-Security-Policy")
HASHED = re.compile(r"(/static/dist/[\w./-]*?)-[A-Z0-9]{8}(?=\.)")
SIGNED = re.compile(r"(?<![\w.-])(\.?[\w-]+)\.[\w-]{27}(?![\w-])")
FEED = re.compile(r"(/calendar/)[\w-]{20,}")
LINK = re.compile(r"(/sign-in/link/)[\w-]{20,}(?![\w.-])")
UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
REFERENCE = re.compile(r"\b[0-9A-F]{8}\b(?=</|\s*$)")
INLINE = frozenset(
    "a abbr b bdi br button cite code data dfn em i img input kbd label mark output path q rect s samp small span strong "
    "sub sup svg time u use var wbr".split()
)
SILENT = frozenset({"script", "style", "template"})
SPOKEN = ("alt", "aria-label", "title", "placeholder", "aria-description")
ADDRESSES = ("href", "src", "srcset", "hx-get", "hx-post", "hx-put", "hx-delete", "data-url", "data-href")
BUILT = frozenset({"link", "script"})


def plain(text: str) -> str:
    """A text without what differs each time: tokens, signatures, hashes in names of built files."""
    text = SIGNED.sub(_signed, text)
    text = FEED.sub(r"\1<token>", LINK.sub(r"\1<token>", HASHED.sub(r"\1", text)))
    return UUID.sub("<uuid>", text)


def _signed(found: re.Match[str]) -> str:
    """A signed value by the numbers in it: whose link it is can still be read."""
    packed = found[1].startswith(".")
    body = found[1].removeprefix(".")
    try:
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        value = json.loads(zlib.decompress(raw) if packed else raw)
    except (ValueError, zlib.error):
        return found[0]
    parts = value if isinstance(value, list) else [value]
    return f"<signed {' '.join(str(part) if isinstance(part, int) else '…' for part in parts)}>"


@dataclass
class Form:
    """A form of a page: where it goes, and what would be sent from it."""

    action: str
    method: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    """(name, kind, value) as they stand in the page; a choice of a list is of the kind `option`."""


@dataclass
class Page:
    """The lines of a page, what it leads to, and its forms."""

    text: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.page = Page()
        self.words: list[str] = []
        self.silent = 0
        self.form: Form | None = None
        self.select: str | None = None
        self.area: tuple[str, list[str]] | None = None
        self.option: tuple[str, str, list[str]] | None = None
        self.open_links: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self.silent += 1
        if tag not in INLINE:
            self._end_line()
        for name in SPOKEN:
            if values.get(name):
                self._say(f"[{name}: {values[name]}]")
        self._addresses(tag, values)
        if tag == "form":
            self.form = Form(values.get("action") or self.address, values.get("method", "get").lower())
            self.page.forms.append(self.form)
            self.page.links.append(f"form {self.form.method} {plain(self.form.action)}")
        elif tag in {"input", "select", "textarea", "button"}:
            self._field(tag, values)
        elif tag == "option":
            self._end_option()
            self.option = (values.get("value", ""), "*" if "selected" in values else "", [])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in SILENT:
            self.silent -= 1

    def _addresses(self, tag: str, values: dict[str, str]) -> None:
        for name in ADDRESSES:
            if name not in values:
                continue
            if tag == "a" and name == "href":
                self.open_links.append((values[name], []))
                self.page.addresses.append(values[name])
            else:
                self.page.links.append(f"{tag} {name} {plain(values[name])}")
                if name == "hx-get":
                    self.page.fragments.append(values[name])

    def _field(self, tag: str, values: dict[str, str]) -> None:
        name, kind = values.get("name", ""), values.get("type", "text" if tag == "input" else tag)
        if name == "csrf_token":
            return
        marks = " ".join(mark for mark in ("checked", "required", "disabled", "readonly", "multiple") if mark in values)
        where = f" → {plain(values['formaction'])}" if "formaction" in values else ""
        outside = f" of #{values['form']}" if "form" in values else ""
        value = plain(values.get("value", ""))
        self.page.links.append(f"  {tag} {kind} {name} = {value!r} {marks}{where}{outside}".rstrip())
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = (name, [])
        if self.form is not None and name and "disabled" not in values and tag not in {"select", "textarea"}:
            kind = kind if "checked" in values or kind not in {"checkbox", "radio"} else f"{kind} unchecked"
            self.form.fields.append((name, kind, values.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent -= 1
        if tag == "a" and self.open_links:
            address, words = self.open_links.pop()
            self.page.links.append(f"a {plain(address)} · {_joined(words)}")
        elif tag == "form":
            self.form = None
        elif tag == "select":
            self._end_option()
            self.select = None
        elif tag == "textarea" and self.area:
            name, words = self.area
            text = "".join(words).removeprefix("\n")
            self.page.links.append(f"    {plain(text)!r}")
            if self.form is not None:
                self.form.fields.append((name, "textarea", text))
            self.area = None
        if tag not in INLINE:
            self._end_line()

    def _end_option(self) -> None:
        if self.option is not None:
            value, mark, words = self.option
            self.page.links.append(f"    option {plain(value)!r} · {_joined(words)}{mark}")
            if self.form is not None and self.select:
                self.form.fields.append((self.select, "option chosen" if mark else "option", value))
            self.option = None

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.area is not None:
            self.area[1].append(data)
        elif self.option is not None:
            self.option[2].append(data)
        else:
            self._say(data)

    def _say(self, words: str) -> None:
        self.words.append(words)
        for _address, spoken in self.open_links:
            spoken.append(words)

    def _end_line(self) -> None:
        line = _joined(self.words)
        if line:
            self.page.text.append(plain(line))
        self.words = []

    def close(self) -> None:
        super().close()
        self._end_line()


def _joined(words: list[str]) -> str:
    return " ".join("".join(words).split())


def read_page(text: str, address: str) -> Page:
    """The lines, links and forms of a page."""
    reader = _Reader(address)
    reader.feed(text)
    reader.close()
    return reader.page


def headers_of(answer: TestResponse) -> list[str]:
    """The headers a browser acts on."""
    return [f"{name}: {plain(answer.headers[name])}" for name in HEADERS if name in answer.headers]


def lines_of(answer: TestResponse) -> list[str]:
    """The lines of an answer that is no page."""
    kind, body = answer.mimetype, answer.data
    if kind == "application/json":
        return plain(json.dumps(answer.json, indent=1, sort_keys=True, ensure_ascii=False)).splitlines()
    if kind == "text/calendar":
        return [plain(line) for line in body.decode().replace("\r\n ", "").splitlines()]
    if kind == "application/pdf":
        return _lines_of_pdf(body)
    if kind.startswith("text/"):
        return [plain(line) for line in body.decode().splitlines()]
    return [f"{kind}, {len(body)} bytes, {hashlib.sha256(body).hexdigest()}"]


def _lines_of_pdf(body: bytes) -> list[str]:
    pages = body.count(b"/Type /Page") - body.count(b"/Type /Pages")
    try:
        text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True).stdout
    except FileNotFoundError:
        return [f"pages: {pages}"]
    return [f"pages: {pages}", *(" ".join(line.split()) for line in text.decode().splitlines() if line.strip())]


def is_page(answer: TestResponse) -> bool:
    """Whether it is HTML."""
    return answer.mimetype == "text/html"
