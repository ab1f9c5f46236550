"""The check of the mail server."""

from collections.abc import Iterator

from flask import current_app

from forum.core.findings import Finding, fine, worth_knowing, wrong
from forum.mail.imap import UnknownMailbox, open_mailbox
from forum.mail.smtp import UnknownServer, check_server
from forum.settings import Settings

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def check_mail() -> Iterator[Finding]:
    """The mail server accepts our connection, and the sender's address is not localhost."""
    settings: Settings = current_app.config["FORO"]
    if settings.smtp_host is None:
        note = f"FORO_SMTP_HOST is not set: mails are files in {settings.data_dir / 'mail'} and reach nobody."
        yield wrong(note) if settings.production else worth_knowing(note)
        return
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    if not settings.smtp_tls and settings.smtp_host not in THIS_MACHINE:
        yield wrong(f"Mails go to {where} without encryption, with everybody's links in them. Unset FORO_SMTP_TLS.")
    try:
        check_server()
    except UnknownServer as error:
        yield wrong(
            f"The mail server {where} does not prove that it is {settings.smtp_host}: {error}. No mail is given to it. "
            "If its certificate is from an authority of your own, set FORO_SMTP_CA to the file of that authority."
        )
    except OSError as error:
        yield wrong(f"The mail server {where} does not let us in: {error}")
    else:
        yield fine(f"The mail server lets us in: {where}")
    if settings.mail_from.rstrip(">").endswith("@localhost"):
        yield wrong("Mails would come from localhost. Set FORO_MAIL_FROM, such as: Foro <foro@example.mx>")


def check_mailbox() -> Iterator[Finding]:
    """The mailbox of answers to invitations lets us in; without one nobody is asked to answer."""
    settings: Settings = current_app.config["FORO"]
    if settings.imap_host is None:
        yield worth_knowing("FORO_IMAP_HOST is not set: invitations ask for no answer, and none is read.")
        return
    where = f"{settings.imap_host}:{settings.imap_port}"
    try:
        with open_mailbox():
            pass
    except UnknownMailbox as error:
        yield wrong(
            f"The mailbox server {where} does not prove that it is {settings.imap_host}: {error}. It is told nothing. "
            "If its certificate is from an authority of your own, set FORO_IMAP_CA to the file of that authority."
        )
    except OSError as error:
        yield wrong(f"The mailbox of answers at {where} does not let us in: {error}")
    else:
        yield fine(f"The mailbox of answers lets us in: {where}")
    if "@" not in (settings.reply_address or ""):
        yield wrong("FORO_IMAP_USER is no address. Set FORO_IMAP_ADDRESS to the address of the mailbox.")
