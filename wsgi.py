"""The WSGI entry point: `gunicorn wsgi:app`."""

from forum.app import create_app
from forum.settings import Settings

app = create_app(Settings.from_environment())
