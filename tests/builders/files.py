"""Files as people upload them."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from forum.companies.models import Certificate
from forum.companies.service.evidence import put_evidence
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.uploads import put_file, read_file
from forum.matchmaking.enums import DrawingAudience
from forum.matchmaking.models import Drawing, Requirement, RequirementLoad

A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def a_picture(format: str) -> bytes:
    """A small picture of this format."""
    buffer = BytesIO()
    Image.effect_noise((64, 64), 40).save(buffer, format)
    return buffer.getvalue()


def add_files(buyer_id: int, certificate_ids: Iterable[int], *, by: int) -> None:
    """A drawing of each of a buyer's requirements, a document of each certificate, a sheet that waits; in atomic()."""
    file, now, current = read_file(FileStorage(BytesIO(A_PDF), filename="archivo.pdf")), utc_now(), session()
    for requirement_id in current.scalars(select(Requirement.id).where(Requirement.buyer_id == buyer_id)):
        drawing = current.get(Drawing, requirement_id) or Drawing(requirement_id=requirement_id)
        drawing.audience, drawing.nda_text = DrawingAudience.NDA, "Do not copy"
        put_file(drawing, file, by=by, now=now)
        current.add(drawing)
    for certificate_id in certificate_ids:
        put_evidence(current.get_one(Certificate, certificate_id), file, by=by, now=now)
    rows = [["What you need", "Process"], ["Shaft", "No such process"]]
    current.add(RequirementLoad(buyer_id=buyer_id, by_id=by, rows=rows, created_at=now))
