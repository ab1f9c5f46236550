"""The catalogue of processes an edition starts with: families, and in each the processes bought and sold.

Variants a buyer must be able to ask for by name (forja de aluminio apart from forja de acero) are processes of their
own; other words for the same thing are synonyms. English names are those of the trade in North America.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CatalogueProcess:
    """A process: a stable code, its names, and the words by which people also look for it, in both languages."""

    code: str
    name_es: str
    name_en: str
    synonyms_es: tuple[str, ...] = ()
    synonyms_en: tuple[str, ...] = ()

    @property
    def synonyms(self) -> str:
        """All synonyms in one text, for searching."""
        return ", ".join((*self.synonyms_es, *self.synonyms_en))


@dataclass(frozen=True, slots=True)
class CatalogueFamily:
    """A family of processes; `direct`: the product is part of the car, or makes a part of it."""

    code: str
    name_es: str
    name_en: str
    direct: bool
    processes: tuple[CatalogueProcess, ...]


def catalogue_processes() -> Iterator[tuple[CatalogueFamily, CatalogueProcess]]:
    """Every process with its family, in the order of the catalogue."""
    for family in CATALOGUE:
        for process in family.processes:
            yield family, process


def _processes(table: str) -> tuple[CatalogueProcess, ...]:
    """Read pairs of lines: `code | es | en`, and below `synonyms es | synonyms en`, parted by commas."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return tuple(
        CatalogueProcess(code, name_es, name_en, _words(more_es), _words(more_en))
        for (code, name_es, name_en), (more_es, more_en) in zip(lines[::2], lines[1::2], strict=True)
    )


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(",") if word.strip())


_METAL = """
stamping-progressive | Estampado progresivo | Progressive stamping
    troquelado progresivo, prensa, estampado de lámina | progressive die stamping, metal stamping
stamping-transfer | Estampado transfer | Transfer stamping
    estampado por transferencia, prensa transfer | transfer die stamping, metal stamping
stamping-hot | Estampado en caliente | Hot stamping
    estampado a alta temperatura, acero al boro | press hardening, hot forming
fine-blanking | Troquelado fino | Fine blanking
    corte fino, fineblanking | fineblanking, precision blanking
cutting-laser | Corte láser | Laser cutting
    corte de lámina | sheet metal cutting
cutting-plasma | Corte por plasma | Plasma cutting
    corte de placa, pantógrafo | plate cutting
cutting-water | Corte por agua | Waterjet cutting
    chorro de agua, corte con agua | water jet
tube-bending | Doblado y conformado de tubo | Tube bending and forming
    tubería, rolado de tubo, hidroformado | tube fabrication, hydroforming
machining-cnc | Maquinado CNC | CNC machining
    torneado, fresado, centro de maquinado, mecanizado | turning, milling, machining center
machining-5-axis | Maquinado de 5 ejes | 5-axis machining
    cinco ejes, mecanizado | five-axis machining
machining-edm | Electroerosión | Electrical discharge machining (EDM)
    erosionado, hilo, penetración | wire EDM, sinker EDM
grinding | Rectificado | Grinding
    rectificado cilíndrico, rectificado plano | cylindrical grinding, surface grinding, centerless
swiss-turning | Tornos suizos | Swiss-type turning
    torno suizo, piezas torneadas pequeñas | Swiss machining, screw machining
casting-gray-iron | Fundición de hierro gris | Gray iron casting
    fundición gris, vaciado | grey iron, foundry
casting-nodular-iron | Fundición de hierro nodular | Ductile iron casting
    fundición nodular, hierro dúctil | nodular iron, foundry
die-casting-aluminum | Fundición a presión de aluminio | Aluminum die casting
    die casting, inyección de aluminio, HPDC | high-pressure die casting, HPDC
casting-sand | Fundición en arena | Sand casting
    moldeo en arena, vaciado | green sand, foundry
forging-steel | Forja de acero | Steel forging
    forjado, forja en caliente | hot forging, drop forging
forging-aluminum | Forja de aluminio | Aluminum forging
    forjado de aluminio | aluminium forging
extrusion-aluminum | Extrusión de aluminio | Aluminum extrusion
    perfiles de aluminio | aluminum profiles, aluminium extrusion
sintering | Sinterizado | Powder metallurgy (sintering)
    metalurgia de polvos, pulvimetalurgia | sintered parts, PM
welding-mig | Soldadura MIG/MAG | MIG/MAG welding
    microalambre, GMAW | GMAW, gas metal arc welding
welding-tig | Soldadura TIG | TIG welding
    argón, GTAW | GTAW, gas tungsten arc welding
welding-spot | Soldadura por puntos | Resistance spot welding
    punteado, soldadura por resistencia, proyección | spot welding, projection welding
welding-laser | Soldadura láser | Laser welding
    soldadura por láser | laser beam welding
welding-robotic | Soldadura robótica | Robotic welding
    soldadura robotizada, celdas de soldadura | welding cells, automated welding
springs-wire | Resortes y alambre | Springs and wire forms
    muelles, formas de alambre | wire forming, coil springs
fasteners | Tornillería | Fasteners
    tornillos, tuercas, sujetadores, remaches | bolts, screws, nuts, rivets
"""
_TREATMENT = """
heat-quench-temper | Temple y revenido | Quench and temper (hardening)
    tratamiento térmico, temple, templado, revenido | heat treatment, heat treating
heat-carburizing | Cementado | Carburizing (case hardening)
    tratamiento térmico, carburizado, carbonitrurado | heat treatment, carbonitriding
heat-nitriding | Nitrurado | Nitriding
    tratamiento térmico, nitrocarburado | heat treatment, nitrocarburizing
heat-induction | Temple por inducción | Induction hardening
    tratamiento térmico, inducción | heat treatment
surface-plating | Galvanoplastia | Electroplating
    zincado, cromado, niquelado, tratamiento superficial | plating, zinc plating, chrome plating, surface treatment
surface-phosphating | Fosfatado | Phosphating
    fosfato de zinc, fosfato de manganeso, tratamiento superficial | phosphate coating, surface treatment
surface-anodizing | Anodizado | Anodizing
    anodizado duro, tratamiento superficial | hard anodizing, surface treatment
surface-e-coat | E-coat | E-coating
    electrodeposición, cataforesis, KTL, tratamiento superficial | electrocoating, KTL, surface treatment
surface-painting | Pintura | Painting
    pintura en polvo, pintura líquida, tratamiento superficial | powder coating, liquid paint, surface treatment
surface-blasting | Granallado | Shot blasting
    sandblast, shot peening, tratamiento superficial | blast cleaning, shot peening, surface treatment
"""
_PLASTIC = """
plastic-injection | Inyección de plástico | Plastic injection molding
    moldeo por inyección, termoplásticos, sobremoldeo | injection moulding, overmolding
plastic-blow | Soplado | Blow molding
    moldeo por soplado | blow moulding
plastic-thermoforming | Termoformado | Thermoforming
    formado al vacío, charolas | vacuum forming, trays
plastic-extrusion | Extrusión de perfil | Profile extrusion
    extrusión de plástico, mangueras, sellos | plastic extrusion, hoses, seals
foams | Espumas | Foams
    poliuretano, espumado, asientos | polyurethane foam, foaming
rubber | Hule | Rubber
    caucho, EPDM, empaques, moldeo de hule | rubber molding, gaskets, seals
glass | Vidrio | Glass
    cristales, parabrisas | glazing, windshields
textiles-trim | Textiles, piel y vestiduras | Textiles, leather and trim
    tapicería, costura, cuero, interiores | upholstery, cut and sew, interiors
adhesives | Adhesivos | Adhesives
    selladores, cintas, pegamentos | sealants, tapes
"""
_ELECTRIC = """
wiring-harnesses | Arneses | Wiring harnesses
    cableado, cables, arnés eléctrico | wire harness, cable assemblies
electronics-pcba | Electrónicos y PCBA | Electronics and PCBA
    tarjetas electrónicas, SMT, circuitos impresos | printed circuit board assembly, SMT, EMS
sensors | Sensores | Sensors
    sensor | transducers
motors | Motores eléctricos | Electric motors
    actuadores, motorreductores | actuators, e-motors
batteries | Baterías | Batteries
    celdas, paquetes de baterías, acumuladores | battery packs, cells
"""
_TOOLING = """
molds | Moldes | Molds
    molde de inyección, reparación de moldes | injection molds, moulds, mold repair
dies | Troqueles | Stamping dies
    herramental de estampado, matrices, reparación de troqueles | press tools, die repair
fixtures-gauges | Dispositivos y gauges | Fixtures and gauges
    escantillones, calibres, fixtures, checking fixtures | checking fixtures, jigs, gages
prototypes | Prototipos | Prototypes
    impresión 3D, prototipado rápido, manufactura aditiva | rapid prototyping, 3D printing, additive manufacturing
"""
_ASSEMBLY = """
sub-assembly | Subensamble | Sub-assembly
    ensamble, armado de componentes | assembly, module assembly
sequencing | Secuenciado | Sequencing
    secuencia, justo a tiempo, kitting | just in sequence, JIS, kitting
sorting-rework | Sorteo y retrabajo | Sorting and rework
    contención, inspección, GP12 | containment, inspection, GP12
"""
_MATERIAL = """
material-steel | Acero | Steel
    lámina, rollo, placa, barra, centro de servicio | sheet, coil, plate, bar, steel service center
material-aluminum | Aluminio | Aluminum
    lingote, lámina de aluminio, billet | ingot, aluminum sheet, aluminium
material-resins | Resinas | Resins
    polímeros, pellets, compuestos, masterbatch | polymers, compounds, plastic pellets
material-chemicals | Químicos y lubricantes | Chemicals and lubricants
    aceites, solventes, refrigerantes | oils, solvents, coolants
"""
_INDIRECT = """
mro | MRO y refacciones | MRO and spare parts
    mantenimiento y reparación, ferretería, rodamientos | maintenance and repair, industrial supplies, bearings
cutting-tools | Herramientas de corte | Cutting tools
    insertos, brocas, cortadores, afilado | inserts, drills, end mills, resharpening
packaging | Empaque | Packaging
    embalaje, retornable, cajas, tarimas, dunnage | returnable packaging, boxes, pallets, dunnage
logistics | Logística y transporte | Logistics and transportation
    fletes, autotransporte, milk run, 3PL | freight, trucking, milk run, 3PL
customs | Aduanas | Customs brokerage
    agente aduanal, importación, exportación, IMMEX | customs broker, import, export
warehousing | Almacenaje | Warehousing
    almacén, bodega, cross dock | storage, cross-docking
forklifts | Montacargas | Forklifts
    patines, manejo de materiales, renta de montacargas | lift trucks, material handling
automation | Automatización y robótica | Automation and robotics
    integradores, PLC, robots, visión artificial | system integrators, PLC, robots, machine vision
maintenance | Mantenimiento industrial | Industrial maintenance
    mantenimiento preventivo, reparación de maquinaria | preventive maintenance, machine repair
metrology | Metrología y laboratorio | Metrology and laboratory services
    calibración, ensayos, CMM, medición | calibration, testing, CMM, measurement
cleaning | Limpieza | Cleaning services
    limpieza industrial, intendencia | industrial cleaning, janitorial
security | Seguridad | Security services
    vigilancia, guardias, CCTV, seguridad patrimonial | guards, surveillance, CCTV
canteen | Comedor | Canteen and catering
    comedores industriales, alimentos | food services, cafeteria
personnel-transport | Transporte de personal | Employee transportation
    autobuses, rutas de personal | employee shuttles, buses
uniforms-ppe | Uniformes y EPP | Uniforms and PPE
    equipo de protección personal, calzado de seguridad | personal protective equipment, safety shoes, workwear
it-software | TI y software | IT and software
    sistemas, ERP, redes, ciberseguridad, cómputo | information technology, ERP, networks, cybersecurity
consulting | Consultoría y certificación | Consulting and certification
    auditorías, ISO, IATF, asesoría, Core Tools | audits, ISO, IATF, advisory, core tools
human-capital | Capital humano | Human resources and staffing
    reclutamiento, nómina, recursos humanos | recruitment, payroll, HR
training | Capacitación | Training
    cursos, entrenamiento, desarrollo de talento | courses, workforce development
waste | Residuos | Waste management
    reciclaje, residuos peligrosos, chatarra | recycling, hazardous waste, scrap
energy | Energía | Energy
    energía eléctrica, paneles solares, gas, eficiencia energética | power, solar, natural gas, energy efficiency
construction | Construcción | Construction
    obra civil, naves industriales, instalaciones | civil works, industrial buildings, facilities
stationery | Papelería | Office supplies
    artículos de oficina, impresión | stationery, printing
advertising | Publicidad | Advertising
    mercadotecnia, promocionales, rotulación, eventos | marketing, promotional items, signage, events
"""

CATALOGUE = (
    CatalogueFamily("metal", "Metal", "Metal", True, _processes(_METAL)),
    CatalogueFamily("treatment", "Tratamientos", "Treatments", True, _processes(_TREATMENT)),
    CatalogueFamily("plastic", "Plástico y otros", "Plastics and others", True, _processes(_PLASTIC)),
    CatalogueFamily("electric", "Eléctrico", "Electrical and electronics", True, _processes(_ELECTRIC)),
    CatalogueFamily("tooling", "Herramentales", "Tooling", True, _processes(_TOOLING)),
    CatalogueFamily("assembly", "Ensambles", "Assembly", True, _processes(_ASSEMBLY)),
    CatalogueFamily("material", "Materia prima", "Raw materials", True, _processes(_MATERIAL)),
    CatalogueFamily("indirect", "Indirectos", "Indirect goods and services", False, _processes(_INDIRECT)),
)
