"""A request that waits for a place of its buyer: the place becomes free, is offered by mail, and is taken."""

from playwright.sync_api import expect

from forum.core.clock import utc_now
from forum.meetings.service import keep_offers
from tests.browser.journey.business import BUYER, HANA, WANTED
from tests.browser.journey.exhibitors import COMPANY, SOFIA
from tests.browser.journey.organiser import at_home, follow_menu
from tests.browser.journey.stage import Stage, fill, follow, press, told


def put_on_the_list(stage: Stage) -> None:
    """The company asks once more; the buyer answers with the waiting list, and both see its order."""
    page = stage.person("sofia")
    page.goto("/account/home")
    follow_menu(page, "Buscar compradores")
    follow(page.locator("#found"), WANTED[1][0])
    fill(page, {"Por qué su empresa": "Erosionado por hilo hasta 400 mm."})
    press(page, "Solicitar la cita")
    stage.mail.one(HANA, f"{COMPANY} le pide una cita")
    buyer = stage.person("hana")
    buyer.goto("/account/home")
    follow_menu(buyer, "Mis citas y requerimientos")
    press(buyer, "Poner en lista de espera")
    told(buyer, f"{COMPANY} está en su lista de espera.")
    follow_menu(buyer, "Lista de espera")
    told(buyer, f"1. {COMPANY}")
    stage.look(buyer, "waiting-list")
    page.goto(stage.mail.one(SOFIA, f"Está en la lista de espera de {BUYER}").link)
    told(page, "Lista de espera: lugar 1.º de 1")
    stage.look(page, "waiting")
    organiser = at_home(stage, "Coordinación de citas")
    follow_menu(organiser, "Listas de espera")
    stage.look(organiser, "waiting-lists")


def take_what_became_free(stage: Stage) -> None:
    """The buyer will be at the table longer: the first who waits gets a letter, and takes the slot on the phone."""
    buyer = stage.person("hana")
    buyer.goto("/account/home")
    follow_menu(buyer, "Mis citas y requerimientos")
    follow_menu(buyer, "Mis horas en la mesa")
    day = buyer.locator("main section", has=buyer.get_by_role("heading")).filter(has_text=str(stage.tomorrow.day)).last
    press(day, "Toda la tarde")
    with stage.app.app_context():
        keep_offers(now=utc_now())
    page = stage.person("sofia")
    page.goto(stage.mail.one(SOFIA, f"Horario con {BUYER}").link)
    told(page, "mientras el horario siga libre")
    stage.look(page, "offer")
    buyer.reload()
    expect(buyer.locator("main")).to_contain_text("Ofrecido")
    stage.look(buyer, "hours-offered")
    press(page, "Tomar el horario")
    told(page, f"Cita con {BUYER}")
    stage.look(page, "offer-taken")
    stage.mail.one(SOFIA, f"Cita confirmada con {BUYER}")
    stage.mail.one(HANA, f"Cita confirmada con {COMPANY}")
