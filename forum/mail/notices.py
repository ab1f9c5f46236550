"""Rendering a mail: its templates in the recipient's language, with addresses that work outside a request."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, render_template
from jinja2 import TemplateError
from werkzeug.routing import BuildError

from forum.core.i18n import LOCALES, force_locale, ngettext
from forum.core.tokens import sign
from forum.mail.models import OutgoingMail
from forum.mail.rules import Attach, Attached, RenderedMail, one_line, preview_of, unpacked
from forum.settings import Settings

HIDDEN = "oculto"
FILES = "mail_files"
NOTHING: Mapping[str, Attached] = {}
BLANK_LINES = re.compile(r"\n{3,}")


def init_mail_files(app: Flask, files: Mapping[str, Attach]) -> None:
    """Say what mails take along: message to what makes its files."""
    app.extensions[FILES] = files


def render_mail(mail: OutgoingMail, *, reveal: bool = True) -> RenderedMail:
    """The mail of a row of the outbox, ready to be sent.

    Without `reveal` signed tokens and files are left out: somebody who only looks at a mail must not act as its
    recipient.
    """
    files = _files_of(mail)
    render = _renderer(mail, reveal=reveal, attached={file.kind: file for file in files})
    subject, text = render("subject.txt"), render("body.txt")
    footer = _footer(mail)
    return RenderedMail(
        id=mail.id,
        message_id=mail.message_id,
        to_email=mail.to_email,
        to_name=mail.to_name,
        subject=one_line(subject),
        text=BLANK_LINES.sub("\n\n", text).strip() + f"\n\n{footer.strip()}\n",
        html=render("body.html", preview=preview_of(text)),
        calendar=mail.context.get("calendar"),
        unsubscribe=one_line(render("unsubscribe.txt")) if mail.context.get("unsubscribe") else "",
        files=files if reveal else (),
    )


def render_mails(mails: Sequence[OutgoingMail]) -> RenderedMail:
    """Mails of one digest as one, in their order: what each says, below one greeting and above one footer."""
    first = mails[0]
    if len(mails) == 1:
        return render_mail(first)
    parts = [_part(mail) for mail in mails]
    with force_locale(LOCALES.get(first.language, LOCALES["es"])):
        more = ngettext("%(num)s aviso más", "%(num)s avisos más", len(parts) - 1)
        subject = f"{parts[0]['subject']} · {more}"
        values = {"subject": subject, "parts": parts, "name": first.to_name, "language": first.language}
        text = render_template("mail/together.txt", **values)
        return RenderedMail(
            id=first.id,
            message_id=first.message_id,
            to_email=first.to_email,
            to_name=first.to_name,
            subject=subject,
            text=BLANK_LINES.sub("\n\n", text).strip() + "\n",
            html=render_template("mail/together.html", **values, preview=preview_of(text)),
            calendar=None,
        )


def _part(mail: OutgoingMail) -> dict[str, str]:
    """What a mail says among others: its subject, and its body without greeting and frame."""
    render = _renderer(mail, reveal=True, is_part=True)
    _greeting, _blank, text = render("body.txt").strip().partition("\n\n")
    footer = _footer(mail, is_part=True)
    return {
        "subject": one_line(render("subject.txt")),
        "text": f"{text.strip()}\n\n{footer.strip()}".strip(),
        "html": render("body.html"),
    }


def _footer(mail: OutgoingMail, *, is_part: bool = False) -> str:
    own = f"mail/{mail.message.partition('/')[0]}/footer.txt"  # of the domain, where it has one
    with force_locale(LOCALES.get(mail.language, LOCALES["es"])):
        return render_template([own, "mail/footer.txt"], **unpacked(mail.context), link=link, is_part=is_part)


def _files_of(mail: OutgoingMail) -> tuple[Attached, ...]:
    """What the mail takes along, as it is now: domains above offer it, message by message."""
    offered: Mapping[str, Attach] = current_app.extensions[FILES]
    attach = offered.get(mail.message)
    if attach is None:
        return ()
    with force_locale(LOCALES.get(mail.language, LOCALES["es"])):
        return tuple(attach(unpacked(mail.context), mail.language))


def subject_of(mail: OutgoingMail) -> str:
    """The subject alone, for a list; the name of the message where its template fails."""
    try:
        return one_line(_renderer(mail, reveal=False)("subject.txt"))
    except (TemplateError, BuildError):
        return mail.message


def _renderer(
    mail: OutgoingMail, *, reveal: bool, attached: Mapping[str, Attached] = NOTHING, is_part: bool = False
) -> Callable[..., str]:
    """What renders the parts of a mail in its language: `render("body.txt")`.

    `is_part`: it leaves with others; its HTML is without the frame.
    """
    context: dict[str, Any] = {
        **unpacked(mail.context),
        "name": mail.to_name,
        "language": mail.language,
        "link": link,
        "sign": sign if reveal else _hidden,
        "attached": attached,
        "is_shown": reveal,
        "is_part": is_part,
    }

    def render(part: str, *, preview: str = "") -> str:
        with force_locale(LOCALES.get(mail.language, LOCALES["es"])):
            return render_template(f"mail/{mail.message}/{part}", **context, preview=preview)

    return render


def link(endpoint: str, **values: Any) -> str:
    """The absolute address of a page, with or without a request."""
    settings: Settings = current_app.config["FORO"]
    base = urlsplit(settings.base_url)
    urls = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return urls.build(endpoint, values, force_external=True)


def _hidden(_purpose: str, _value: Any) -> str:
    return HIDDEN
