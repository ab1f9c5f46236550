"""Small problems of the timetable engine, by chance and by hand, and the best timetable by trying them all."""

from tests.builders.scheduling.chance import fans, problems
from tests.builders.scheduling.exhaustion import best_by_exhaustion

__all__ = ["best_by_exhaustion", "fans", "problems"]
