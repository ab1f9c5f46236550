"""Every mail there is, with values that suit all of them."""

from datetime import UTC, date, datetime
from typing import Any

from forum.settings import ROOT

FOLDER = ROOT / "templates" / "mail"
MESSAGES = sorted(str(path.parent.relative_to(FOLDER)) for path in FOLDER.glob("*/*/subject.txt"))
AT = datetime(2026, 11, 28, 18, 45, tzinfo=UTC)


def values_of_every_mail(**changes: Any) -> dict[str, Any]:
    """What the templates of all mails ask for together."""
    company = "Forjas y Maquinados de Precisión del Bajío Guanajuatense, S.A.P.I. de C.V."
    meeting = {"starts_at": AT, "hall": "Salón B2B", "table": 1, "person": "Eva Luna", "company": company}
    item = {**meeting, "requirement": "Soporte", "unanswered": False}
    return {
        **meeting,
        "edition": "XIII Foro de Proveeduría Automotriz de Guanajuato",
        "edition_slug": "foro-2026",
        "name": "Íñigo Güereca",
        "newcomer": "Sofía Muñoz Güereca",
        "wisher": "Sofía Muñoz Güereca",
        "by": "Kenji Tanaka",
        "email": "sofia@example.mx",
        "rfc": "FOR010101AB1",
        "nonce": "n",
        "minutes": 10,
        "at": AT,
        "ends_at": AT,
        "expires_at": AT,
        "starts_on": date(2026, 11, 28),
        "ends_on": date(2026, 11, 29),
        "venue": "Poliforum León",
        "changes": {"email": ["sofia@example.mx", "sofia.munoz@example.mx"]},
        "category_es": "Visitante",
        "category_en": "Visitor",
        "registration": [1, "nonce"],
        "requirement": "Soporte estampado",
        "title": "Soporte estampado",
        "subject": "Faltan 7 días para el foro",
        "pieces": ["Traiga su gafete. Lo encuentra aquí: ", "\n\nNos vemos en el Poliforum León."],
        "unsubscribe": None,
        "change": "edited",
        "reason": "La agenda está llena",
        "by_side": "organiser",
        "was": meeting,
        "made": [item],
        "moved": [item],
        "dropped": [item],
        "missed": [],
        "sent": [{"requirement": "Soporte", "company": company, "refusal": ""}],
        "refused": [],
        "status": "approved",
        "stand": "B-202",
        "before": "A-101",
        "staff_quota": 3,
        "decline_reason": "requirement_closed",
        "decline_note": "",
        "former": "Kenji Tanaka",
        "host": "Kenji Tanaka",
        "who": "Luis Gómez",
        "also": ["Luis Gómez"],
        "own": False,
        "topic": "Buje torneado",
        "is_me": True,
        "is_host": False,
        "attends": True,
        "comes": "Ana Ruiz",
        "note": "Mejor por la tarde",
        "proposed_at": AT,
        "to_buyer": True,
        "count": 2,
        "handed_to": None,
        "meeting_id": 1,
        "person_id": 1,
        "request_id": 1,
        "requirement_id": 1,
        "company_id": 1,
        "exhibitor_id": 1,
        "invitation_id": 1,
        "offer_id": 1,
        "slot_ends_at": AT,
        "arco_kind": "access",
        "number": 12,
        "due": date(2026, 12, 14),
        "granted": True,
        "answer": "Corregimos su nombre",
        "offered_until": AT,
        "delegation": [1, "nonce"],
        "organisation": "Instituto Tecnológico Superior de Purísima del Rincón",
        "named_by": "Sofía Muñoz Güereca",
        "places": 30,
        "changes_until": AT,
        "text": "Faltan nombres por escribir.",
        **changes,
    }
