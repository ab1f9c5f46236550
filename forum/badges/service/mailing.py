"""The badge as a mail takes it along."""

from collections.abc import Iterator
from functools import partial

from forum.badges.enums import HomePaper
from forum.badges.queries import Holder
from forum.badges.service.faces import home_badge
from forum.core.database import found
from forum.core.i18n import gettext as _
from forum.mail.rules import Attached
from forum.printing.fonts import Fonts
from forum.printing.qr import qr_png


def badge_files(holder: Holder, *, fonts: Fonts) -> Iterator[Attached]:
    """The symbol of a valid badge as a picture of the mail, and the badge to print at home.

    Raises:
        NotFound: they have no valid badge.
    """
    name, code = f"gafete-{holder.edition.slug}", found(holder.badge).code
    yield Attached(kind="symbol", name=f"{name}.png", mimetype="image/png", draw=partial(qr_png, code), shown=True)
    draw = partial(home_badge, holder, fonts=fonts, paper=HomePaper.LETTER)
    sentence = _("Recoja su gafete en la caja %(number)s (%(text)s).")
    says = sentence % {"number": holder.bin.number, "text": holder.bin.letters} if holder.bin else ""
    yield Attached(kind="badge", name=f"{name}.pdf", mimetype="application/pdf", draw=draw, says=says)
