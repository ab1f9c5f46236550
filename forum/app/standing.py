"""What one person is in one edition, as far as it decides which places they are offered."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import BindParameter, and_, bindparam, exists, func, or_, select

from forum.accounts.context import SignedIn
from forum.accounts.enums import Role
from forum.companies.models import AllyRepresentative, Membership
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.kept import Kept
from forum.core.links import LinkTo
from forum.exhibitors.models import Exhibitor
from forum.matchmaking.enums import Side, SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.enums import OfferStatus, RequestStatus
from forum.meetings.models import MeetingRequest, RequestDraft, SlotOffer
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What is stored of a person in an edition: what they take part in, and what waits for them.

    `requests`: those that their side has to answer, and slots that are offered to them; `drafts`: those their companies
    have still to send.
    """

    has_company: bool = False
    supplies: bool = False
    exhibits: bool = False
    attends: bool = False
    represents: bool = False
    requests: int = 0
    drafts: int = 0

    @property
    def unfinished(self) -> int:
        """Number of requests to answer or to send."""
        return self.requests + self.drafts


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The roles of one person in one edition."""

    person: SignedIn
    edition_id: int
    tally: Tally = field(default_factory=Tally)

    def is_buyer(self) -> bool:
        """Whether they are a buyer."""
        return self.person.has_role(Role.BUYER, self.edition_id)

    def is_supplier(self) -> bool:
        """Whether they act for a company, which may exhibit and ask for meetings."""
        return self.tally.has_company and not self.is_buyer()

    def only_exhibits(self) -> bool:
        """Whether their company has a stand to look after and no meetings."""
        return self.is_supplier() and self.tally.exhibits and not self.tally.supplies

    def meets(self) -> bool:
        """Whether they may be asked to come to meetings."""
        return self.is_buyer() or self.tally.supplies

    def attends(self) -> bool:
        """Whether they are registered."""
        return self.tally.attends

    def represents(self) -> bool:
        """Whether they see the page of an ally."""
        return self.tally.represents

    def has_a_day(self) -> bool:
        """Whether they may have an agenda: they are registered, or will be by what they take part in."""
        return self.tally.attends or self.tally.supplies or self.is_buyer()

    def may(self, permission: str) -> bool:
        """Whether one of their roles has the permission in this edition."""
        return self.person.may(permission, self.edition_id)

    def organises_all(self) -> bool:
        """Whether they organise all editions."""
        return self.person.organises_all

    def reads_lists(self) -> bool:
        """Whether some list of the console is theirs to read."""
        return any(map(self.may, ("registration.review", "meetings.coordinate", "exhibitors.review")))

    def is_staff(self) -> bool:
        """Whether they work for the edition."""
        return any(self.may(permission) for permission in STAFF)


STAFF = ("dashboard.view", "registration.review", "checkin.scan", "floor.work", "meetings.coordinate", "editions.edit")
Offered = Callable[[Standing], bool]


def may(permission: str) -> Offered:
    """Offered to who has the permission."""
    return lambda standing: standing.may(permission)


_PERSON: BindParameter[int] = bindparam("person_id")
_EDITION: BindParameter[int] = bindparam("edition_id")
_THEIRS = select(Membership.company_id).where(Membership.person_id == _PERSON)
_AS_BUYER = select(Buyer.id).where(Buyer.person_id == _PERSON, Buyer.edition_id == _EDITION)
_DUE_REQUESTS = (
    select(func.count())
    .select_from(MeetingRequest)
    .where(
        MeetingRequest.edition_id == _EDITION,
        MeetingRequest.status == RequestStatus.SENT,
        MeetingRequest.expires_at > bindparam("now"),
        or_(
            and_(MeetingRequest.awaiting == Side.BUYER, MeetingRequest.buyer_id.in_(_AS_BUYER)),
            and_(MeetingRequest.awaiting == Side.SUPPLIER, MeetingRequest.company_id.in_(_THEIRS)),
        ),
    )
)
_OFFERS = (
    select(func.count())
    .select_from(SlotOffer)
    .join(MeetingRequest, MeetingRequest.id == SlotOffer.request_id)
    .where(
        SlotOffer.status == OfferStatus.OPEN,
        SlotOffer.ends_at > bindparam("now"),
        MeetingRequest.edition_id == _EDITION,
        MeetingRequest.company_id.in_(_THEIRS),
    )
)
_DRAFTS = (
    select(func.count())
    .select_from(RequestDraft)
    .where(RequestDraft.company_id.in_(_THEIRS), RequestDraft.edition_id == _EDITION)
)
_TALLY = select(
    _THEIRS.exists().label("has_company"),
    exists()
    .where(
        Supplier.company_id.in_(_THEIRS),
        Supplier.edition_id == _EDITION,
        Supplier.status.in_((SupplierStatus.PENDING, SupplierStatus.CHANGES, SupplierStatus.APPROVED)),
    )
    .label("supplies"),
    exists().where(Exhibitor.company_id.in_(_THEIRS), Exhibitor.edition_id == _EDITION).label("exhibits"),
    exists()
    .where(
        Registration.person_id == _PERSON,
        Registration.edition_id == _EDITION,
        Registration.status == RegistrationStatus.APPROVED,
    )
    .label("attends"),
    exists().where(AllyRepresentative.person_id == _PERSON).label("represents"),
    (_DUE_REQUESTS.scalar_subquery() + _OFFERS.scalar_subquery()).label("requests"),
    _DRAFTS.scalar_subquery().label("drafts"),
)


def _tally(person_id: int, edition_id: int) -> Tally:
    row = session().execute(_TALLY, {"person_id": person_id, "edition_id": edition_id, "now": utc_now()}).one()
    return Tally(
        has_company=bool(row.has_company),
        supplies=bool(row.supplies),
        exhibits=bool(row.exhibits),
        attends=bool(row.attends),
        represents=bool(row.represents),
        requests=row.requests,
        drafts=row.drafts,
    )


# Counters may be some seconds old: nothing is decided by them.
TALLIES = Kept(
    _tally,
    of=(
        *(AllyRepresentative, Membership, Supplier, Exhibitor, Registration),
        *(Buyer, MeetingRequest, RequestDraft, SlotOffer),
    ),
    seconds=10,
)


def standing_of(person: SignedIn, *, edition_id: int) -> Standing:
    """What a person is in an edition. Of its staff nothing is asked but their roles: their pages have no counters."""
    standing = Standing(person=person, edition_id=edition_id)
    if standing.is_staff():
        return standing
    return Standing(person=person, edition_id=edition_id, tally=TALLIES(person.id, edition_id))


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A section of an edition, and to whom it is offered.

    `name`: how the frame calls it, in one word. `under`: what the addresses of its pages begin with, after the
    edition's; of several places the longest marks a page. `counts`: the number of a `Tally` that is shown.
    """

    to: LinkTo
    offered: Offered
    name: str
    under: tuple[str, ...]
    counts: str = ""
