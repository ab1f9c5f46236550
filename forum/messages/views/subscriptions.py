"""One's own subscription to news, by the link of a mail: it ends with one POST (RFC 8058), and can begin again.

Opening the link changes nothing: programs that look at mails open every link in them.
"""

from flask import Blueprint, render_template

from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.tokens import unsign
from forum.core.web import csrf
from forum.messages.service import change_subscription

news = Blueprint("news", __name__, url_prefix="/unsubscribe/<token>")


@news.get("")
@public
def unsubscription_show(token: str) -> str:
    """Ask whether to end the subscription."""
    _person_of(token)
    return render_template("messages/news.html", token=token, is_asked=True)


@news.post("")
@public
def unsubscription_create(token: str) -> str:
    """End the subscription; answered by a page, since mail programs follow no redirect."""
    change_subscription(_person_of(token), wants_news=False, now=utc_now())
    return render_template("messages/news.html", token=token, wants_news=False)


@news.post("/undo")
@public
def subscription_create(token: str) -> str:
    """Begin it again."""
    change_subscription(_person_of(token), wants_news=True, now=utc_now())
    return render_template("messages/news.html", token=token, wants_news=True)


csrf.exempt(unsubscription_create)  # a mail program has no form of ours: the signature of the link is enough


def _person_of(token: str) -> int:
    signed = unsign("unsubscribe", token)
    if not isinstance(signed, int):
        raise NotFound
    return signed
