"""The session cookie: only who has one, or is given one, gets an answer that depends on it.

Pages ask whether somebody is signed in; without the cookie nobody is, and the answer is the same for all of them. So it
carries no `Vary: Cookie`, and a token against forged forms is made where a form is, not on every page.
"""

from flask import Flask, Response, current_app, request, session
from flask.sessions import SessionMixin

from forum.core.signing import KeptSessions


class Sessions(KeptSessions):
    """As Flask keeps sessions, its keys kept; one that was looked at where there is none does not mark the answer."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie where it is needed, and say that the answer depends on it."""
        if session.modified or self.get_cookie_name(app) in request.cookies:
            super().save_session(app, session, response)


def init_sessions(app: Flask) -> None:
    """Keep sessions this way."""
    app.session_interface = Sessions()
    app.jinja_env.globals["has_session"] = has_session


def has_session() -> bool:
    """Whether the browser has a session of ours or gets one: else nobody is signed in, and nothing waits to be said."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies or session.modified
