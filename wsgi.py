"""The WSGI entry point in a checkout: `gunicorn wsgi:app`."""

from forum.app.wsgi import site

app = site()
