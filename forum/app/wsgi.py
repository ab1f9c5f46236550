"""The site as a WSGI program, for a server such as gunicorn: `gunicorn 'forum.app.wsgi:site()'`, also from a wheel."""

from flask import Flask

from forum.app import create_app
from forum.core.commands import ensure_migrated, keep_for_good
from forum.settings import Settings


def site() -> Flask:
    """The app, with the settings of the environment.

    Raises:
        UnsafeSettings: they are not fit to serve with.
        NotMigrated: the database is of another version.
    """
    app = create_app(Settings.from_environment())
    with app.app_context():
        ensure_migrated()
    keep_for_good(app)
    return app
