"""`forum metrics`: shows the figures to Prometheus."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import Flask
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from forum.core.incidents import report
from forum.metrics.measuring import folder_of


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure that is counted when it is asked for; None where there is none now."""

    help: str
    count: Callable[[], float | None]


class Counted(Collector):
    """The figures that are counted when they are asked for; one that cannot be counted now is left out."""

    def __init__(self, app: Flask, gauges: Mapping[str, Gauge]) -> None:
        self._app, self._gauges = app, gauges

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Their names, without counting anything."""
        return [GaugeMetricFamily(name, gauge.help) for name, gauge in self._gauges.items()]

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Each with its value."""
        for name, gauge in self._gauges.items():
            try:
                with self._app.app_context():
                    value = gauge.count()
            except Exception as error:  # a database that is away must not hide the rest
                report(error, f"when {name} was counted")
                continue
            if value is not None:
                yield GaugeMetricFamily(name, gauge.help, value=value)


def registry_of(app: Flask, gauges: Mapping[str, Gauge]) -> CollectorRegistry:
    """All figures of this machine: what its processes measured, and what is counted now."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder_of(app.config["FORO"])))  # type: ignore[no-untyped-call]
    registry.register(Counted(app, gauges))
    return registry


def serve_metrics(app: Flask, gauges: Mapping[str, Gauge], *, port: int) -> None:
    """Show the figures at this port, to programs of this machine alone, until the process is stopped."""
    _server, thread = start_http_server(port, addr="127.0.0.1", registry=registry_of(app, gauges))
    thread.join()
