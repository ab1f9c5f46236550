"""What search engines may read: the public pages, and no address that is a secret or needs a sign-in.

An address with a token opens something for whoever has it: found by a search engine, it would be nobody's secret.
"""

from flask import Flask, Response, current_app, request
from werkzeug.routing import Rule

from forum.core.access import PUBLIC, access_of

NOT_INDEXED = "noindex, nofollow, noarchive"


def init_robots(app: Flask) -> None:
    """Mark every response that is not for search engines."""
    app.after_request(_mark)


def robots_show() -> Response:
    """Tell robots which addresses to leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in secret_addresses(current_app))]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def secret_addresses(app: Flask) -> list[str]:
    """How the addresses with a token begin, an edition's slug as `*`: read from the routes, so that none is missing."""
    rules = (rule for rule in app.url_map.iter_rules() if is_secret(rule))
    return sorted({rule.rule.split("<token>", 1)[0].replace("<edition_slug>", "*") for rule in rules})


def is_secret(rule: Rule) -> bool:
    """Whether whoever knows the address may open it, and nobody else should know it."""
    return "token" in rule.arguments


def _mark(response: Response) -> Response:
    rule = request.url_rule
    if rule is None or rule.endpoint == "static":
        return response
    if is_secret(rule) or access_of(current_app.view_functions[rule.endpoint]) != PUBLIC:
        response.headers["X-Robots-Tag"] = NOT_INDEXED
    return response
