"""What somebody reads of an answer, in lines: texts, links and forms of a page; the rest by what it is."""

import base64
import hashlib
import json
import re
import subprocess
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from werkzeug.test import TestResponse

HEADERS = ("Content-Type", "Content-Disposition", "Cache-Control", "Vary", "Content-Security-Policy")
HASHED = re.compile(r"(/static/dist/[\w./-]*?)-[A-Z0-9]{8}(?=\.)")
SIGNED = re.compile(r"(?<![\w.-])(\.?[\w-]+)\.[\w-]{27}(?![\w-])")
FEED = re.compile(r"(/calendar/)[\w-]{20,}")
LINK = re.compile(r"(/sign-in/link/)[\w-]{20,}(?![\w.-])")
UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
REFERENCE = re.compile(r"\b[0-9A-F]{8}\b(?=</|\s*$)")
TOKEN = re.compile(r"""<(/?)([a-zA-Z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|<!(?:--.*?--|[^>]*)>|([^<]+)""", re.DOTALL)
ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*["']?((?<=")[^"]*|(?<=')[^']*|[^\s"'>]+)["']?)?""")
SILENT = re.compile(r"(<(?:script|style)\b[^>]*>).*?(</(?:script|style)>)", re.DOTALL)
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "br", "button", "cite", "code", "data", "dfn", "em", "i", "img", "input", "kbd", "label",
    "mark", "output", "path", "q", "rect", "s", "samp", "small", "span", "strong", "sub", "sup", "svg", "time", "u",
    "use", "var", "wbr",
})  # fmt: skip
FIELDS = frozenset({"input", "select", "textarea", "button"})
TOKENS = frozenset({"csrf_token", "csrf-token"})
SPOKEN = ("alt", "aria-label", "title", "placeholder", "aria-description")
ADDRESSES = ("href", "src", "srcset", "hx-get", "hx-post", "hx-put", "hx-delete", "data-url", "data-href")
IN_LINKS = frozenset({
    "action", "checked", "disabled", "form", "formaction", "method", "multiple", "name", "readonly", "required",
    "selected", "type", "value", "maxlength",
})  # fmt: skip
"""Recorded with the links (`maxlength` nowhere: it may come to fields that have none)."""


def _is_elsewhere(name: str) -> bool:
    return name in IN_LINKS or name in ADDRESSES or name in SPOKEN or name.startswith("hx-")


@lru_cache(maxsize=65_536)
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
    in_place: bool = False
    """Whether htmx sends it, and puts the answer into the page."""
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    """(name, kind, value) as they stand in the page; a choice of a list is an `option`, or an `option chosen`."""


@dataclass
class Page:
    """A page: the lines one reads, what it leads to and sends, how it is drawn; then its addresses and forms."""

    text: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)


Values = dict[str, str]


class _Reader:
    """Our own pages are well-formed: tags are found by one expression, far quicker than by a parser of anything."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.page = Page()
        self.words: list[str] = []
        self.form: Form | None = None
        self.select = ""
        self.area: tuple[str, list[str]] | None = None
        self.option: tuple[str, str, list[str]] | None = None
        self.anchors: list[tuple[str, list[str]]] = []

    def read(self, text: str) -> Page:
        """Read a page or a piece of one."""
        for found in TOKEN.finditer(SILENT.sub(r"\1\2", text)):
            end, tag, attributes, words = found.groups()
            if words is not None:
                self._say(unescape(words))
            elif tag is not None:
                if tag not in INLINE:
                    self._end_line()
                if end:
                    self._end(tag)
                else:
                    self._start(tag, attributes)
        self._end_line()
        return self.page

    def _start(self, tag: str, attributes: str) -> None:
        values = _values(attributes)
        for name in SPOKEN:
            if values.get(name):
                self._say(f"[{name}: {values[name]}]")
        self._record_addresses(tag, values)
        if tag == "form":
            self._open_form(values)
        elif tag in FIELDS:
            self._field(tag, values)
        elif tag == "option":
            self._open_option(values)
        if look := _look(tag, attributes):
            self.page.look.append(look)

    def _record_addresses(self, tag: str, values: Values) -> None:
        for name in ADDRESSES:
            if name not in values:
                continue
            if tag == "a" and name == "href":
                self.anchors.append((values[name], []))
                self.page.addresses.append(values[name])
            else:
                self.page.links.append(f"{tag} {name} {plain(values[name])}")
                if name == "hx-get":
                    self.page.fragments.append(values[name])

    def _open_form(self, values: Values) -> None:
        action, method = values.get("action") or self.address, values.get("method", "get").lower()
        self.form = Form(action, method, "hx-post" in values)
        self.page.forms.append(self.form)
        self.page.links.append(f"form {method} {plain(action)}")

    def _field(self, tag: str, values: Values) -> None:
        name, kind = values.get("name", ""), values.get("type", "text" if tag == "input" else tag)
        if name in TOKENS:
            return
        marks = [mark for mark in ("checked", "required", "disabled", "readonly", "multiple") if mark in values]
        more = [f"{mark}={plain(values[mark])}" for mark in ("formaction", "form") if mark in values]
        value = plain(values.get("value", ""))
        self.page.links.append(" ".join([f"  {tag} {kind} {name} = {value!r}", *marks, *more]))
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = (name, [])
        elif self.form is not None and name and "disabled" not in values:
            kind = kind if "checked" in values or kind not in {"checkbox", "radio"} else f"{kind} unchecked"
            self.form.fields.append((name, kind, values.get("value", "")))

    def _end(self, tag: str) -> None:
        if tag == "a" and self.anchors:
            address, words = self.anchors.pop()
            self.page.links.append(f"a {plain(address)} · {_joined(words)}")
        elif tag == "form":
            self.form = None
        elif tag in {"option", "select"}:
            self._close_option()
        elif tag == "textarea" and self.area:
            name, words = self.area
            text = "".join(words).removeprefix("\n")
            self.page.links.append(f"    {plain(text)!r}")
            if self.form is not None:
                self.form.fields.append((name, "textarea", text))
            self.area = None

    def _open_option(self, values: Values) -> None:
        self._close_option()
        self.option = (values.get("value", ""), " chosen" if "selected" in values else "", [])

    def _close_option(self) -> None:
        if self.option is not None:
            value, mark, words = self.option
            self.page.links.append(f"    option{mark} {plain(value)!r} · {_joined(words)}")
            if self.form is not None and self.select:
                self.form.fields.append((self.select, f"option{mark}", value))
            self.option = None

    def _say(self, words: str) -> None:
        if self.area is not None:
            self.area[1].append(words)
        elif self.option is not None:
            self.option[2].append(words)
        else:
            self.words.append(words)
            for _address, spoken in self.anchors:
                spoken.append(words)

    def _end_line(self) -> None:
        line = _joined(self.words)
        if line:
            self.page.text.append(line)
        self.words = []


@lru_cache(maxsize=16_384)
def _values(attributes: str) -> Values:
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(attributes)}


@lru_cache(maxsize=16_384)
def _look(tag: str, attributes: str) -> str:
    """How a tag is drawn: what is not recorded otherwise, in the order of the names."""
    values = _values(attributes)
    seen = [f'{name}="{" ".join(values[name].split())}"' for name in sorted(values) if not _is_elsewhere(name)]
    return plain(f"{tag} {' '.join(seen)}") if seen and values.get("name") not in TOKENS else ""


def _joined(words: list[str]) -> str:
    return plain(" ".join("".join(words).split()))


def read_page(text: str, address: str) -> Page:
    """The lines, links and forms of a page."""
    return _Reader(address).read(text)


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
    if kind is not None and kind.startswith("text/"):
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
