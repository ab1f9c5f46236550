"""The API as OpenAPI 3.1, made from the operations: their forms describe the bodies, their dataclasses the answers."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from forum.core.bodies import schema_of
from forum.core.i18n import gettext as _
from forum.core.operations import LAST_PAGE, PAGE_NUMBER, WRITING, Filter, Operation
from forum.core.problems import PROBLEM, ROOT
from forum.integrations.rules import LONGEST_IDEMPOTENCY_KEY

Schema = dict[str, Any]

VERSION = "1.0.0"
LARGEST = 2**31 - 1
_PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
_SCHEMAS = "#/components/schemas/"


def document_of(operations: Iterable[Operation], *, address: str, language: str) -> Schema:
    """The document, with its sentences in the language of the request."""
    schemas: Schema = {"Problem": _problem()}
    paths: Schema = {}
    for operation in operations:
        path = "/editions/{edition_slug}" + _PLACE.sub(r"{\2}", operation.path)
        paths.setdefault(path, {})[operation.method.lower()] = _operation(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Foro",
            "version": VERSION,
            "description": _("Lo que un programa puede hacer en una edición, con una llave."),
        },
        "servers": [{"url": f"{address}{ROOT}"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas,
        },
        "x-language": language,
    }


def _operation(operation: Operation, schemas: Schema) -> Schema:
    told: Schema = {
        "operationId": operation.name,
        "summary": _(operation.summary),
        "tags": [operation.family.name if operation.family else "edition"],
        "parameters": _parameters(operation),
        "responses": {str(operation.status): _answer(operation, schemas), **_refusals(operation)},
        **({"x-scope": operation.scope} if operation.scope else {}),
    }
    body = operation.body or (schema_of(operation.form, partly=operation.method == "PATCH") if operation.form else None)
    if body is not None:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return told


def _parameters(operation: Operation) -> list[Schema]:
    places = [("edition_slug", ""), *((found[2], found[1] or "") for found in _PLACE.finditer(operation.path))]
    told = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer", "minimum": 0, "maximum": LARGEST} if kind == "int" else {"type": "string"},
        }
        for name, kind in places
    ]
    told += [
        {"name": each.name, "in": "query", "description": _(each.summary), "schema": _filter(each)}
        for each in operation.asked
    ]
    if operation.method == "POST":
        words = _("Una por cambio: si se repite, la respuesta es la misma.")
        told.append(_header("Idempotency-Key", words, maxLength=LONGEST_IDEMPOTENCY_KEY))
    if operation.shows is not None:
        told.append(_header("If-Match", _("La ETag que se leyó: si los datos cambiaron desde entonces, no se guarda.")))
    return told


def _header(name: str, description: str, **limits: int) -> Schema:
    return {"name": name, "in": "header", "description": description, "schema": {"type": "string", **limits}}


def _filter(asked: Filter) -> Schema:
    if asked.choices:
        return {"type": "string", "enum": [str(each) for each in asked.choices]}
    if asked.kind is int:
        return {"type": "integer", "minimum": 1, "maximum": LAST_PAGE if asked is PAGE_NUMBER else LARGEST}
    return {"type": "string"}


def _answer(operation: Operation, schemas: Schema) -> Schema:
    item = {"$ref": _SCHEMAS + _described(operation.answer, schemas)}
    schema = _page_of(item) if operation.is_list else item
    headers = {"ETag" if operation.method not in WRITING else "Idempotent-Replayed": {"schema": {"type": "string"}}}
    if operation.is_list:
        headers["Link"] = {"schema": {"type": "string"}}
    return {
        "description": _(operation.summary),
        "headers": headers,
        "content": {"application/json": {"schema": schema}},
    }


def _page_of(item: Schema) -> Schema:
    number = {"type": "integer"}
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": item},
            "page": number,
            "pages": number,
            "total": number,
        },
        "required": ["items", "page", "pages", "total"],
        "additionalProperties": False,
    }


def _described(answer: type, schemas: Schema) -> str:
    """The name of the schema of an answer, which is added with those it is made of."""
    if answer.__name__ not in schemas:
        made = dict(_schema_of_answer(answer))
        schemas.update(made.pop("$defs", {}))
        schemas[answer.__name__] = {**made, "additionalProperties": False}
    return answer.__name__


@cache
def _schema_of_answer(answer: type) -> Schema:
    from pydantic import TypeAdapter

    return TypeAdapter(answer).json_schema(mode="serialization", ref_template=_SCHEMAS + "{model}")


def _refusals(operation: Operation) -> Schema:
    codes = ["400", "401", "403", "404", "422", "429", "503"]
    codes += ["409", "413", "415"] if operation.method in WRITING else ["304"]
    if operation.shows is not None:
        codes.append("412")
    answer = {
        "description": _("No se hizo; «code» dice por qué."),
        "content": {PROBLEM: {"schema": {"$ref": f"{_SCHEMAS}Problem"}}},
    }
    return {code: {"description": "ETag"} if code == "304" else answer for code in sorted(codes)}


def _problem() -> Schema:
    text = {"type": "string"}
    error = {"type": "object", "properties": {"field": text, "message": text}, "required": ["field", "message"]}
    return {
        "type": "object",
        "description": "RFC 9457",
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "code": text,
            "detail": text,
            "errors": {"type": "array", "items": error},
            "reference": text,
        },
        "required": ["type", "title", "status", "code", "detail"],
    }
