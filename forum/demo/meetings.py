"""Requirements, requests and meetings of the demo edition, without a double booking by construction.

With G = suppliers ÷ buyers groups of suppliers, supplier (s mod G)·B + (b + s div G) mod B meets buyer b in slot s:
within a slot no supplier comes twice, and no pair meets twice while there are fewer than B·G slots. A supplier meets
buyers that stand side by side, and buyers are ordered by family of processes, so that the matches make sense.
"""

from datetime import timedelta
from uuid import UUID

from forum.core.search import fold
from forum.demo.companies import Party
from forum.demo.world import World
from forum.meetings.models import (
    DeclineReason,
    Meeting,
    MeetingEvent,
    MeetingRequest,
    MeetingStatus,
    PersonSeat,
    RequestEvent,
    RequestStatus,
    Requirement,
    RequirementCertificate,
    RequirementStatus,
    Side,
    TableSeat,
)

REQUIREMENTS_EACH = 3
POPULAR = 8
"""Every buyer's last requirement is for one of so many processes: demand is never spread evenly."""
REASON = "Fabricamos piezas de esta familia en Guanajuato y tenemos capacidad disponible para su volumen anual."


class Market:
    """Who wants what, and who meets whom."""

    def __init__(self, world: World, buyers: list[Party], suppliers: list[Party]) -> None:
        self.world = world
        self.buyers = buyers
        self.suppliers = suppliers
        self.offered: dict[int, set[int]] = {supplier.company_id: set() for supplier in suppliers}
        self.requirements = [self._requirements(number) for number in range(len(buyers))]

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

    def build(self) -> None:
        """Meetings with their requests and seats, then requests without one."""
        for number in range(len(self.buyers)):
            for position in self._slots_of(number):
                self._meeting(number, position)
        for n in range(self.world.size.open_requests):
            self._request_only(n)
        for company, processes in self.offered.items():
            if not processes:
                processes.add(self.world.processes[company % len(self.world.processes)][0])

    def _slots_of(self, buyer: int) -> list[int]:
        """Which slots a buyer fills: as many as wanted, the free ones at another place for each buyer."""
        total = len(self.world.slots)
        step = total / self.world.size.meetings_per_buyer
        return sorted({int(n * step + buyer) % total for n in range(self.world.size.meetings_per_buyer)})

    def _partner(self, buyer: int, position: int) -> Party:
        groups = len(self.suppliers) // len(self.buyers)
        group, shift = position % groups, position // groups
        return self.suppliers[group * len(self.buyers) + (buyer + shift) % len(self.buyers)]

    def _meeting(self, buyer: int, position: int) -> None:
        world, host, guest = self.world, self.buyers[buyer], self._partner(buyer, position)
        requirement, process = self.requirements[buyer][position % REQUIREMENTS_EACH]
        self.offered[guest.company_id].add(process)
        slot = world.slots[position][0]
        table = world.tables[buyer]
        request = self._request(requirement, host, guest, RequestStatus.ACCEPTED, slot)
        meeting = world.rows.add(
            Meeting,
            edition_id=world.edition_id,
            request_id=request,
            buyer_id=host.id,
            company_id=guest.company_id,
            person_id=guest.person_id,
            slot_id=slot,
            table_id=table,
            status=MeetingStatus.SCHEDULED,
            uid=str(UUID(int=world.random.getrandbits(128), version=4)),
            created_at=world.now - timedelta(days=5),
            changed_at=world.now - timedelta(days=5),
            cancelled_by=None,
        )
        for person in (host.person_id, guest.person_id):
            world.rows.add(PersonSeat, meeting_id=meeting, person_id=person, slot_id=slot)
        world.rows.add(TableSeat, meeting_id=meeting, table_id=table, slot_id=slot)
        world.rows.add(
            MeetingEvent, meeting_id=meeting, kind="scheduled", detail={}, side=Side.BUYER,
            at=world.now - timedelta(days=5), by_id=host.person_id,
        )  # fmt: skip

    def _request_only(self, n: int) -> None:
        """Open requests (three in four) and declined ones, between buyers and suppliers that do not meet."""
        buyer = n % len(self.buyers)
        far = (buyer + len(self.buyers) // 2 + n // len(self.buyers)) % len(self.buyers)
        groups = len(self.suppliers) // len(self.buyers)
        guest = self.suppliers[n // len(self.buyers) % groups * len(self.buyers) + far]
        status = RequestStatus.DECLINED if n % 4 == 3 else RequestStatus.SENT
        requirement, _process = self.requirements[buyer][n // len(self.buyers) % REQUIREMENTS_EACH]
        self._request(requirement, self.buyers[buyer], guest, status, None)

    def _request(self, requirement: int, host: Party, guest: Party, status: RequestStatus, slot: int | None) -> int:
        world = self.world
        sent = world.now - timedelta(hours=world.random.randrange(2, 60))
        answered = None if status is RequestStatus.SENT else sent + timedelta(hours=1)
        request = world.rows.add(
            MeetingRequest,
            edition_id=world.edition_id,
            requirement_id=requirement,
            buyer_id=host.id,
            company_id=guest.company_id,
            person_id=guest.person_id,
            preferred_slot_id=slot,
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
        return request
