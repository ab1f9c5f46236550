"""The WSGI entry point: `gunicorn wsgi:app`."""

import gc

from forum.app import create_app
from forum.settings import Settings

app = create_app(Settings.from_environment())

# What is loaded by now stays for good: the collector need not look through it again at every round.
gc.collect()
gc.freeze()
