"""The WSGI entry point: `gunicorn wsgi:app`."""

import gc

from forum.app import create_app
from forum.core.commands import ensure_migrated
from forum.settings import Settings

app = create_app(Settings.from_environment())
with app.app_context():
    ensure_migrated()

# What is loaded by now stays for good: the collector need not look through it again at every round.
gc.collect()
gc.freeze()
