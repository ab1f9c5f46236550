"""Who a message was written to: the state of each mail, and the text for WhatsApp for those who asked for it."""

from flask import render_template, request, url_for

from forum.core.access import requires
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.mail.enums import MailState
from forum.mail.labels import STATES
from forum.mail.queries import FILTERS
from forum.messages.context import whatsapp_links
from forum.messages.queries import list_recipients
from forum.messages.views.blueprint import ONE, PERMISSION, blueprint, fetched


@blueprint.get(f"{ONE}/recipients")
@requires(PERMISSION)
def recipient_list(message_id: int) -> str:
    """A page of the recipients."""
    message, edition = fetched(message_id), current_edition()
    text, chosen = request.args.get("q", "").strip(), request.args.get("state", "")
    state = MailState(chosen) if chosen in FILTERS else None
    after = request.args.get("after", type=int)
    rows, more = list_recipients(message.id, text=text, state=state, after=after or 0)
    page = "messages/_recipients.html" if is_fragment() else "messages/recipients.html"
    home = url_for("editions.edition_show", edition_slug=edition.slug, _external=True)
    return render_template(
        page,
        message=message,
        rows=rows,
        more=more,
        text=text,
        state=state,
        states={each: STATES[each] for each in FILTERS},
        whatsapp=whatsapp_links(rows, home=home),
    )
