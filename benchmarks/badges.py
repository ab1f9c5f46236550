"""How many badges a CPU second prints, and what 15,000 of them cost in memory: `python -m benchmarks.badges`."""

import argparse
import platform
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from forum.badges.documents.faces import BadgeFace, BadgeTexts
from forum.badges.documents.home import render_badge
from forum.badges.documents.sheets import write_badges
from forum.badges.enums import Layout
from forum.badges.rules import Printable, new_code
from forum.printing.fonts import Fonts, fonts_in
from forum.printing.qr import merged_rectangles, qr_matrix

_BUILT = Path(__file__).parent.parent / "static" / "dist" / "fonts"
_SYSTEM = Path("/usr/share/fonts/truetype/dejavu")

_GIVEN = (
    "María Fernanda",
    "José",
    "Juan Pablo",
    "Guadalupe",
    "Ana Sofía",
    "Francisco Javier",
    "Íñigo",
    "Kenji",
    "Ulrike",
)
_SURNAMES = ("Hernández López", "Muñoz Íñiguez", "de la Torre Ordóñez", "Schäfer", "Tanaka", "García Núñez", "Peña")
_ORGANISATIONS = ("Troqueles y Estampados del Bajío", "Mazda de México", "Autopartes León", "Universidad de Guanajuato")
_POSITIONS = (
    "Gerente de Ventas",
    "Comprador Senior, Estampados",
    "Directora de Operaciones",
    "Ingeniero de Calidad",
    "",
)
_CATEGORIES = (("Visitante", "#495057"), ("Expositor", "#0b5fa5"), ("Comprador", "#d9480f"), ("Proveedor", "#2b8a3e"))


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--badges", type=int, default=2000, help="badges in each run")
    arguments.add_argument("--repeat", type=int, default=5, help="runs of which the median counts")
    arguments.add_argument("--many", type=int, default=15000, help="badges in the memory run")
    given = arguments.parse_args()
    fonts = _fonts()
    print(f"{_processor()}, Python {platform.python_version()}, {platform.system()}; fonts {fonts.regular.parent}")
    print(f"medians of {given.repeat} runs, CPU time of one process")
    _measure_symbols(given.repeat)
    for layout in (each for each in Layout if each is not Layout.HOME):
        rate = _median(given.repeat, given.badges, lambda layout=layout: _write(given.badges, layout, fonts)[0])
        print(f"{layout.value:12} {rate:8,.0f} badges per CPU second")
    rate = _median(given.repeat, 50, lambda: _print_at_home(50, fonts))
    print(f"{'at home':9} {rate:8,.0f} badges per CPU second, one document each")
    _measure_memory(given.many, fonts)


def _fonts() -> Fonts:
    built = fonts_in(_BUILT, "badge")
    if built.regular.parent == _BUILT:
        return built
    return Fonts(_SYSTEM / "DejaVuSans.ttf", _SYSTEM / "DejaVuSans-Bold.ttf")


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def _faces(count: int) -> Iterator[BadgeFace]:
    rng = random.Random(2026)
    for number in range(count):
        category, colour = rng.choice(_CATEGORIES)
        printable = Printable(
            badge_id=number,
            given_names=rng.choice(_GIVEN),
            first_surname=rng.choice(_SURNAMES),
            second_surname=None,
            organisation=rng.choice(_ORGANISATIONS),
            position=rng.choice(_POSITIONS),
            category_es=category,
            category_en=category,
            colour=colour,
            category_id=1,
            code=new_code(rng.randbytes),
        )
        yield BadgeFace(
            printable=printable,
            category_name=category,
            edition_name="XIII Foro de Proveeduría Automotriz",
            dates="9 y 10 de septiembre de 2026",
            venue="Poliforum León",
        )


def _median(repeat: int, count: int, run: Callable[[], object]) -> float:
    run()
    seconds = []
    for _ in range(repeat):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return count / statistics.median(seconds)


def _measure_symbols(repeat: int) -> None:
    codes = [face.printable.code for face in _faces(500)]
    matrices = [qr_matrix(code) for code in codes]
    matrix = _median(repeat, len(codes), lambda: [qr_matrix(code) for code in codes])
    merging = _median(repeat, len(codes), lambda: [merged_rectangles(matrix) for matrix in matrices])
    print(f"{'QR':9} {1000 / matrix:8.3f} ms for the matrix, {1000 / merging:.3f} ms for its rectangles")


def _write(count: int, layout: Layout, fonts: Fonts) -> tuple[int, int]:
    with tempfile.TemporaryFile() as out:
        written = write_badges(_faces(count), out, layout=layout, fonts=fonts, title="Gafetes", language="es-MX")
        return written, out.tell()


def _print_at_home(count: int, fonts: Fonts) -> None:
    texts = BadgeTexts(
        "Gafete", "es-MX", "Su gafete", ("Imprima.", "Doble.", "Lleve."), "Doblez 1", "Doblez 2", "Gracias."
    )
    for face in _faces(count):
        render_badge(face, texts=texts, fonts=fonts)


def _measure_memory(count: int, fonts: Fonts) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    _, size = _write(count, Layout.A6, fonts)
    seconds = time.process_time() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{count:,} A6 badges: {seconds:.1f} CPU seconds, {size / 1e6:.1f} MB of PDF, {grown:.0f} MB more memory")


if __name__ == "__main__":
    main()
