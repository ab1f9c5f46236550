"""What the first buyer and the first supplier of the demo edition noted for themselves, and a drawing."""

from datetime import timedelta
from io import BytesIO

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from forum.core.database import session
from forum.demo.companies import DemoParticipant
from forum.demo.plan import plan_pdf
from forum.demo.world import World
from forum.matchmaking.enums import DrawingAudience, Mark, Side
from forum.matchmaking.models import Buyer, ContactSharing, Requirement, RequirementMark, SupplierMark
from forum.matchmaking.service import set_drawing
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest, PrivateNote
from forum.privacy.queries import current_notice

OF_BUYER = "Nota inventada: preguntar por la segunda línea de prensas y por sus entregas semanales."
OF_SUPPLIER = "Nota inventada: llevar muestras y la carta de capacidad del proceso."
MARKS = (Mark.MUST, Mark.MUST, Mark.INTERESTED, Mark.INTERESTED, Mark.INTERESTED)
NO = 1
"""One company and one requirement are marked *no*: nobody asked for a meeting there."""


def add_marks(world: World, buyer: DemoParticipant, supplier: DemoParticipant) -> None:
    """Marks and private notes of both, and contacts that are shown, once the agenda is planned."""
    asked = select(MeetingRequest.company_id).where(MeetingRequest.buyer_id == buyer.id)
    met = select(Meeting.company_id).where(Meeting.buyer_id == buyer.id, Meeting.status == MeetingStatus.SCHEDULED)
    companies = list(session().scalars(met.distinct().order_by(Meeting.company_id)))
    others = select(Meeting.company_id).where(Meeting.company_id.not_in(asked), Meeting.company_id != buyer.company_id)
    unasked = session().scalars(others.distinct().order_by(Meeting.company_id).limit(NO))
    marked = [*zip(companies, MARKS, strict=False), *((each, Mark.NO) for each in unasked)]
    for company_id, mark in marked:
        world.rows.link(
            SupplierMark, buyer_id=buyer.id, company_id=company_id, mark=mark,
            marked_at=world.now - timedelta(days=4), marked_by_id=buyer.person_id,
        )  # fmt: skip
    for company_id in companies[:2]:
        _note(world, buyer, company_id, OF_BUYER)
    _of_supplier(world, supplier)
    for who, audience in ((supplier, Side.BUYER), (buyer, Side.SUPPLIER)):
        world.rows.add(
            ContactSharing, edition_id=world.edition_id, person_id=who.person_id, audience=audience, shows_email=True,
            shows_phone=audience is Side.BUYER, notice_id=current_notice().id, at=world.now - timedelta(days=20),
            by_id=who.person_id,
        )  # fmt: skip


def _of_supplier(world: World, supplier: DemoParticipant) -> None:
    mine = MeetingRequest.company_id == supplier.company_id
    ids = list(session().scalars(select(MeetingRequest.requirement_id).where(mine).order_by(MeetingRequest.id)))
    unasked = select(Requirement.id).where(Requirement.id.not_in(ids)).order_by(Requirement.id.desc()).limit(NO)
    marked = [*zip(ids, MARKS, strict=False), *((each, Mark.NO) for each in session().scalars(unasked))]
    for requirement_id, mark in marked:
        world.rows.link(
            RequirementMark, company_id=supplier.company_id, requirement_id=requirement_id, mark=mark,
            marked_at=world.now - timedelta(days=4), marked_by_id=supplier.person_id,
        )  # fmt: skip
    met = select(Buyer.company_id).join(Meeting, Meeting.buyer_id == Buyer.id)
    met = met.where(Meeting.company_id == supplier.company_id, Meeting.status == MeetingStatus.SCHEDULED)
    for company_id in session().scalars(met.order_by(Meeting.slot_id).limit(1)):
        _note(world, supplier, company_id, OF_SUPPLIER)


def _note(world: World, owner: DemoParticipant, about_id: int, text: str) -> None:
    world.rows.add(
        PrivateNote, edition_id=world.edition_id, owner_id=owner.company_id, about_id=about_id, text=text,
        written_at=world.now - timedelta(days=1), written_by_id=owner.person_id,
    )  # fmt: skip


def add_drawing(world: World, requirement_id: int, buyer: DemoParticipant) -> None:
    """A drawing that all approved suppliers may download; it is invented, and says so."""
    set_drawing(
        requirement_id,
        file=FileStorage(BytesIO(plan_pdf()), filename="soporte-demostracion.pdf"),
        audience=DrawingAudience.SUPPLIERS,
        nda_text="",
        by=buyer.person_id,
        now=world.now - timedelta(days=20),
    )
