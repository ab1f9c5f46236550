"""The pages of no domain: language and look, kept forms, health, what a browser keeps."""

from flask import Blueprint

from forum.core.access import public, signed_in
from forum.core.health import health_show, readiness_show
from forum.core.kept_forms import kept_form_show
from forum.core.pocket import offline_show, worker_show
from forum.core.robots import robots_show
from forum.core.web import language_update, theme_update


def core_pages() -> Blueprint:
    """Their blueprint."""
    blueprint = Blueprint("core", __name__)
    blueprint.add_url_rule("/language/<language>", view_func=public(language_update))
    blueprint.add_url_rule("/theme/<theme>", view_func=public(theme_update))
    blueprint.add_url_rule("/again/<token>", view_func=signed_in(kept_form_show))
    blueprint.add_url_rule("/healthz", view_func=public(health_show))
    blueprint.add_url_rule("/readyz", view_func=public(readiness_show))
    blueprint.add_url_rule("/robots.txt", view_func=public(robots_show))
    blueprint.add_url_rule("/keeper.js", view_func=public(worker_show))
    blueprint.add_url_rule("/offline", view_func=public(offline_show))
    return blueprint
