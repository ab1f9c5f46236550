"""Buyers and suppliers: what is wanted, who fits, requests and their answers, meetings that move and end."""

import re

from playwright.sync_api import Page, expect

from tests.browser.journey.exhibitors import COMPANY, SOFIA
from tests.browser.journey.organiser import at_home, enter, follow_menu
from tests.browser.journey.stage import Stage, fill, follow, press, told

HANA = "hana.sato@bajiodrive.co.jp"
BUYER = "Bajío Drive Systems"
WANTED = (
    ("Cuerpo de válvula maquinado", "Maquinado CNC", "ISO 9001"),
    ("Insertos de electroerosión", "Electroerosión", "IATF 16949"),
    ("Soporte estampado de asiento", "Estampado progresivo", "IATF 16949"),
)


def invite_buyer(stage: Stage) -> None:
    """The organiser invites a buyer to a table."""
    page = at_home(stage, "Coordinación de citas")
    stage.look(page, "coordination-none")
    follow(page.locator("main"), "Invitar comprador")
    fill(page, {"Empresa compradora": BUYER, "Correo": HANA, "Nombre(s)": "Hana", "Primer apellido": "Satō"})
    fill(page, {"Puesto": "Senior Buyer", "Mesa": "Mesa 3 · Área B2B", "Intérprete": "Japonés"})
    stage.look(page, "buyer-new")
    press(page, "Enviar la invitación")
    told(page, "Invitamos a Hana Satō.")
    stage.look(page, "buyers")


def accept_and_mark_hours(stage: Stage) -> None:
    """The buyer enters by the letter, accepts, and says when they are at the table."""
    page = stage.person("hana")
    enter(page, stage.mail.one(HANA, "Invitación como comprador").link)
    stage.look(page, "buyer-invited")
    press(page, "Aceptar la invitación")
    told(page, "Gracias por participar.")
    stage.look(page, "buyer-first")
    follow(page.locator("main"), "Marcar mis horas")
    day = page.locator("main section", has=page.get_by_role("heading")).filter(has_text=str(stage.tomorrow.day)).last
    press(day, "Toda la mañana")
    told(page, "Guardamos 12 horarios en su mesa.")
    stage.look(page, "buyer-hours")
    stage.mail.new(HANA)  # the badge that comes with the place


def publish_requirements(stage: Stage) -> None:
    """Three requirements: one that fits the company, one whose certificate it lacks, one it does not make."""
    page = stage.person("hana")
    for number, (title, process, certificate) in enumerate(WANTED):
        page.goto("/account/home")
        follow_menu(page, "Mis citas y requerimientos")
        follow_menu(page, "Mis requerimientos")
        follow(page.locator("main"), "Nuevo requerimiento")
        fill(page, {"Qué busca": title, "Proceso": process, "Volumen anual (EAU)": "120000", "Material": "Acero 4140"})
        page.locator("summary", has_text="Certificados indispensables").click()
        page.locator("#mandatory").get_by_label(certificate).check()
        if number == 0:
            stage.look(page, "requirement-new")
        press(page, "Publicar")
        told(page, f"Publicamos «{title}».")
    stage.look(page, "own-requirements")


def approve_supplier(stage: Stage) -> None:
    """The company asks to take part; the co-ordinator reads its profile and says yes."""
    page = stage.person("sofia")
    page.goto("/account/home")
    stage.look(page, "supplier-home")
    follow_menu(page, "Mis citas y solicitudes")
    stage.look(page, "supplier-not-yet")
    press(page, "Quiero participar")
    told(page, "Recibimos su solicitud de participación.")
    organiser = at_home(stage, "Coordinación de citas")
    follow_menu(organiser, "Proveedores")
    stage.look(organiser, "suppliers")
    follow(organiser.locator("main"), COMPANY)
    told(organiser, "ISO 9001")
    stage.look(organiser, "supplier-review")
    press(organiser, "Aprobar")
    told(organiser, f"Aprobamos a {COMPANY}.")
    decision, badge = stage.mail.these(SOFIA, f"{COMPANY} ya puede pedir citas", "Su registro está confirmado")
    stage.notes["sofia"] = badge.link
    page.goto(decision.link)
    stage.look(page, "supplier-approved")


def search_and_request(stage: Stage) -> None:
    """Found without accents, with the reasons why it fits or not; asked for with a preferred hour."""
    page = stage.person("sofia")
    follow(page.locator("main"), "Buscar requerimientos")
    expect(page.locator("#found .card")).to_have_count(3)
    stage.look(page, "requirements")
    page.get_by_role("searchbox").fill("valvula maquinado")
    expect(page.locator("#found .card")).to_have_count(1)
    expect(page.locator("#found .card")).to_contain_text("Cumple")
    expect(page.locator("#found .card")).to_contain_text("ISO 9001 vigente")
    stage.look(page, "requirements-found")
    follow(page.locator("#found"), WANTED[0][0])
    told(page, "Ofrece Maquinado CNC")
    press(page, "Solicitar la cita")
    told(page, "Falta este dato.")
    fill(page, {"Por qué su empresa": "Doce centros CNC y Cpk de 1.67 en válvulas similares."})
    _choose_slot(page, "Horario preferido", "09:25")
    stage.look(page, "requirement")
    press(page, "Solicitar la cita")
    told(page, f"Enviamos su solicitud a {BUYER}.")
    stage.look(page, "supplier-asked")
    stage.mail.one(HANA, f"{COMPANY} le pide una cita")


def accept_request(stage: Stage) -> None:
    """The buyer sees why it fits, and gives the hour that was wished for."""
    page = stage.person("hana")
    page.goto("/account/home")
    follow_menu(page, "Mis citas y requerimientos")
    told(page, "prefiere")
    stage.look(page, "buyer-waiting")
    press(page, "Aceptar la cita")
    told(page, f"Cita con {COMPANY}")
    expect(page.locator("#next-meetings .slot")).to_contain_text("09:25")
    stage.look(page, "buyer-accepted")
    letter = stage.mail.one(SOFIA, f"Cita confirmada con {BUYER}")
    stage.notes["first meeting"] = letter.link
    assert "09:25" in letter.text


def decline_request(stage: Stage) -> None:
    """A request for what the company does not make is declined with a reason it can use."""
    page = stage.person("sofia")
    _request(page, WANTED[2][0], "Podemos subcontratar el estampado.")
    stage.mail.one(HANA, f"{COMPANY} le pide una cita")
    buyer = stage.person("hana")
    buyer.goto("/account/home")
    follow_menu(buyer, "Mis citas y requerimientos")
    follow(buyer, "No aceptar, con un motivo")
    fill(
        buyer,
        {"Motivo": "No es el proceso que busca el comprador", "Nota para el proveedor": "Buscamos prensa progresiva."},
    )
    stage.look(buyer, "buyer-declining")
    press(buyer, "No aceptar")
    told(buyer, f"No aceptó la solicitud de {COMPANY}.")
    assert "Buscamos prensa progresiva." in stage.mail.one(SOFIA, f"{BUYER} no aceptó su solicitud").text
    page.goto("/account/home")
    follow_menu(page, "Mis citas y solicitudes")
    told(page, "No es el proceso que busca el comprador")
    stage.look(page, "supplier-answered")


def move_meeting(stage: Stage) -> None:
    """The company moves its meeting; the buyer is told when it was and when it is."""
    page = stage.person("sofia")
    page.goto(stage.notes["first meeting"])
    page.locator("summary", has_text="Mover a otro horario").click()
    _choose_slot(page, "Nuevo horario", "10:15")
    stage.look(page, "meeting")
    press(page, "Mover la cita")
    told(page, "Movimos la cita:")
    letter = stage.mail.one(HANA, f"Cambio de cita con {COMPANY}")
    assert re.findall(r"10:15|09:25", letter.text) == ["10:15", "09:25"]


def cancel_meeting(stage: Stage) -> None:
    """A second meeting is agreed, at an hour of its own as both meet already; the buyer cancels it with a reason."""
    page = stage.person("sofia")
    _request(page, WANTED[1][0], "Erosionado por hilo hasta 400 mm.")
    stage.mail.one(HANA, f"{COMPANY} le pide una cita")
    buyer = stage.person("hana")
    buyer.goto("/account/home")
    follow_menu(buyer, "Mis citas y requerimientos")
    told(buyer, "Ya tienen una cita")
    stage.look(buyer, "buyer-meets-already")
    follow(buyer, f"Elegir otro horario para {COMPANY}")
    _choose_slot(buyer, "Horario", "09:25")
    press(buyer, "Aceptar la cita")
    told(buyer, f"Cita con {COMPANY}")
    link = stage.mail.one(SOFIA, f"Cita confirmada con {BUYER}").link
    buyer.goto(link)
    buyer.locator("summary", has_text="Cancelar la cita").click()
    fill(buyer, {"Motivo": "Adelantamos el regreso a Nagoya."})
    stage.look(buyer, "meeting-cancelling")
    press(buyer, "Cancelar la cita")
    told(buyer, "Cancelamos la cita.")
    stage.look(buyer, "meeting-cancelled")
    assert "Adelantamos el regreso a Nagoya." in stage.mail.one(SOFIA, f"Cita cancelada con {BUYER}").text
    organiser = at_home(stage, "Coordinación de citas")
    stage.look(organiser, "coordination")
    follow_menu(organiser, "Citas")
    stage.look(organiser, "meetings")


def _request(page: Page, title: str, reason: str) -> None:
    page.goto("/account/home")
    follow_menu(page, "Buscar compradores")
    follow(page.locator("#found"), title)
    fill(page, {"Por qué su empresa": reason})
    press(page, "Solicitar la cita")
    told(page, f"Enviamos su solicitud a {BUYER}.")


def _choose_slot(page: Page, label: str, starts: str) -> None:
    box = page.get_by_label(re.compile(label))
    words = box.locator("option", has_text=re.compile(rf", {starts} ")).first.inner_text()
    box.select_option(label=words)
