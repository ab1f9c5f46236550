"""Requirements and requests of the demo edition. The timetable engine makes the meetings from them.

Buyers are ordered by process and suppliers offer two neighbouring processes, so that most requests make sense; the last
requirement of every buyer is for one of a few popular processes, and one buyer in twelve gets twice as many requests.
"""

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import select

from forum.core.database import session
from forum.core.search import fold
from forum.demo.companies import WANTED, DemoParticipant
from forum.demo.needs import demand_of
from forum.demo.world import World
from forum.editions.rules.committees import COMMITTEES
from forum.matchmaking.enums import Currency, RequirementStatus, Side
from forum.matchmaking.models import Requirement, RequirementCertificate
from forum.meetings.enums import DeclineReason, RequestStatus
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, MeetingTopic, RequestEvent

REQUIREMENTS_EACH = 3
POPULAR = 8
"""The last requirement of every buyer is for one of N processes, because demand is never even."""
MOST_REQUESTS = 8
"""A supplier requests no more meetings than the edition allows."""
FIRST_BUYERS = 5
"""The first supplier, whose account is printed, requests a meeting with N buyers."""
INVITATION = "Vimos su perfil: queremos hablar con ustedes sobre esta pieza y conocer su capacidad."
PLACES = (
    "Planta Silao, Guanajuato",
    "Planta Celaya, Guanajuato",
    "Planta Salamanca, Guanajuato",
    "Planta León, Guanajuato",
)
REASON = "Fabricamos piezas de esta familia en Guanajuato y tenemos capacidad disponible para su volumen anual."


class Market:
    """The requirements of buyers, what suppliers offer, and the requests between them."""

    def __init__(self, world: World, buyers: list[DemoParticipant], suppliers: list[DemoParticipant]) -> None:
        self.world = world
        self.buyers = buyers
        self.suppliers = suppliers
        self.offered: dict[int, set[int]] = {supplier.company_id: set() for supplier in suppliers}
        self.suppliers_of: defaultdict[int, list[int]] = defaultdict(list)
        self._offer()
        self.requested = [0] * len(suppliers)
        self.pairs: set[tuple[int, int]] = set()
        self.requirements = [self._requirements(number) for number in range(len(buyers))]

    def _offer(self) -> None:
        """Two neighbouring processes for each supplier; `suppliers_of` a process are in random order."""
        processes = [process for process, _family, _name in self.world.processes]
        for number, supplier in enumerate(self.suppliers):
            start = number * len(processes) // len(self.suppliers)
            for n in range(2):
                process = processes[(start + n) % len(processes)]
                self.offered[supplier.company_id].add(process)
                self.suppliers_of[process].append(number)
        for numbers in self.suppliers_of.values():
            self.world.random.shuffle(numbers)

    def _requirements(self, number: int) -> list[tuple[int, int]]:
        world, buyer = self.world, self.buyers[number]
        start = number * len(world.processes) // len(self.buyers)
        made = []
        for n in range(REQUIREMENTS_EACH):
            popular = n == REQUIREMENTS_EACH - 1
            process, family, name = world.processes[
                world.random.randrange(POPULAR) * 7 % len(world.processes)
                if popular
                else (start + n) % len(world.processes)
            ]
            demand = demand_of(world.codes[family], world.codes[process])
            title = f"{name} para {demand.purpose} {2027 + n}"
            has_value = n == 0 and number % 2 == 0
            requirement = world.rows.add(
                Requirement,
                edition_id=world.edition_id,
                buyer_id=buyer.id,
                process_id=process,
                title=title,
                description="Buscamos un proveedor de la región con entregas semanales y capacidad de crecimiento.",
                material=demand.material,
                annual_volume=world.random.choice(demand.volumes),
                volume_unit=demand.unit,
                starts_on=(world.now + timedelta(days=200 + 60 * n)).date(),
                delivery_place=PLACES[number % len(PLACES)],
                suppliers_wanted=1 + (number + n) % 3,
                potential_value=(1 + number % 9) * 1_500_000 if has_value else None,
                currency=(Currency.MXN, Currency.USD)[number % 4 // 2] if has_value else None,
                horizon_years=3 if has_value else None,
                committee=COMMITTEES[2 + number % 2] if n == 0 else "",
                status=RequirementStatus.PUBLISHED,
                published_at=world.now - timedelta(days=25),
                created_at=world.now - timedelta(days=26),
                names_company=number % 3 == 0,
                folded=fold(f"{title} {name} {buyer.name}"),
            )
            world.rows.link(RequirementCertificate, requirement_id=requirement, standard="iso-9001", mandatory=n == 0)
            made.append((requirement, process))
        return made

    def add_requests(self) -> None:
        """Add the requests before the agenda is planned: two in three are accepted, the others wait for an answer."""
        for number in range(min(FIRST_BUYERS, len(self.buyers))):
            self._request(
                number, 0, RequestStatus.SENT if number == FIRST_BUYERS - 1 else RequestStatus.ACCEPTED, supplier=0
            )
        for number in range(len(self.buyers)):
            for n in range(self._request_count(number)):
                status = RequestStatus.SENT if self.world.random.random() < 1 / 3 else RequestStatus.ACCEPTED
                self._request(number, n, status)

    def add_later_requests(self) -> None:
        """Add the requests after it is planned: three in four wait for an answer, the others are declined.

        One in eight is an invitation of the buyer, and so is one to the first supplier.
        """
        for number in range(len(self.buyers)):
            if (self.requirements[number][1][0], 0) not in self.pairs:
                self._request(number, 1, RequestStatus.SENT, supplier=0, later=True, invited=True)
                break
        for n in range(self.world.size.open_requests):
            status = RequestStatus.DECLINED if n % 4 == 3 else RequestStatus.SENT
            self._request(
                n % len(self.buyers),
                n // len(self.buyers),
                status,
                supplier=0 if n == 0 else None,
                later=True,
                invited=n % 8 == 6,
            )

    def join_request(self) -> None:
        """Another request of the first supplier, which its first buyer talks about at the meeting both have."""
        buyer, supplier = self.buyers[0], self.suppliers[0]
        requirement = self.requirements[0][-1][0]
        both = select(Meeting.id).where(Meeting.buyer_id == buyer.id, Meeting.company_id == supplier.company_id)
        meeting_id = session().scalar(both.limit(1))
        if meeting_id is None or (requirement, 0) in self.pairs:
            return
        self.pairs.add((requirement, 0))
        request = self._add_row(requirement, buyer, supplier, RequestStatus.ACCEPTED, later=True, invited=False)
        self.world.rows.add(MeetingTopic, meeting_id=meeting_id, request_id=request)
        happened = {"kind": "topic_added", "detail": {"request_id": request}, "side": Side.BUYER}
        at, by = self.world.now - timedelta(hours=1), buyer.person_id
        self.world.rows.add(MeetingEvent, meeting_id=meeting_id, at=at, by_id=by, **happened)

    def add_waiting_list(self) -> None:
        """Let companies wait for a place of the first buyer, the first supplier for a buyer it has not asked."""
        unasked = (
            (number, n)
            for number, requirements in enumerate(self.requirements)
            for n, (requirement, _process) in enumerate(requirements)
            if (requirement, 0) not in self.pairs
        )
        number, n = next(unasked)
        self._request(0, 0, RequestStatus.WAITLISTED, later=True)
        self._request(number, n, RequestStatus.WAITLISTED, supplier=0, later=True)
        self._request(0, 2, RequestStatus.WAITLISTED, later=True)

    def _request_count(self, number: int) -> int:
        average = self.world.size.requests_per_buyer
        if number % WANTED == 1:
            return 2 * average
        return average * self.world.random.randrange(80, 121) // 100

    def _request(
        self,
        number: int,
        n: int,
        status: RequestStatus,
        *,
        supplier: int | None = None,
        later: bool = False,
        invited: bool = False,
    ) -> None:
        requirement, process = self.requirements[number][n % REQUIREMENTS_EACH]
        found = self._free_supplier(requirement, process) if supplier is None else supplier
        if found is None or (requirement, found) in self.pairs:
            return
        self.pairs.add((requirement, found))
        self.requested[found] += 1
        self._add_row(requirement, self.buyers[number], self.suppliers[found], status, later=later, invited=invited)

    def _free_supplier(self, requirement: int, process: int) -> int | None:
        """A supplier of the process that may send another request; else any that may, which then offers it too."""
        suppliers = self.suppliers_of[process]
        for _ in range(len(suppliers)):
            suppliers.append(suppliers.pop(0))
            if self._may_request(suppliers[-1], requirement):
                return suppliers[-1]
        others = self.world.random.sample(range(len(self.suppliers)), min(50, len(self.suppliers)))
        other = next((each for each in others if self._may_request(each, requirement)), None)
        if other is not None:
            suppliers.append(other)
            self.offered[self.suppliers[other].company_id].add(process)
        return other

    def _may_request(self, supplier: int, requirement: int) -> bool:
        return self.requested[supplier] < MOST_REQUESTS and (requirement, supplier) not in self.pairs

    def _add_row(
        self,
        requirement: int,
        buyer: DemoParticipant,
        supplier: DemoParticipant,
        status: RequestStatus,
        *,
        later: bool,
        invited: bool,
    ) -> int:
        world = self.world
        sent = world.now - timedelta(hours=world.random.randrange(*((1, 23) if later else (30, 60))))
        answered = None if status is RequestStatus.SENT else sent + timedelta(hours=1)
        request = world.rows.add(
            MeetingRequest,
            edition_id=world.edition_id,
            requirement_id=requirement,
            buyer_id=buyer.id,
            company_id=supplier.company_id,
            person_id=supplier.person_id,
            preferred_slot_id=None,
            wished_by=Side.BUYER if invited else Side.SUPPLIER,
            awaiting=Side.SUPPLIER if invited else Side.BUYER,
            reason=INVITATION if invited else REASON,
            status=status,
            decline_reason=DeclineReason.HAS_SUPPLIER if status is RequestStatus.DECLINED else None,
            sent_at=sent,
            expires_at=sent + timedelta(hours=72),
            waitlisted_at=answered if status is RequestStatus.WAITLISTED else None,
            answered_at=answered,
            answered_by_id=buyer.person_id if answered else None,
        )
        sender = buyer.person_id if invited else supplier.person_id
        world.rows.add(RequestEvent, request_id=request, status=RequestStatus.SENT, at=sent, by_id=sender)
        if answered:
            world.rows.add(RequestEvent, request_id=request, status=status, at=answered, by_id=buyer.person_id)
        return request
