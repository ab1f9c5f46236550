"""The WSGI entry point: `gunicorn wsgi:app`."""

from forum.app import create_app
from forum.core.commands import ensure_migrated, keep_for_good
from forum.settings import Settings

app = create_app(Settings.from_environment())
with app.app_context():
    ensure_migrated()
keep_for_good(app)
