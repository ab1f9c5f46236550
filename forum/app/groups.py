"""The groups of companies that figures count, so that the list of companies shows the ones behind each figure."""

from sqlalchemy import CompoundSelect, Select, select

from forum.companies.queries.parts import Group
from forum.core.i18n import N_
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest


def _buying(edition_id: int) -> Select[tuple[int]]:
    return select(Buyer.company_id).where(Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))


def _supplying(edition_id: int) -> Select[tuple[int]]:
    return select(Supplier.company_id).where(
        Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED
    )


def _meeting(edition_id: int) -> Select[tuple[int]]:
    scheduled = select(Meeting.company_id).where(
        Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED
    )
    return _supplying(edition_id).where(Supplier.company_id.in_(scheduled))


def _asking(edition_id: int) -> Select[tuple[int]]:
    asked = select(MeetingRequest.company_id).where(MeetingRequest.edition_id == edition_id)
    return _supplying(edition_id).where(Supplier.company_id.in_(asked))


def _accepted(edition_id: int) -> Select[tuple[int]]:
    agreed = select(MeetingRequest.company_id).where(
        MeetingRequest.edition_id == edition_id,
        MeetingRequest.status.in_((RequestStatus.ACCEPTED, RequestStatus.SCHEDULED)),
    )
    return _supplying(edition_id).where(Supplier.company_id.in_(agreed))


def _exhibiting(edition_id: int) -> Select[tuple[int]]:
    return select(Exhibitor.company_id).where(
        Exhibitor.edition_id == edition_id, Exhibitor.status == ExhibitorStatus.APPROVED
    )


def _offering(edition_id: int) -> CompoundSelect[tuple[int]]:
    exhibiting = select(Exhibitor.company_id).where(Exhibitor.edition_id == edition_id)
    return select(Supplier.company_id).where(Supplier.edition_id == edition_id).union(exhibiting)


COMPANY_GROUPS: tuple[Group, ...] = (
    Group("buying", N_("Empresas compradoras"), _buying),
    Group("supplying", N_("Proveedores aprobados"), _supplying),
    Group("asking", N_("Proveedores aprobados con solicitud"), _asking),
    Group("accepted", N_("Proveedores aprobados con solicitud aceptada"), _accepted),
    Group("meeting", N_("Proveedores aprobados con cita"), _meeting),
    Group("exhibiting", N_("Expositores aprobados"), _exhibiting),
    Group("offering", N_("Proveedores o expositores, en cualquier estado"), _offering),
)
