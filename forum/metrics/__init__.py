"""Figures for Prometheus: how many requests, how long they took, what waits. Off unless FORO_METRICS_PORT is set.

Each process that serves pages writes what it measures to a file in the data directory; `forum metrics` adds the files
up and shows them at a port of this machine, with what it counts itself when it is asked.
"""

from forum.metrics.measuring import init_metrics

__all__ = ["init_metrics"]
