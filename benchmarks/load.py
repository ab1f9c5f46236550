"""Load on one address of this machine: N clients, each sends its next request when the last was answered.

A client keeps its connection as long as the server does, as a proxy in front would.
"""

import selectors
import socket
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Figures:
    """What a run measured: requests answered, seconds, latencies in milliseconds, CPU milliseconds per request."""

    clients: int
    answered: int
    seconds: float
    latencies: list[float] = field(repr=False)
    statuses: dict[int, int]
    cpu_ms: float

    @property
    def per_second(self) -> float:
        """Requests answered per second."""
        return self.answered / self.seconds

    def percentile(self, share: int) -> float:
        """The latency, in milliseconds, that this share (1-99) of the requests stays under."""
        return statistics.quantiles(self.latencies, n=100)[share - 1]


class _Connection:
    def __init__(self, port: int) -> None:
        self.port = port
        self.open()

    def open(self) -> None:
        """Connect."""
        self.socket = socket.create_connection((LOOPBACK, self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.received = b""
        self.wanted: int | None = None
        self.closes = False
        self.started = 0.0

    def send(self, request: bytes) -> None:
        """Send a whole request; it is small, so the socket takes it at once."""
        self.received, self.wanted = b"", None
        self.started = time.perf_counter()
        self.socket.sendall(request)

    def answered(self) -> int | None:
        """The status, once the whole answer is there."""
        chunk = self.socket.recv(262_144)
        if not chunk:
            raise ConnectionError(f"the server closed the connection after {self.received[:80]!r}")
        self.received += chunk
        if self.wanted is None:
            head, found, _body = self.received.partition(b"\r\n\r\n")
            if not found:
                return None
            length = next(
                (int(line[15:]) for line in head.split(b"\r\n") if line[:15].lower() == b"content-length:"), 0
            )
            self.wanted = len(head) + 4 + length
            self.closes = b"connection: close" in head.lower()
        return int(self.received[9:12]) if len(self.received) >= self.wanted else None


def run(port: int, requests: Iterator[bytes], *, clients: int, seconds: float, cpu: "Cpu") -> Figures:
    """Keep `clients` connections busy with these requests for so many seconds (or until the requests end)."""
    selector = selectors.DefaultSelector()
    latencies: list[float] = []
    statuses: dict[int, int] = {}
    busy = 0
    before, start = cpu.seconds(), time.perf_counter()
    for _ in range(clients):
        connection = _Connection(port)
        connection.send(next(requests))
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        busy += 1
    while busy:
        for key, _events in selector.select(10):
            connection = key.data
            status = connection.answered()
            if status is None:
                continue
            now = time.perf_counter()
            latencies.append((now - connection.started) * 1_000)
            statuses[status] = statuses.get(status, 0) + 1
            following = next(requests, None) if now - start < seconds else None
            if following is None:
                selector.unregister(connection.socket)
                connection.socket.close()
                busy -= 1
                continue
            if connection.closes:
                selector.unregister(connection.socket)
                connection.socket.close()
                connection.open()
                selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(following)
    elapsed = time.perf_counter() - start
    spent = cpu.seconds() - before
    return Figures(clients, len(latencies), elapsed, latencies, statuses, spent * 1_000 / max(1, len(latencies)))


class Cpu:
    """CPU seconds spent so far by some processes and all their children."""

    TICKS = 100.0

    def __init__(self, pids: list[int]) -> None:
        self.pids = pids

    def seconds(self) -> float:
        """User and system time of the processes alive now."""
        return sum(self._of(pid) for pid in self._family())

    def megabytes(self) -> float:
        """Memory of these processes: what they share is divided among them (PSS, Linux)."""
        return sum(self._shared_out(pid) for pid in self._family()) / 1024

    def _shared_out(self, pid: int) -> int:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
            return sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))

    def _family(self) -> set[int]:
        family = set(self.pids)
        for pid in self.pids:
            try:
                with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
                    family |= {int(child) for child in children.read().split()}
            except FileNotFoundError:
                continue
        return family

    def _of(self, pid: int) -> float:
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except FileNotFoundError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / self.TICKS
