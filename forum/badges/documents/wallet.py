"""A badge as a pass of a phone's wallet: Apple's signed archive, and Google's link.

Apple: *Wallet Passes*, "Building a Pass": a ZIP of pass.json, pictures, a manifest with the SHA-1 of each file, and its
signature. Google: *Event tickets*, "Skinny JWT": a link that carries a signed token with the class and the object.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from forum.badges.documents.faces import BadgeFace
from forum.badges.rules import grouped_code
from forum.core.signatures import Signer, signed_token
from forum.printing.colours import colour_from_hex, readable_on

SAVE = "https://pay.google.com/gp/v/save/"
ICONS = {"icon.png": 29, "icon@2x.png": 58, "icon@3x.png": 87, "logo.png": 50, "logo@2x.png": 100}


@dataclass(frozen=True, slots=True)
class PassWords:
    """The labels of a pass, in the person's language."""

    organisation: str
    category: str
    when: str
    where: str
    code: str


@dataclass(frozen=True, slots=True)
class PassFacts:
    """What a pass says beside its badge: a number of its own, who issues it, and from when to when it matters."""

    serial: str
    issuer: str
    begins: datetime
    ends: datetime
    words: PassWords


def apple_pass(face: BadgeFace, facts: PassFacts, *, signer: Signer, icon: bytes) -> bytes:
    """The pass as a file (application/vnd.apple.pkpass); `icon` is a square PNG.

    Raises:
        KeyNotReadable: the certificate or its key cannot be read.
    """
    files = {"pass.json": _json(_apple(face, facts, signer)), **_icons(icon)}
    manifest = _json({name: hashlib.sha1(data, usedforsecurity=False).hexdigest() for name, data in files.items()})
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in {**files, "manifest.json": manifest, "signature": signer.sign(manifest)}.items():
            archive.writestr(name, data)
    return out.getvalue()


def google_link(face: BadgeFace, facts: PassFacts, *, issuer: str, account: str, key: bytes) -> str:
    """The address that adds the pass; `issuer` is Google's number, `account` and `key` the service account's.

    Raises:
        KeyNotReadable: the key is no RSA key.
    """
    event = hashlib.sha256(face.edition_name.encode()).hexdigest()[:16]
    words, printable = facts.words, face.printable
    ticket = {
        "id": f"{issuer}.{facts.serial}",
        "classId": f"{issuer}.{event}",
        "state": "ACTIVE",
        "ticketHolderName": printable.name.full,
        "barcode": {"type": "QR_CODE", "value": printable.code, "alternateText": grouped_code(printable.code)},
        "textModulesData": [
            {"id": "organisation", "header": words.organisation, "body": printable.organisation},
            {"id": "category", "header": words.category, "body": face.category_name},
        ],
        "hexBackgroundColor": printable.colour,
    }
    event_class = {
        "id": f"{issuer}.{event}",
        "issuerName": facts.issuer,
        "reviewStatus": "UNDER_REVIEW",
        "eventName": {"defaultValue": {"language": "es-MX", "value": face.edition_name}},
        "venue": {
            "name": {"defaultValue": {"language": "es-MX", "value": face.venue}},
            "address": {"defaultValue": {"language": "es-MX", "value": face.venue}},
        },
        "dateTime": {"start": facts.begins.isoformat(), "end": facts.ends.isoformat()},
    }
    payload = {"eventTicketClasses": [event_class], "eventTicketObjects": [ticket]}
    claims = {"iss": account, "aud": "google", "typ": "savetowallet", "origins": [], "payload": payload}
    return SAVE + signed_token(claims, key=key)


def _apple(face: BadgeFace, facts: PassFacts, signer: Signer) -> dict[str, Any]:
    words, printable = facts.words, face.printable
    ground = colour_from_hex(printable.colour)
    ink = _rgb(readable_on(ground))
    return {
        "formatVersion": 1,
        "passTypeIdentifier": signer.subject("UID"),
        "teamIdentifier": signer.subject("OU"),
        "serialNumber": facts.serial,
        "organizationName": facts.issuer,
        "description": face.edition_name,
        "relevantDate": facts.begins.isoformat(),
        "expirationDate": facts.ends.isoformat(),
        "backgroundColor": _rgb(ground),
        "foregroundColor": ink,
        "labelColor": ink,
        "barcodes": [
            {
                "format": "PKBarcodeFormatQR",
                "message": printable.code,
                "messageEncoding": "iso-8859-1",
                "altText": grouped_code(printable.code),
            }
        ],
        "eventTicket": {
            "headerFields": [{"key": "category", "label": words.category, "value": face.category_name}],
            "primaryFields": [{"key": "name", "label": face.edition_name, "value": printable.name.full}],
            "secondaryFields": [
                {"key": "organisation", "label": words.organisation, "value": printable.organisation or "—"}
            ],
            "auxiliaryFields": [
                {"key": "when", "label": words.when, "value": face.dates},
                {"key": "where", "label": words.where, "value": face.venue},
            ],
            "backFields": [{"key": "code", "label": words.code, "value": grouped_code(printable.code)}],
        },
    }


def _icons(icon: bytes) -> dict[str, bytes]:
    from PIL import Image

    made = {}
    with Image.open(BytesIO(icon)) as picture:
        for name, side in ICONS.items():
            out = BytesIO()
            picture.convert("RGBA").resize((side, side)).save(out, "PNG", optimize=True)
            made[name] = out.getvalue()
    return made


def _rgb(colour: Any) -> str:
    red, green, blue = (round(255 * part) for part in colour)
    return f"rgb({red}, {green}, {blue})"


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
