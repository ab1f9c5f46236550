"""One process of the collision tests of mail: it sends what is due until somebody ends it."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from forum.core.clock import utc_now
from forum.mail.service import drain_outbox
from forum.mail.smtp import init_mail
from tests.concurrency.registering import program


def with_server(app: Flask, port: int) -> Flask:
    """The app, with its mail server at this port of this machine."""
    app.config["FORO"] = replace(app.config["FORO"], smtp_host="127.0.0.1", smtp_port=port, smtp_tls=False)
    init_mail(app)
    return app


def send(url: str, data_dir: Path, port: int) -> None:
    """Send what is due."""
    with with_server(program(url, data_dir), port).app_context():
        drain_outbox(clock=utc_now)
