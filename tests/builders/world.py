"""A demo edition with all its roles signed in, the things that are theirs, and the things of strangers."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import ColumnElement, select
from werkzeug.routing import Rule

from forum.accounts.models import Person, RoleGrant, SignInSession
from forum.accounts.service import issue_link, request_link
from forum.agenda.service import renew_feed
from forum.badges.models import Badge, PrintRun
from forum.checkin.models import Area, Gate, Pairing
from forum.companies.enums import CompanyRole
from forum.companies.models import (
    Affiliation,
    Ally,
    Capability,
    Certificate,
    Company,
    CompanyInvitation,
    Membership,
    Process,
    Site,
)
from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.core.tokens import sign, unsign
from forum.demo.load import load_demo
from forum.demo.sizes import SMALL
from forum.editions.enums import CategoryKind, HallKind
from forum.editions.models import Category, Day, Edition, Hall, Slot
from forum.exhibitors.models import Exhibitor, StaffMember, Stand
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import RequirementStatus, Side
from forum.matchmaking.models import Buyer, Requirement, RequirementLoad, Supplier
from forum.meetings.enums import EngagementKind, RequestStatus
from forum.meetings.models import Engagement, Meeting, MeetingCompanion, MeetingRequest, RequestDraft, SlotOffer
from forum.outcomes.service import link_value
from forum.privacy.models import Notice
from forum.registration.models import PlaceBlock, Registration
from tests.builders.arco import a_transfer, an_arco_request
from tests.builders.attendance import of_attendance
from tests.builders.checkin import a_device, a_hub, a_pairing, a_refused_scan
from tests.builders.companies import a_claim, a_representative, an_affiliation, an_ally, an_ally_code
from tests.builders.decisions import a_decision
from tests.builders.delegations import a_delegate, a_delegation, manager_link
from tests.builders.development import a_helper, a_lack
from tests.builders.figures import a_figure_load, an_issued_report
from tests.builders.files import add_files
from tests.builders.imports import a_judged_batch
from tests.builders.integrations import a_key, a_key_row, a_webhook_and_delivery
from tests.builders.lists import a_saved_list
from tests.builders.meetings import an_open_offer
from tests.builders.messages import a_message, a_message_template
from tests.builders.people import a_passkey, sign_in
from tests.builders.places import a_block
from tests.builders.programme import of_programme
from tests.builders.questions import an_answered_file
from tests.builders.registrations import a_note
from tests.builders.timetables import a_bare_draft, a_planning
from tests.builders.walk_ins import a_kiosk, a_walk_in

EMAILS = {
    "supplier": "proveedor",
    "buyer": "comprador",
    "steward": "acceso",
    "coordinator": "coordinacion",
    "organiser": "organizador",
}
ROLES = ("anonymous", *EMAILS)


@dataclass
class World:
    """One program with a demo edition, and one stranger's edition beside it."""

    app: Flask
    slug: str
    token: str
    clients: dict[str, FlaskClient] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    own: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    key: str = ""

    def is_for_keys(self, rule: Rule) -> bool:
        """Whether keys of the API open this address, and no cookie does."""
        return hasattr(self.app.view_functions[rule.endpoint], "for_keys")

    def headers_for(self, role: str, rule: Rule) -> dict[str, str]:
        """What the role sends besides: the organiser has a key."""
        has_key = role == "organiser" and self.is_for_keys(rule)
        return {"Authorization": f"Bearer {self.key}"} if has_key else {}

    @property
    def engine(self) -> str:
        """The kind of database below."""
        return str(db.engine.dialect.name).replace("postgresql", "postgres")

    def values_for(self, role: str, rule: Rule) -> dict[str, Any]:
        """What an address needs, with things the role may see where there are any."""
        token = next((made for start, made in self.tokens.items() if rule.rule.startswith(start)), self.token)
        known = {**self.own["everybody"], **self.own.get(role, {}), "token": token}
        return {name: known[name] for name in rule.arguments}

    def not_of_supplier(self) -> dict[str, Any]:
        """Things of this edition in which the supplier has no part."""
        company_id = company_of(self)
        mine = select(MeetingRequest.person_id).where(MeetingRequest.company_id == company_id)
        return {
            "exhibitor_id": first(Exhibitor.id, Exhibitor.company_id != company_id),
            "meeting_id": first(Meeting.id, Meeting.company_id != company_id, Meeting.person_id.not_in(mine)),
            "request_id": first(MeetingRequest.id, MeetingRequest.company_id != company_id),
            "draft_id": first(RequestDraft.id, RequestDraft.company_id != company_id),
            "offer_id": _offer_to(_strange_waiting(self)),
            "session_id": first(SignInSession.id, SignInSession.person_id != self.people["supplier"]),
            **_engagement_of(first(Membership.person_id, Membership.company_id == _strange_company(self))),
        }

    def unasked_requirement(self) -> int:
        """A published requirement of a buyer the supplier has not asked for anything."""
        asked = select(MeetingRequest.buyer_id).where(MeetingRequest.company_id == company_of(self))
        published = Requirement.status == RequirementStatus.PUBLISHED
        return int(first(Requirement.id, published, Requirement.buyer_id.not_in(asked)))

    def not_of_buyer(self) -> dict[str, Any]:
        """Things of this edition that belong to other buyers."""
        buyer_id = self.own["buyer"]["buyer_id"]
        company = first(Buyer.company_id, Buyer.id == buyer_id)
        return {
            "requirement_id": first(Requirement.id, Requirement.buyer_id != buyer_id),
            "company_id": first(Buyer.company_id, Buyer.company_id != company),  # every buyer sees suppliers' profiles
            "meeting_id": first(Meeting.id, Meeting.buyer_id != buyer_id),
            "request_id": first(MeetingRequest.id, MeetingRequest.buyer_id != buyer_id),
            "offer_id": _offer_to(_strange_waiting(self)),
            "session_id": first(SignInSession.id, SignInSession.person_id != self.people["buyer"]),
            **_engagement_of(first(Membership.person_id, Membership.company_id == _strange_company(self))),
        }


def a_world(app: Flask) -> World:
    """Load the demo and sign everybody in."""
    loaded = load_demo(SMALL, password_hash="x", now=utc_now())
    world = World(app, loaded.slug, sign("registration", [loaded.registration_id, loaded.registration_nonce]))
    world.clients["anonymous"] = app.test_client()
    for role, name in EMAILS.items():
        person = session().scalars(select(Person).where(Person.email == f"{name}@demo.example")).one()
        world.people[role] = person.id
        world.clients[role] = sign_in(app.test_client(), person)
    _fill(world)
    edition = session().scalars(select(Edition).where(Edition.slug == world.slug)).one()
    world.key = a_key(edition, world.people["organiser"], name="ERP")
    world.tokens = _tokens(world)
    world.own = {"everybody": _everybodys(world), "supplier": _suppliers(world), "buyer": _buyers(world)}
    return world


def first(column: Any, *where: ColumnElement[bool]) -> Any:
    """The first value of a column that fits; there must be one."""
    value = session().scalars(select(column).where(*where).order_by(column)).first()
    assert value is not None, (column, where)
    return value


def company_of(world: World) -> int:
    """The company the supplier acts for."""
    return int(first(Membership.company_id, Membership.person_id == world.people["supplier"]))


def _fill(world: World) -> None:
    """What the demo has none of: print runs, invitations, mails, certificates and links."""
    edition = session().scalars(select(Edition).where(Edition.slug == world.slug)).one()
    now = utc_now()
    with atomic() as current:
        current.add(PrintRun(edition_id=edition.id, layout="letter-4", badges=1, made_at=now))
        for company_id in (company_of(world), _strange_company(world)):
            current.add(Certificate(company_id=company_id, standard="VDA-6.3", in_process=True))
            current.add(Capability(company_id=company_id, process_id=first(Process.id, Process.parent_id.is_(None))))
            current.add(
                CompanyInvitation(
                    company_id=company_id, email=f"colega{company_id}@example.mx", role=CompanyRole.MEMBER,
                    invited_by_id=world.people["supplier"], created_at=now, expires_at=now + timedelta(days=7),
                )
            )  # fmt: skip
            member = first(Membership.person_id, Membership.company_id == company_id)
            current.add(
                RequestDraft(
                    edition_id=edition.id, requirement_id=first(Requirement.id), company_id=company_id,
                    person_id=member, written_by_id=member, reason="Prensa", written_at=now,
                )
            )  # fmt: skip
        stranger = first(Membership.person_id, Membership.company_id == _strange_company(world))
        for person_id in (stranger, world.people["supplier"], world.people["buyer"]):
            current.add(
                Engagement(
                    edition_id=edition.id, person_id=person_id, starts_at=now + timedelta(days=20),
                    ends_at=now + timedelta(days=21), kind=EngagementKind.TALK, note="", created_at=now,
                )
            )  # fmt: skip
        for request_id in (_own_waiting(world), _strange_waiting(world)):
            an_open_offer(request_id, first(Slot.id, Slot.edition_id == edition.id))
        certificates = current.scalars(select(Certificate.id).where(Certificate.standard == "VDA-6.3")).all()
        own = first(Buyer.id, Buyer.person_id == world.people["buyer"])
        add_files(own, certificates, by=world.people["buyer"])
    request_link("visitante0@correo.example", next_path=None, now=now)


def _own_waiting(world: World) -> int:
    """The supplier's request that waits for a place of the buyer."""
    waits = MeetingRequest.status == RequestStatus.WAITLISTED
    return int(first(MeetingRequest.id, MeetingRequest.company_id == company_of(world), waits))


def _strange_waiting(world: World) -> int:
    """A request of another company to another buyer."""
    own = select(Buyer.id).where(Buyer.person_id == world.people["buyer"])
    return int(
        first(MeetingRequest.id, MeetingRequest.company_id != company_of(world), MeetingRequest.buyer_id.not_in(own))
    )


def _offer_to(request_id: int) -> int:
    return int(first(SlotOffer.id, SlotOffer.request_id == request_id))


def _tokens(world: World) -> dict[str, str]:
    """Tokens by the start of the addresses they open."""
    now, person_id = utc_now(), world.people["buyer"]
    edition = session().scalars(select(Edition).where(Edition.slug == world.slug)).one()
    invitation = first(CompanyInvitation.id, CompanyInvitation.company_id == company_of(world))
    with atomic():
        link = sign("sign-in", issue_link(person_id, now=now))
    return {
        "/sign-in/": link,
        "/calendar/": renew_feed(person_id, edition_id=edition.id, now=now),
        "/<edition_slug>/companies/invitations/": sign("company-invitation", invitation),
        "/<edition_slug>/phone/": a_pairing(edition),
        "/<edition_slug>/kiosk/": a_kiosk(edition).token,
        "/unsubscribe/": sign("unsubscribe", person_id),
        "/o/": sign("outcomes", link_value(session().get_one(Person, person_id), edition.id)),
    }


def _strange_company(world: World) -> int:
    """Another exhibiting company of the same edition."""
    return int(first(Exhibitor.company_id, Exhibitor.company_id != company_of(world)))


def _refused_scan(edition_id: int) -> str:
    """The scan of somebody who may not enter today."""
    query = select(Badge).join(Registration, Registration.id == Badge.registration_id)
    badge = session().scalars(query.where(Registration.edition_id == edition_id).order_by(Badge.id)).first()
    assert badge is not None
    return a_refused_scan(badge, session().get_one(Gate, first(Gate.id, Gate.edition_id == edition_id))).id


def _everybodys(world: World) -> dict[str, Any]:
    edition_id = first(Edition.id, Edition.slug == world.slug)
    b2b = first(Hall.id, Hall.edition_id == edition_id, Hall.kind == HallKind.B2B)
    exhibitor_id = first(Exhibitor.id, Exhibitor.edition_id == edition_id)
    return {
        "edition_slug": world.slug,
        "token": world.token,
        "language": "es",
        "theme": "dark",
        "filename": "nothing.css",
        "question_id": _question(world, edition_id),
        "load_id": first(RequirementLoad.id),
        **_of_ally(world),
        "registration_id": first(Registration.id, Registration.edition_id == edition_id),
        "run_id": first(PrintRun.id),
        "purpose": "sheet",
        "scope": "house",
        "use": "news",
        "version": first(Notice.version),
        "gate_id": first(Gate.id, Gate.edition_id == edition_id),
        "area_id": first(Area.id, Area.edition_id == edition_id),
        "device_id": a_device(session().get_one(Edition, edition_id)).id,
        "pairing_id": first(Pairing.id),
        "hub_id": a_hub(session().get_one(Edition, edition_id)).id,
        "block_id": _block(edition_id).id,
        **_named(world),
        "note_id": a_note(
            first(Registration.id, Registration.edition_id == edition_id), by=world.people["organiser"]
        ).id,
        "walk_in_id": a_walk_in(session().get_one(Edition, edition_id)).id,
        "batch_id": a_judged_batch(session().get_one(Edition, edition_id), _visitors(edition_id)).id,
        "kind": "people",
        "listed": "stands",
        "side": "buyer",
        "kiosk_id": a_kiosk(session().get_one(Edition, edition_id)).id,
        "message_id": a_message(session().get_one(Edition, edition_id)).id,
        "message_template_id": a_message_template().id,
        "rows": "registrations",
        "list_id": a_saved_list(edition_id).id,
        "decision_id": a_decision(edition_id).id,
        **of_attendance(edition_id, first(Registration.id, Registration.edition_id == edition_id)),
        **_of_timetable(edition_id),
        **of_programme(session().get_one(Edition, edition_id)),
        "figure_load_id": a_figure_load(session().get_one(Edition, edition_id), by=world.people["organiser"]).id,
        "supplier_lack_id": a_lack(edition_id, company_of(world)).id,
        "lack_helper_id": a_helper(edition_id).id,
        "issued_report_id": an_issued_report(session().get_one(Edition, edition_id), by=world.people["organiser"]).id,
        "year": 2015,
        **a_webhook_and_delivery(edition_id, world.people["organiser"]),
        "key_id": a_key_row(session().get_one(Edition, edition_id), world.people["organiser"]),
        "passkey_id": a_passkey(session().get_one(Person, world.people["organiser"])).id,
        "wide": 620,
        "high": 1000,
        "scan_id": _refused_scan(edition_id),
        "exhibitor_id": exhibitor_id,
        "stand_id": first(Stand.id, Stand.edition_id == edition_id),
        "staff_id": first(StaffMember.id, StaffMember.exhibitor_id == exhibitor_id),
        "buyer_id": first(Buyer.id),
        "supplier_id": first(Supplier.id),
        "requirement_id": first(Requirement.id),
        "meeting_id": first(Meeting.id),
        "companion_id": first(MeetingCompanion.id),
        "request_id": first(MeetingRequest.id),
        "offer_id": _offer_to(_strange_waiting(world)),
        "category_id": _visitors(edition_id),
        "hall_id": b2b,
        "day_id": first(Day.id, Day.edition_id == edition_id),
        "slot_id": first(Slot.id, Slot.hall_id == b2b),
        "grant_id": first(
            RoleGrant.id, RoleGrant.edition_id == edition_id, RoleGrant.person_id != world.people["organiser"]
        ),
        "session_id": first(SignInSession.id),
        "arco_id": an_arco_request("visitante0@correo.example", now=utc_now()).id,
        "account_id": first(Person.id, Person.email == "visitante0@correo.example"),
        "mail_id": first(OutgoingMail.id),
        **_engagement_of(first(Membership.person_id, Membership.company_id == _strange_company(world))),
        **_of_company(_strange_company(world)),
    }


def _of_timetable(edition_id: int) -> dict[str, Any]:
    """A planning that waits, and a draft with one meeting, as that of the demo is published."""
    request = (
        session()
        .scalars(
            select(MeetingRequest).where(
                MeetingRequest.edition_id == edition_id, MeetingRequest.status == RequestStatus.SENT
            )
        )
        .first()
    )
    assert request is not None
    draft, line = a_bare_draft(
        edition_id, request_id=request.id, buyer_id=request.buyer_id, company_id=request.company_id,
        person_id=request.person_id, slot_id=first(Slot.id, Slot.edition_id == edition_id),
        table_id=first(Buyer.table_id, Buyer.id == request.buyer_id),
    )  # fmt: skip
    assert line is not None
    return {"planning_id": a_planning(edition_id).id, "timetable_id": draft.id, "line_id": line.id}


def _of_ally(world: World) -> dict[str, Any]:
    """An ally with a public page, the strange company as its member, and one of each thing it has."""
    ally = session().get_one(Ally, first(Ally.id))
    with atomic():
        ally.is_public = ally.takes_contacts = True
    company = session().get_one(Company, _strange_company(world))
    known = select(Affiliation.id).where(Affiliation.ally_id == ally.id, Affiliation.company_id == company.id)
    member = session().scalars(known).first() or an_affiliation(ally, company).id
    other = session().get_one(Company, company_of(world))
    organiser = session().get_one(Person, world.people["organiser"])
    edition_id = first(Edition.id, Edition.slug == world.slug)
    return {
        "transfer_id": a_transfer(ally, organiser, edition_id=edition_id).id,
        "ally_id": ally.id,
        "ally_slug": ally.slug,
        "affiliation_id": member,
        "claim_id": a_claim(ally, other).id,
        "representative_id": a_representative(ally, organiser).id,
    }


def _named(world: World) -> dict[str, Any]:
    """A delegation, and whom it named; its manager's link opens its pages."""
    edition_id = first(Edition.id, Edition.slug == world.slug)
    delegation = a_delegation(session().get_one(Category, _visitors(edition_id)))
    delegate = a_delegate(delegation)
    registration = session().get_one(Registration, delegate.registration_id)
    world.tokens["/d/"] = manager_link(delegation).removeprefix("/d/")
    world.tokens["/r/<token>/delegation"] = sign("registration", [registration.id, registration.link_nonce])
    return {"delegation_id": delegation.id, "delegate_id": delegate.id}


def _block(edition_id: int) -> PlaceBlock:
    """A place reserved for an ally."""
    category = session().get_one(Category, _visitors(edition_id))
    return a_block(category, an_ally_code(session().get_one(Ally, first(Ally.id)), edition_id=edition_id))


def _question(world: World, edition_id: int) -> int:
    """A question answered with a file by the two people whose pages are opened."""
    signed = unsign("registration", world.token)
    here = first(Registration.id, Registration.edition_id == edition_id)
    return an_answered_file(session().get_one(Edition, edition_id), *{here, signed[0]}).id


def _visitors(edition_id: int) -> int:
    return int(first(Category.id, Category.edition_id == edition_id, Category.kind == CategoryKind.VISITOR))


def _of_company(company_id: int) -> dict[str, Any]:
    return {
        "company_id": first(Company.id, Company.id == company_id),
        "capability_id": first(Capability.id, Capability.company_id == company_id),
        "certificate_id": first(Certificate.id, Certificate.company_id == company_id),
        "invitation_id": first(CompanyInvitation.id, CompanyInvitation.company_id == company_id),
        "membership_id": first(Membership.id, Membership.company_id == company_id),
        "site_id": first(Site.id, Site.company_id == company_id),
        "draft_id": first(RequestDraft.id, RequestDraft.company_id == company_id),
    }


def _engagement_of(person_id: int) -> dict[str, Any]:
    return {"person_id": person_id, "engagement_id": first(Engagement.id, Engagement.person_id == person_id)}


def _suppliers(world: World) -> dict[str, Any]:
    company_id = company_of(world)
    exhibitor_id = first(Exhibitor.id, Exhibitor.company_id == company_id)
    return {
        **_of_company(company_id),
        "affiliation_id": an_affiliation(an_ally(), session().get_one(Company, company_id)).id,
        "exhibitor_id": exhibitor_id,
        "staff_id": first(StaffMember.id, StaffMember.exhibitor_id == exhibitor_id),
        "meeting_id": first(Meeting.id, Meeting.company_id == company_id),
        "request_id": first(
            MeetingRequest.id, MeetingRequest.company_id == company_id, MeetingRequest.awaiting == Side.SUPPLIER
        ),
        "offer_id": _offer_to(_own_waiting(world)),
        "session_id": first(SignInSession.id, SignInSession.person_id == world.people["supplier"]),
        **_engagement_of(world.people["supplier"]),
    }


def _buyers(world: World) -> dict[str, Any]:
    buyer_id = first(Buyer.id, Buyer.person_id == world.people["buyer"])
    return {
        "buyer_id": buyer_id,
        "requirement_id": first(Requirement.id, Requirement.buyer_id == buyer_id),
        "meeting_id": first(Meeting.id, Meeting.buyer_id == buyer_id),
        "request_id": first(
            MeetingRequest.id, MeetingRequest.buyer_id == buyer_id, MeetingRequest.status == RequestStatus.SENT
        ),
        "offer_id": _offer_to(_own_waiting(world)),
        "session_id": first(SignInSession.id, SignInSession.person_id == world.people["buyer"]),
        **_engagement_of(world.people["buyer"]),
    }
