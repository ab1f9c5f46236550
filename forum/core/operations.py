"""Operations of the HTTP API: what a program may do with a key, declared by each domain in its `api.py`.

    OPERATIONS = (
        Operation(
            family=REGISTRATIONS,
            name="registration_show",
            method="GET",
            path="/registrations/<int:registration_id>",
            permission="registration.review",
            summary=N_("Un registro."),
            verb=registration_show,
            answer=RegistrationShown,
        ),
    )

A verb gets the ids of the address and answers with a frozen dataclass, or a `Listed` of them. It is asked for the
permission of the page that does the same, uses the same form, and calls the same service. `forum.app` lists the
operations; `forum.integrations` serves and describes them.
"""

import dataclasses
import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from flask import request

from forum.core.errors import Refusal
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.incoming import LARGEST
from forum.core.paging import Page, pages_of

T = TypeVar("T")

WRITING = frozenset({"POST", "PATCH"})
LAST_PAGE = 100_000


class Access(enum.StrEnum):
    """What a key may do with the things of a family."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Family:
    """Things of one kind; a key is given access to families. `name` stands in scopes: `registrations:read`."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list may be asked for: a text, a whole number, or one of these values."""

    name: str
    summary: str
    kind: type = str
    choices: tuple[str, ...] = ()


PAGE_NUMBER = Filter(name="page", summary=N_("El número de la página, desde 1."), kind=int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something a program may do: its address below an edition, who may, the form it is sent as, what is answered.

    `answer`: the dataclass that the verb returns, or of which it lists. `form`: the fields of the body. `shows`: reads
    the thing before it is changed, for `If-Match`. `body`: the schema of a body that is no form. `hands_over`: whose
    data it answers with, in marked words, for the log of what was handed over.
    """

    family: Family | None
    name: str
    method: str
    path: str
    permission: str
    summary: str
    verb: Callable[..., Any]
    answer: type
    is_list: bool = False
    status: int = 200
    form: type | None = None
    body: Mapping[str, Any] | None = None
    filters: tuple[Filter, ...] = ()
    shows: Callable[..., Any] | None = None
    hands_over: str = ""

    @property
    def access(self) -> Access:
        """Whether it reads or writes."""
        return Access.WRITE if self.method in WRITING else Access.READ

    @property
    def scope(self) -> str | None:
        """What a key must have been given; None: any key may."""
        return None if self.family is None else f"{self.family.name}:{self.access}"

    @property
    def asked(self) -> tuple[Filter, ...]:
        """What its address may ask for."""
        return (*self.filters, PAGE_NUMBER) if self.is_list else self.filters


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A page of a list."""

    items: Sequence[T]
    page: int
    pages: int
    total: int


def listed(items: Sequence[T], *, total: int, size: int) -> Listed[T]:
    """A page of a list, which the address numbers, of this many things on all pages."""
    return Listed(items, page_asked(), max(1, pages_of(total, size)), total)


def listed_page(page: Page[Any], shown: Sequence[T]) -> Listed[T]:
    """A page of a list, as its things are shown; behind the last one there is nothing."""
    number = page_asked()
    return Listed(shown if number == page.number else [], number, page.pages, page.total)


def operations_for(family: Family | None, permission: str) -> Callable[..., Operation]:
    """What makes operations of a family that ask for this permission: `made(name, method, path, summary, …)`."""

    def made(name: str, method: str, path: str, summary: str, **more: Any) -> Operation:
        return Operation(
            family=family, permission=permission, name=name, method=method, path=path, summary=summary, **more
        )

    return made


def page_asked() -> int:
    """The page that the address asks for."""
    number: int = request.args.get("page", 1, type=int)
    return number


def skipped(size: int) -> int:
    """How many things stand on the pages before the one that the address asks for."""
    return (page_asked() - 1) * size


class QueryNotValid(Refusal):
    """The address asks for something that this list does not know; `errors`: name and sentence of each."""

    code = "core.query_not_valid"
    sentence = N_("Revise los filtros de la dirección.")
    status = 422

    def __init__(self, errors: Sequence[Mapping[str, str]]) -> None:
        super().__init__()
        self.errors = errors


def ensure_asked(operation: Operation) -> None:
    """Refuse what the address asks for and the list does not know: a misspelt filter would list everything.

    Raises:
        QueryNotValid: a name or a value is unknown.
    """
    known = {each.name: each for each in operation.asked}
    wrong = [{"field": name, "message": _("Este filtro no existe.")} for name in request.args if name not in known]
    for name, asked in known.items():
        values = request.args.getlist(name)
        if len(values) > 1 or any(not _fits(asked, value) for value in values):
            wrong.append({"field": name, "message": _("Este filtro no acepta ese valor.")})
    if wrong:
        raise QueryNotValid(wrong)


def _fits(asked: Filter, value: str) -> bool:
    if asked.choices:
        return value in asked.choices
    if asked.kind is int:
        most = LAST_PAGE if asked is PAGE_NUMBER else LARGEST
        return value.isascii() and value.isdigit() and len(value) <= len(str(LARGEST)) and 1 <= int(value) <= most
    return True


def plain(value: Any) -> Any:
    """An answer as JSON has it: moments in UTC (RFC 3339), enums by value."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value
