"""Where everything is on a badge, in units of a 105th of its width (a millimetre on A6): all sizes look alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Panel:
    """The face of one badge, in points; its origin is the lower left corner."""

    width: float
    height: float

    @property
    def unit(self) -> float:
        """A 105th of the width."""
        return self.width / 105

    @property
    def margin(self) -> float:
        """Clear space on the left and right."""
        return 8 * self.unit

    @property
    def band(self) -> float:
        """Height of the category band at the foot."""
        return 20 * self.unit

    @property
    def names_top(self) -> float:
        """Upper edge of the names."""
        return self.height - 27.5 * self.unit

    @property
    def module(self) -> float:
        """Side of one QR module."""
        return 1.8 * self.unit

    @property
    def symbol_left(self) -> float:
        """Left edge of the QR symbol's modules."""
        return self.width - self.margin - 21 * self.module

    @property
    def symbol_bottom(self) -> float:
        """Lower edge of the QR symbol's modules: the quiet zone and the line with the code are below it."""
        return self.band + 4.2 * self.unit + 4 * self.module

    @property
    def symbol_top(self) -> float:
        """Upper edge of the QR symbol with its quiet zone."""
        return self.symbol_bottom + 25 * self.module

    @property
    def aside_width(self) -> float:
        """Width of the column left of the symbol's quiet zone."""
        return self.symbol_left - 4 * self.module - self.margin - self.unit

    @property
    def aside_top(self) -> float:
        """Lower limit of the position: the interpreter is below it."""
        return self.symbol_bottom + 22.5 * self.unit
