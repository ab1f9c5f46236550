"""The document of the API: for programs as OpenAPI 3.1, for people as a page."""

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from forum.core.access import public
from forum.core.i18n import locale_name
from forum.core.problems import ROOT
from forum.integrations.context import wired_operations
from forum.integrations.documents.openapi import document_of
from forum.integrations.documents.reading import chapters_of

api_pages = Blueprint("api_pages", __name__, url_prefix=ROOT)


@api_pages.get("")
@public
def reference_show() -> str:
    """The API for people: what each operation does, and how it is asked."""
    return render_template(
        "integrations/reference.html",
        chapters=chapters_of(wired_operations()),
        base=url_for("editions.start_show", _external=True).rstrip("/") + ROOT,
    )


@api_pages.get("/openapi.json")
@public
def document_show() -> Response:
    """The same for programs, in the language of the request."""
    address = url_for("editions.start_show", _external=True).rstrip("/")
    response = jsonify(document_of(wired_operations(), address=address, language=locale_name()))
    response.vary.add("Accept-Language")
    response.add_etag()
    response.make_conditional(request)
    return response
