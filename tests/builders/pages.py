"""Pages read as a browser reads them: which forms they hold, which fields, and what a person would type there."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {
    "email": "alguien@example.mx",
    "phone": "477 123 4567",
    "rfc": "MAB9307148T4",
    "legal_name": "TORNILLOS DEL BAJIO",
    "postal_code": "37000",
    "slug": "foro-nuevo",
    "code": "CLAVE-1",
    "colour": "#0b5f55",
    "website": "https://example.mx",
    "prefix": "Z-",
    "password": "una clave bastante larga",
}
TAGS, TOKEN = {"input", "textarea", "select", "button"}, "csrf_token"
BY_TYPE = {
    "email": "alguien@example.mx",
    "tel": "477 123 4567",
    "number": "7",
    "date": "2026-10-01",
    "time": "10:00",
    "datetime-local": "2026-10-01T10:00",
    "url": "https://example.mx",
    "checkbox": "y",
}


def without_tokens(page: str) -> str:
    """A page as its reader sees it: tokens, which are others each time, are left out."""
    return re.sub(r'name="csrf(_|-)token" (value|content)="[^"]*"', "", page)


@dataclass
class Form:
    """A form of a page: where it goes, and what its fields would be sent with."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the forms; the first choice of a select, the value or a likely one of everything else."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self.by_button: list[Form] = []
        self.named: dict[str, Form] = {}
        self.select: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(values.get("action") or self.address, values.get("method", "get").lower()))
            self.named[values.get("id", "")] = self.forms[-1]
        elif tag == "button" and "formaction" in values:
            self._sender(values)
        elif (
            self.forms
            and tag in {"input", "textarea", "select", "button"}
            and values.get("name", "csrf_token") != "csrf_token"
        ):
            self._field(tag, values)
        elif tag == "option" and self.select is not None and values.get("value"):
            chosen = self.forms[-1].fields.setdefault(self.select, [])
            if not chosen or "selected" in values:
                chosen[:] = [values["value"]]

    def _sender(self, values: dict[str, str]) -> None:
        """A button that sends a form elsewhere than the form says, which is then sent by its buttons alone."""
        fields = {values["name"]: [values.get("value", "")]} if "name" in values else {}
        self.by_button.append(Form(values["formaction"], "post", fields))
        sent = self.named.get(values.get("form", ""))
        if sent in self.forms:
            self.forms.remove(sent)

    def _field(self, tag: str, values: dict[str, str]) -> None:
        form, name, kind = self.forms[-1], values["name"], values.get("type", "text")
        if kind == "file":
            form.files.append(name)
        elif tag == "select":
            self.select = name
            form.fields.setdefault(name, [])
        elif tag == "textarea":
            self.area = name
            form.fields.setdefault(name, ["Texto"])
        elif kind == "radio":
            if "checked" in values or name not in form.fields:
                form.fields[name] = [values.get("value", "")]
        elif tag != "button" and kind != "submit":
            kind = "number" if values.get("inputmode") in {"numeric", "decimal"} and kind == "text" else kind
            likely = values.get("value") or TYPED.get(name) or BY_TYPE.get(kind, "Texto")
            form.fields.setdefault(name, []).append(likely)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = None


def forms_of(page: str, address: str, method: str = "post") -> list[Form]:
    """The forms of a page that are sent by this method."""
    reader = _Reader(address)
    reader.feed(page)
    return [form for form in (*reader.forms, *reader.by_button) if form.method == method]
