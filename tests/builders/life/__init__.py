"""The whole life of requests and meetings, driven by chance: the scene, the books that are read after each step, the
laws they keep, and the machine that drives the services.
"""

from tests.builders.life.machine import Life

__all__ = ["Life"]
