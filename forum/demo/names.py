"""Invented names. No person, company or address here is real; the domains are reserved ones (RFC 2606)."""

from datetime import date, timedelta
from random import Random

from stdnum.mx import rfc as stdnum_rfc

from forum.core.names import PersonName

GIVEN_NAMES = (
    "María Fernanda", "José Luis", "Ana Sofía", "Juan Pablo", "Guadalupe", "Miguel Ángel", "Ximena", "Jorge Alberto",
    "Verónica", "Luis Ángel", "Patricia", "Francisco Javier", "Alejandra", "Raúl", "Daniela", "Héctor", "Mónica",
    "Óscar", "Rocío", "Iván", "Brenda", "Sergio", "Paola", "Ricardo", "Lucía", "Eduardo", "Itzel", "Tomás", "Noemí",
    "Ángel", "Karla", "Emiliano", "Regina", "Arturo", "Citlali", "Rubén", "Elena", "Gerardo", "Yolanda", "Andrés",
)  # fmt: skip
SURNAMES = (
    "Muñoz", "Hernández", "Güereca", "Ramírez", "Ñíguez", "Torres", "Aguirre", "Rangel", "Villanueva", "Zavala",
    "Ibarra", "Órnelas", "Padilla", "Cárdenas", "Quiroz", "Lara", "Méndez", "Barrón", "Arreola", "Fuentes",
    "Castañeda", "Saldaña", "Montes", "Origel", "Navarro", "Gaytán", "Medina", "Araujo", "Peña", "Vargas",
    "Lozano", "Ayala", "Solís", "Trejo", "Camarena", "Bermúdez", "Olvera", "Prado", "Sandoval", "Macías",
)  # fmt: skip
COMPANY_HEADS = (
    "Maquinados", "Troquelados", "Inyección", "Herramentales", "Forjas", "Fundiciones", "Arneses", "Recubrimientos",
    "Soldaduras", "Metalistería", "Plásticos", "Ensambles", "Empaques", "Automatización", "Logística", "Moldes",
    "Servicios Industriales", "Tratamientos Térmicos", "Componentes", "Ingeniería",
)  # fmt: skip
COMPANY_TAILS = (
    "del Bajío", "Cuerámaro", "San Felipe", "Cerro del Cubilete", "La Luz", "Río Turbio", "Santa Fe", "Tresguerras",
    "del Valle", "Sierra Gorda", "El Cóporo", "Mezquite", "Nopal", "Aldama", "Las Joyas", "Piedra Blanca",
)  # fmt: skip
BUYER_NAMES = (
    "Armadora Cimarrón", "Autopartes Halcón", "Sistemas Motrices Kaizen", "Bajío Powertrain", "Nordwerk Interiores",
    "Tsubame Seating", "Ejes y Frenos Quetzal", "Vialux Iluminación", "Chasís Aztlán", "Transmisiones Obregón",
)  # fmt: skip
PLACES = (
    ("León", "37000"), ("Silao", "36100"), ("Celaya", "38000"), ("Irapuato", "36500"), ("Salamanca", "36700"),
    ("Guanajuato", "36000"), ("Apaseo el Grande", "38160"), ("San Miguel de Allende", "37700"), ("Villagrán", "38260"),
)  # fmt: skip
POSITIONS = (
    "Compras", "Dirección general", "Ventas", "Calidad", "Ingeniería de producto", "Desarrollo de proveedores",
    "Manufactura", "Logística",
)  # fmt: skip


def person_name(random: Random) -> PersonName:
    """An invented name; nine in ten have a second surname."""
    second = random.choice(SURNAMES) if random.random() < 0.9 else None
    return PersonName(random.choice(GIVEN_NAMES), random.choice(SURNAMES), second)


def company_name(random: Random, number: int) -> str:
    """A trade name with a number, so that all differ."""
    return f"{random.choice(COMPANY_HEADS)} {random.choice(COMPANY_TAILS)} {number}"


def rfc(random: Random) -> str:
    """An invented RFC of a legal person with a valid check digit."""
    letters = "".join(random.choice("ABCDEFGHIJKLMNPQRSTUVWXYZ") for _ in range(3))
    born = date(1985, 1, 1) + timedelta(days=random.randrange(13_000))
    body = f"{letters}{born:%y%m%d}{random.choice('ABCDEFGH123456789')}{random.choice('ABCDEFGH123456789')}"
    return body + stdnum_rfc.calc_check_digit(body)
