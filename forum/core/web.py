"""What every response has in common: security headers, CSRF, assets, error pages, and how refusals are shown."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,  # noqa: TID251
    url_for,
)
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as WerkzeugResponse

from forum.core.errors import NotFound, Refusal
from forum.core.forms import has_errors
from forum.core.i18n import LANGUAGE_COOKIE, LOCALES, N_, locale_name, sentence_of
from forum.core.i18n import gettext as _
from forum.core.incidents import log, report
from forum.core.logs import note_refusal, note_security, route_name
from forum.core.outages import RETRY_AFTER_S, enter_outage, is_outage
from forum.core.problems import answers_problems, problem, problem_of, problem_of_status
from forum.core.resend import form_page, form_with_our_token

csrf = CSRFProtect()

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "foro_theme"
YEAR = 365 * 24 * 3600
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,2000}")
KEPT_OUT = {401: "without a key", 429: "too often"}
"""Answers of the program itself that the security log tells."""
ERROR_WORDS = {
    400: (
        N_("El enlace o el formulario está incompleto"),
        N_("Vuelva a la página anterior y envíe el formulario otra vez, o revise la dirección."),
    ),
    401: (N_("Su sesión terminó"), N_("Inicie sesión otra vez para continuar.")),
    403: (N_("No tiene permiso"), N_("Su cuenta no tiene permiso para ver esta página.")),
    404: (N_("No encontramos esa página"), N_("Revise la dirección o vuelva al inicio.")),
    405: (N_("Esa acción no existe aquí"), N_("Vuelva a la página anterior e inténtelo de nuevo.")),
    409: (N_("No fue posible"), N_("Otra persona cambió esto al mismo tiempo. Revise e inténtelo de nuevo.")),
    410: (N_("Este enlace ya no funciona"), N_("Pida uno nuevo y se lo enviamos por correo.")),
    413: (N_("El archivo es demasiado grande"), N_("Elija un archivo más pequeño.")),
    429: (N_("Demasiados intentos"), N_("Espere unos minutos y vuelva a intentarlo.")),
    500: (
        N_("Algo falló de nuestro lado"),
        N_(
            "Es posible que sus cambios no se hayan guardado. Inténtelo de nuevo; si se repite, escriba a "
            "%(contact)s con este número."
        ),
    ),
    503: (
        N_("El sistema está ocupado"),
        N_("No pudimos terminar lo que pidió. Espere unos segundos e inténtelo de nuevo."),
    ),
}


def init_web(app: Flask) -> None:
    """Set up headers, CSRF, error pages and the globals of templates."""
    csrf.init_app(app)
    app.after_request(_secure)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(Exception, _crashed)
    app.jinja_env.globals.update(asset=asset, locale_url=_locale_url, theme_url=_theme_url)
    app.jinja_env.globals["contact_address"] = app.config["FORO"].organiser_email  # whom a person may write to
    app.context_processor(_in_every_page)


def answered_alone(verb: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What is answered of one thing of many that were sent at once: what was done, or the refusal, with its status."""
    try:
        return {"status": 200, **verb()}
    except Refusal as refusal:
        message = sentence_of(refusal.sentence, refusal.params)
        return {"status": refusal.status, "code": refusal.code, "message": message}


def only_asks() -> bool:
    """Whether only the head of an answer is asked for: nothing is noted then, as where nobody reads it."""
    return request.method == "HEAD"


def is_fragment() -> bool:
    """Whether htmx sent the request: the response is then a fragment, not a page."""
    return request.headers.get("HX-Request") == "true"


def asset(name: str) -> str:
    """The address of a built file by its name before hashing (`app.css`)."""
    static: str | None = current_app.static_folder
    built = manifest(static or "").get(name, name)
    return f"/static/dist/{built}"


def built_text(name: str) -> str:
    """The text of a built file by its name before hashing; empty when the front end is not built."""
    path = Path(current_app.static_folder or "", *asset(name).split("/")[2:])
    return path.read_text() if path.is_file() else ""


@cache
def manifest(static: str) -> dict[str, str]:
    """The hashed name of each built file; empty when the front end is not built."""
    path = Path(static) / "dist" / "manifest.json"
    names: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
    return names


def send_private(file: Path | BinaryIO, *, mimetype: str, name: str) -> Response:
    """A file of people's data as a download, which no browser keeps: the library would let it be kept for a year."""
    response = send_file(file, mimetype=mimetype, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def set_preference(response: WerkzeugResponse, cookie: str, value: str) -> None:
    """Remember a choice of theme or language for a year; it is not personal, and scripts cannot read it."""
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)


def _locale_url(language: str) -> str:
    return url_for("core.language_update", language=language, next=_here())


def _theme_url(theme: str) -> str:
    return url_for("core.theme_update", theme=theme, next=_here())


def _here() -> str:
    kept: str | None = g.get("kept_address")
    return kept or page_address("/")


def page_address(otherwise: str) -> str:
    """The address of the page this request belongs to, to come back to: its own, or that of the page a form was on.

    Many forms are sent to addresses that are no pages (`…/revocation`): those answer 405 to who only looks.
    """
    if request.method in {"GET", "HEAD"}:
        return local_address(request.full_path.rstrip("?"))
    came_from = form_page()
    if came_from is not None:
        return local_address(came_from)
    methods = current_app.url_map.bind_to_environ(request.environ).allowed_methods(request.path)
    return request.path if "GET" in methods else otherwise


def local_address(address: str | None) -> str:
    """An address within this site to come back to; anything else becomes the start page.

    Browsers read `\\` as `/` and leave tabs and line ends out: `/<tab>/elsewhere` is another site's address.
    """
    return address if address and LOCAL.fullmatch(address) else "/"


def preference_update(cookie: str, value: str, allowed: tuple[str, ...]) -> WerkzeugResponse:
    """Remember the choice of language or theme and go back to the page."""
    if value not in allowed:
        raise NotFound
    response = redirect(local_address(request.args.get("next")))
    set_preference(response, cookie, value)
    return response


def language_update(language: str) -> WerkzeugResponse:
    """Choose the language."""
    return preference_update(LANGUAGE_COOKIE, language, tuple(LOCALES))


def theme_update(theme: str) -> WerkzeugResponse:
    """Choose the theme."""
    return preference_update(THEME_COOKIE, theme, THEMES)


def theme_name() -> str:
    """The look that was chosen: "auto", "light" or "dark"."""
    theme = request.cookies.get(THEME_COOKIE, "") if request else ""
    return theme if theme in THEMES else "auto"


def _in_every_page() -> dict[str, Any]:
    return {"locale": locale_name(), "theme": theme_name(), "has_errors": has_errors()}


def _secure(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["FORO"].secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    response.headers.setdefault("Cache-Control", "private, no-cache")
    if response.mimetype == "text/html":  # a page and its fragment may share an address
        response.vary.add("HX-Request")
    return response


def _refused(refusal: Refusal) -> Any:
    note_refusal(refusal)
    if answers_problems():
        return problem_of(refusal)
    sentence = sentence_of(refusal.sentence, refusal.params)
    if request.is_json or request.path.startswith("/api/"):
        return jsonify(code=refusal.code, message=sentence), refusal.status
    if refusal.is_page:
        return error_page(refusal.status, message=sentence), refusal.status
    if is_fragment():
        return render_template("errors/_refusal.html", message=sentence), 422
    flash(sentence, "error")
    return redirect(local_address(form_page()), 303)


def _failed(error: HTTPException) -> Any:
    if error.response is not None or (error.code or 500) < 400:
        return error
    code = error.code or 500
    if code in KEPT_OUT:
        note_security(KEPT_OUT[code])
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, Exception):
        return _crashed(error.original_exception)
    if answers_problems():
        words = ERROR_WORDS.get(code, ERROR_WORDS[400])[0]
        return problem_of_status(code, words, methods=getattr(error, "valid_methods", None))
    if request.path.startswith("/api/") or request.is_json:
        return jsonify(code=str(code), message=_(ERROR_WORDS.get(code, ERROR_WORDS[400])[0])), code
    return error_page(code), code, error.get_headers()[1:] if code == 405 else {}


def _crashed(error: Exception) -> Any:
    if is_outage(error):
        return _unavailable(error)
    if current_app.testing or current_app.debug:
        raise error
    reference = report(error, f"at {route_name()}")
    if answers_problems():
        return problem(500, _(ERROR_WORDS[500][0]), code="core.failed", reference=reference)
    return error_page(500, reference=reference), 500


def _unavailable(error: Exception) -> Any:
    log.warning("the database cannot answer %s: %s", route_name(), str(error.__cause__ or error).strip())
    enter_outage()
    title, words = (_(sentence) for sentence in ERROR_WORDS[503])
    headers = {"Retry-After": str(RETRY_AFTER_S), "Cache-Control": "no-store"}
    if answers_problems():
        return problem(503, f"{title}. {words}", code="core.unavailable"), 503, headers
    if request.is_json or request.path.startswith("/api/"):
        return jsonify(code="core.unavailable", message=f"{title}. {words}"), 503, headers
    if is_fragment():
        return render_template("errors/_refusal.html", message=f"{title}. {words}"), 503, headers
    address = page_address("/")
    page = render_template(
        "errors/outage.html", title=title, message=words, sent=form_with_our_token(page=address), address=address
    )
    return page, 503, headers


def error_page(code: int, *, message: str | None = None, reference: str | None = None) -> str:
    """The page of an error, in words."""
    title, words = ERROR_WORDS.get(code, ERROR_WORDS[400])
    return render_template(
        "errors/error.html", code=code, title=_(title), message=message or sentence_of(words, {}), reference=reference
    )
