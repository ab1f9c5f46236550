"""What a row says of a stand."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandEntry:
    """A stand as a row says it, lengths in centimetres; what it does not say is empty, and changes nothing."""

    code: str
    hall_id: int | None
    width_cm: int | None
    depth_cm: int | None
    kind: str

    def changes(self, width_cm: int, depth_cm: int, kind: str) -> Mapping[str, tuple[str, str]]:
        """What differs from the stored stand, by field, as people read it."""
        told = {
            "width": (f"{width_cm / 100:g}", f"{self.width_cm / 100:g}" if self.width_cm else ""),
            "depth": (f"{depth_cm / 100:g}", f"{self.depth_cm / 100:g}" if self.depth_cm else ""),
            "type": (kind, self.kind),
        }
        return {name: (was, now) for name, (was, now) in told.items() if now and now != was}
