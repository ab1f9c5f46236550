"""A person's badge for the wallet of their phone, where the organiser has what Apple or Google asks for."""

import json
import re
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from forum.badges.documents.wallet import PassFacts, PassWords, apple_pass, google_link
from forum.badges.enums import Purpose
from forum.badges.errors import PassNotSigned
from forum.badges.queries import Holder
from forum.badges.service.faces import face_of
from forum.core.i18n import LOCALES, force_locale
from forum.core.i18n import gettext as _
from forum.core.signatures import KeyNotReadable, Signer
from forum.core.tokens import keyed_hash
from forum.settings import Settings

_PEM = re.compile(rb"-----BEGIN [^-]+-----.+?-----END [^-]+-----", re.DOTALL)


def apple_badge(holder: Holder, settings: Settings, *, icon: bytes) -> bytes:
    """The badge as a pass for Apple Wallet.

    Raises:
        BadgeNotReady: they have no valid badge.
        PassNotSigned: the organiser's certificate cannot be read.
    """
    parts = _PEM.findall(Path(settings.apple_pass or "").read_bytes())
    certificate, key, authority = [*parts, b"", b"", b""][:3]
    face, facts = face_of(holder, Purpose.HOME), _facts(holder, settings)
    try:
        return apple_pass(face, facts, signer=Signer(certificate, key, authority), icon=icon)
    except KeyNotReadable as error:
        raise PassNotSigned from error


def google_badge(holder: Holder, settings: Settings) -> str:
    """The address that adds the badge to Google Wallet.

    Raises:
        BadgeNotReady: they have no valid badge.
        PassNotSigned: the service account's key cannot be read.
    """
    face, facts = face_of(holder, Purpose.HOME), _facts(holder, settings)
    try:
        account = json.loads(Path(settings.google_wallet or "").read_text())
        key, name = account["private_key"].encode(), account["client_email"]
        return google_link(face, facts, issuer=settings.google_issuer or "", account=name, key=key)
    except (KeyNotReadable, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PassNotSigned from error


def _facts(holder: Holder, settings: Settings) -> PassFacts:
    edition, badge = holder.edition, holder.badge
    zone = ZoneInfo(edition.time_zone)
    begins, ends = (datetime.combine(day, time(), zone) for day in (edition.starts_on, edition.ends_on))
    with force_locale(LOCALES[holder.person.language]):
        words = PassWords(
            organisation=_("Organización"), category=_("Categoría"), when=_("Fechas"), where=_("Sede"), code=_("Código")
        )
    return PassFacts(
        serial=keyed_hash(f"pass of badge {badge.id if badge else 0}")[:24],
        issuer=settings.organiser_name,
        begins=begins,
        ends=ends + timedelta(days=1),
        words=words,
    )
