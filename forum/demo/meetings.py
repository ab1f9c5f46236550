"""Requirements and requests of the demo edition: who wants to meet whom. The timetable engine makes the meetings.

Buyers are ordered by process and suppliers offer two neighbouring processes, so most wishes make sense; every buyer's
last requirement is for one of a few popular processes, and one buyer in twelve is wanted by twice as many.
"""

from collections import defaultdict
from datetime import timedelta

from forum.core.search import fold
from forum.demo.companies import WANTED, Party
from forum.demo.world import World
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.models import Requirement, RequirementCertificate
from forum.meetings.enums import DeclineReason, RequestStatus
from forum.meetings.models import MeetingRequest, RequestEvent

REQUIREMENTS_EACH = 3
POPULAR = 8
"""Every buyer's last requirement is for one of so many processes: demand is never spread evenly."""
MOST_WISHES = 8
"""A supplier asks for no more meetings than the edition allows."""
FIRST_GUESTS = 5
"""So many buyers the first supplier, whose account is printed, wants to meet."""
REASON = "Fabricamos piezas de esta familia en Guanajuato y tenemos capacidad disponible para su volumen anual."


class Market:
    """Who wants what, and who wants to meet whom."""

    def __init__(self, world: World, buyers: list[Party], suppliers: list[Party]) -> None:
        self.world = world
        self.buyers = buyers
        self.suppliers = suppliers
        self.offered: dict[int, set[int]] = {supplier.company_id: set() for supplier in suppliers}
        self.able: defaultdict[int, list[int]] = defaultdict(list)
        self._offer()
        self.wishes = [0] * len(suppliers)
        self.asked: set[tuple[int, int]] = set()
        self.requirements = [self._requirements(number) for number in range(len(buyers))]

    def _offer(self) -> None:
        """Each supplier offers two neighbouring processes; `able` are the suppliers of each, in no order."""
        processes = [process for process, _family, _name in self.world.processes]
        for number, supplier in enumerate(self.suppliers):
            start = number * len(processes) // len(self.suppliers)
            for n in range(2):
                process = processes[(start + n) % len(processes)]
                self.offered[supplier.company_id].add(process)
                self.able[process].append(number)
        for numbers in self.able.values():
            self.world.random.shuffle(numbers)

    def _requirements(self, number: int) -> list[tuple[int, int]]:
        world, buyer = self.world, self.buyers[number]
        start = number * len(world.processes) // len(self.buyers)
        made = []
        for n in range(REQUIREMENTS_EACH):
            popular = n == REQUIREMENTS_EACH - 1
            process, _family, name = world.processes[
                world.random.randrange(POPULAR) * 7 % len(world.processes)
                if popular
                else (start + n) % len(world.processes)
            ]
            requirement = world.rows.add(
                Requirement,
                edition_id=world.edition_id,
                buyer_id=buyer.id,
                process_id=process,
                title=f"{name} para plataforma {2027 + n}",
                description="Buscamos un proveedor de la región con entregas semanales y capacidad de crecimiento.",
                material="",
                annual_volume=world.random.choice((12_000, 60_000, 180_000, 450_000)),
                volume_unit="piezas",
                starts_on=(world.now + timedelta(days=200 + 60 * n)).date(),
                status=RequirementStatus.PUBLISHED,
                published_at=world.now - timedelta(days=25),
                created_at=world.now - timedelta(days=26),
                folded=fold(f"{name} para plataforma {2027 + n} {name} {buyer.name}"),
            )
            world.rows.link(RequirementCertificate, requirement_id=requirement, standard="ISO 9001", mandatory=n == 0)
            made.append((requirement, process))
        return made

    def ask(self) -> None:
        """What is wished before the agenda is planned: two in three wishes are of both sides, the others wait."""
        for number in range(min(FIRST_GUESTS, len(self.buyers))):
            self._ask(number, 0, RequestStatus.SENT if number == FIRST_GUESTS - 1 else RequestStatus.ACCEPTED, guest=0)
        for number in range(len(self.buyers)):
            for n in range(self._popularity(number)):
                status = RequestStatus.SENT if self.world.random.random() < 1 / 3 else RequestStatus.ACCEPTED
                self._ask(number, n, status)

    def ask_later(self) -> None:
        """Requests since: three in four wait for an answer, the others are declined."""
        for n in range(self.world.size.open_requests):
            status = RequestStatus.DECLINED if n % 4 == 3 else RequestStatus.SENT
            self._ask(n % len(self.buyers), n // len(self.buyers), status, guest=0 if n == 0 else None, later=True)

    def _popularity(self, number: int) -> int:
        average = self.world.size.wishes_per_buyer
        if number % WANTED == 1:
            return 2 * average
        return average * self.world.random.randrange(80, 121) // 100

    def _ask(
        self, number: int, n: int, status: RequestStatus, *, guest: int | None = None, later: bool = False
    ) -> None:
        requirement, process = self.requirements[number][n % REQUIREMENTS_EACH]
        found = self._free_guest(requirement, process) if guest is None else guest
        if found is None or (requirement, found) in self.asked:
            return
        self.asked.add((requirement, found))
        self.wishes[found] += 1
        self._request(requirement, self.buyers[number], self.suppliers[found], status, later=later)

    def _free_guest(self, requirement: int, process: int) -> int | None:
        """A supplier of the process who may still ask for more; where there is none, any, who then offers it too."""
        able = self.able[process]
        for _ in range(len(able)):
            able.append(able.pop(0))
            if self._may_ask(able[-1], requirement):
                return able[-1]
        others = self.world.random.sample(range(len(self.suppliers)), min(50, len(self.suppliers)))
        guest = next((each for each in others if self._may_ask(each, requirement)), None)
        if guest is not None:
            able.append(guest)
            self.offered[self.suppliers[guest].company_id].add(process)
        return guest

    def _may_ask(self, guest: int, requirement: int) -> bool:
        return self.wishes[guest] < MOST_WISHES and (requirement, guest) not in self.asked

    def _request(self, requirement: int, host: Party, guest: Party, status: RequestStatus, *, later: bool) -> None:
        world = self.world
        sent = world.now - timedelta(hours=world.random.randrange(*((1, 23) if later else (30, 60))))
        answered = None if status is RequestStatus.SENT else sent + timedelta(hours=1)
        request = world.rows.add(
            MeetingRequest,
            edition_id=world.edition_id,
            requirement_id=requirement,
            buyer_id=host.id,
            company_id=guest.company_id,
            person_id=guest.person_id,
            preferred_slot_id=None,
            reason=REASON,
            status=status,
            decline_reason=DeclineReason.HAS_SUPPLIER if status is RequestStatus.DECLINED else None,
            sent_at=sent,
            expires_at=sent + timedelta(hours=72),
            answered_at=answered,
            answered_by_id=host.person_id if answered else None,
        )
        world.rows.add(RequestEvent, request_id=request, status=RequestStatus.SENT, at=sent, by_id=guest.person_id)
        if answered:
            world.rows.add(RequestEvent, request_id=request, status=status, at=answered, by_id=host.person_id)
