"""What the programme of the demo edition is made of: rooms, and what is held in them when. All of it is invented."""

from dataclasses import dataclass

from forum.programme.enums import TalkKind

ROOMS = (
    ("Auditorio", 350),
    ("Foro abierto", 120),
    ("Sala León", 80),
    ("Sala Silao", 80),
    ("Taller 1", 30),
    ("Taller 2", 30),
)
AUDITORIUM, OPEN, LEON, SILAO, ONE, TWO = range(6)
POSITIONS = (
    "Directora de Compras", "Gerente de Calidad", "Jefe de Desarrollo de Proveedores", "Directora de Planta",
    "Líder de Manufactura", "Especialista en ASG", "Gerente de Capital Humano", "Consultora",
)  # fmt: skip
COMPANIES = (
    "Motores del Bajío (demo)", "Ejes Silao (demo)", "Estampados Celaya (demo)", "Universidad del Bajío (demo)",
    "Arneses Irapuato (demo)", "Plásticos Salamanca (demo)", "Logística Puerto Interior (demo)",
)  # fmt: skip
BUYING, SUPPLIERS, PEOPLE = "Compras", "Desarrollo de Proveedores", "Capital Humano"
EXCELLENCE, ESG, SECURITY = "Excelencia Operativa", "ASG", "Seguridad Patrimonial"
SUMMARY_ES = "Casos de plantas de la región, lo que cambió en un año y lo que sirve a una empresa que empieza."
SUMMARY_EN = "Cases of plants in the region, what changed within a year, and what helps a company that starts."
TALK, PANEL, WORKSHOP = TalkKind.TALK, TalkKind.PANEL, TalkKind.WORKSHOP
PITCH, CEREMONY = TalkKind.PITCH, TalkKind.CEREMONY


@dataclass(frozen=True, slots=True)
class DemoSession:
    """A session: on which day, in which room, from which minute of the day and how long."""

    day: int
    room: int
    minute: int
    length: int
    kind: TalkKind
    track: str
    es: str
    en: str
    speakers: int = 1
    language: str = "es"
    interpretation: str = ""
    capacity: int | None = None
    summary_es: str = SUMMARY_ES
    summary_en: str = SUMMARY_EN

    @property
    def moderated(self) -> bool:
        """Whether the last of its speakers moderates."""
        return self.kind is PANEL


def _at(hour: int, minute: int = 0) -> int:
    return 60 * hour + minute


NINE, TEN, ELEVEN, NOON = _at(9, 30), _at(10, 30), _at(11, 30), _at(12, 30)
FOUR, FIVE = _at(16), _at(17)
SESSIONS = (
    DemoSession(0, AUDITORIUM, _at(9), 45, CEREMONY, "", "Inauguración", "Opening ceremony", 0),
    DemoSession(0, AUDITORIUM, _at(10), 60, PANEL, BUYING, "Qué compran las armadoras en 2027",
                "What the OEMs will buy in 2027", 4, interpretation="en"),
    DemoSession(0, LEON, TEN, 45, TALK, SUPPLIERS, "De taller a Tier 2 en tres años", "From workshop to Tier 2"),
    DemoSession(0, SILAO, TEN, 45, TALK, EXCELLENCE, "Cambio rápido de troquel", "Quick die change"),
    DemoSession(0, ONE, TEN, 90, WORKSHOP, EXCELLENCE, "APQP y PPAP paso a paso", "APQP and PPAP step by step", 2,
                capacity=30),
    DemoSession(0, OPEN, ELEVEN, 45, PITCH, SUPPLIERS, "Diez proveedores en cuatro minutos",
                "Ten suppliers in four minutes each", 2),
    DemoSession(0, LEON, ELEVEN, 45, TALK, ESG, "Huella de carbono de una pieza", "The carbon footprint of a part"),
    DemoSession(0, SILAO, ELEVEN, 45, TALK, PEOPLE, "Formación dual en la planta", "Dual training in the plant"),
    DemoSession(0, AUDITORIUM, NOON, 60, TALK, BUYING, "How a Japanese Tier 1 chooses its suppliers",
                "How a Japanese Tier 1 chooses its suppliers", 1, language="ja", interpretation="es"),
    DemoSession(0, TWO, NOON, 60, WORKSHOP, SECURITY, "OEA y CTPAT para transportistas",
                "OEA and CTPAT for carriers", 1, capacity=25),
    DemoSession(0, LEON, FOUR, 45, TALK, SECURITY, "Robo de carga: qué funciona", "Cargo theft: what works"),
    DemoSession(0, SILAO, FOUR, 45, PANEL, PEOPLE, "Mujeres en la manufactura", "Women in manufacturing", 3),
    DemoSession(0, ONE, FOUR, 90, WORKSHOP, ESG, "Su primer informe ASG", "Your first ESG report", 1, capacity=20),
    DemoSession(0, AUDITORIUM, FIVE, 45, PANEL, SUPPLIERS, "Financiar un herramental", "Financing a tool", 3),
    DemoSession(1, AUDITORIUM, NINE, 60, TALK, EXCELLENCE, "La planta que se mide cada hora",
                "The plant that measures itself every hour"),
    DemoSession(1, LEON, NINE, 45, TALK, BUYING, "Leer una solicitud de cotización", "Reading a request for quotation"),
    DemoSession(1, SILAO, TEN, 45, TALK, SUPPLIERS, "Lightweighting with local aluminum",
                "Lightweighting with local aluminum", 1, language="en", interpretation="es"),
    DemoSession(1, TWO, TEN, 90, WORKSHOP, BUYING, "Costear una pieza de plástico", "Costing a plastic part", 1,
                capacity=30),
    DemoSession(1, AUDITORIUM, ELEVEN, 60, PANEL, ESG, "Lo que pide el comprador en sustentabilidad",
                "What buyers ask about sustainability", 4, interpretation="en"),
    DemoSession(1, LEON, ELEVEN, 45, TALK, PEOPLE, "Retener a un técnico en robótica", "Keeping a robot technician"),
    DemoSession(1, OPEN, NOON, 45, PITCH, SUPPLIERS, "Empresas nuevas del Bajío", "New companies of the Bajío", 2),
    DemoSession(1, SILAO, NOON, 45, TALK, SECURITY, "TISAX sin sorpresas", "TISAX without surprises"),
    DemoSession(1, LEON, FOUR, 45, TALK, EXCELLENCE, "Inspección con cámara y bajo presupuesto",
                "Camera inspection on a small budget"),
    DemoSession(1, ONE, FOUR, 60, WORKSHOP, PEOPLE, "Entrevistar para la línea", "Interviewing for the line", 1,
                capacity=25),
    DemoSession(1, SILAO, FOUR, 45, TALK, BUYING, "Segunda fuente: cuándo y cómo", "A second source: when and how"),
    DemoSession(1, AUDITORIUM, FIVE, 45, CEREMONY, "", "Clausura y reconocimientos", "Closing and awards", 0),
)  # fmt: skip
