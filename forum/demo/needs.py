"""How much of a process the buyers of the demo need a year, in the unit by which it is bought."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Demand:
    """The unit of a process, yearly volumes to choose from, the material, and what it is for."""

    unit: str
    volumes: tuple[int, int, int, int]
    material: str = ""
    purpose: str = "plataforma"


PIECES = (12_000, 60_000, 180_000, 450_000)
FAMILIES = {
    "metal": Demand("piezas", PIECES),
    "treatment": Demand("piezas", PIECES),
    "plastic": Demand("piezas", PIECES),
    "electric": Demand("piezas", PIECES),
    "tooling": Demand("herramentales", (2, 4, 8, 12)),
    "assembly": Demand("conjuntos", PIECES),
    "material": Demand("toneladas", (120, 400, 900, 2_500)),
    "indirect": Demand("servicios", (4, 12, 24, 52), purpose="planta"),
}
PROCESSES = {
    "mro": ("pedidos", (48, 96, 150, 240)),
    "cutting-tools": ("piezas", (800, 2_000, 6_000, 15_000)),
    "packaging": ("contenedores", (500, 1_200, 4_000, 9_000)),
    "logistics": ("embarques", (240, 520, 1_000, 2_600)),
    "customs": ("pedimentos", (120, 300, 700, 1_500)),
    "warehousing": ("metros cuadrados", (800, 2_000, 5_000, 12_000)),
    "forklifts": ("montacargas", (4, 8, 15, 30)),
    "canteen": ("comidas", (60_000, 120_000, 240_000, 400_000)),
    "personnel-transport": ("viajes", (1_200, 3_000, 6_000, 12_000)),
    "uniforms-ppe": ("juegos", (400, 900, 2_000, 5_000)),
    "security": ("turnos", (730, 1_095, 2_190, 4_380)),
    "training": ("horas", (80, 200, 480, 1_000)),
    "waste": ("toneladas", (40, 120, 300, 800)),
    "energy": ("megawatts-hora", (900, 2_400, 6_000, 15_000)),
    "stationery": ("pedidos", (12, 24, 36, 52)),
}


def demand_of(family: str, process: str) -> Demand:
    """The demand for a process of a family, both by their codes."""
    whole = FAMILIES.get(family, FAMILIES["metal"])
    if process.startswith("stamping"):
        return Demand("piezas", PIECES, "Acero DP600")
    if process not in PROCESSES:
        return whole
    unit, volumes = PROCESSES[process]
    return Demand(unit, volumes, purpose=whole.purpose)
