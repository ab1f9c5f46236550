"""One's own account: another language, a password, the browsers one is signed in with."""

from playwright.sync_api import expect

from tests.browser.journey.business import HANA
from tests.browser.journey.stage import Stage, fill, follow, press, told

PASSWORD = "una frase corta de Hana"


def read_in_english(stage: Stage) -> None:
    """The same page in English, and everything after it."""
    page = stage.person("luis")
    page.goto("/")
    page.locator(".masthead").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    told(page, "One day to meet those who buy and those who make in Guanajuato.")
    stage.look(page, "english-edition")
    follow(page.locator("main"), "Visit")
    told(page, "Special guest")
    follow(page.locator("main"), "Visitor")
    press(page, "Register")
    told(page, "This is missing.")
    stage.look(page, "english-register")


def set_a_password(stage: Stage) -> None:
    """Too short is told; a sentence is taken, and a letter says so."""
    page = stage.person("hana")
    page.goto("/account")
    stage.look(page, "account")
    follow(page.locator("main"), "Poner una contraseña")
    fill(page, {"Contraseña nueva": HANA})
    press(page, "Guardar contraseña")
    told(page, "Su contraseña no puede ser su correo.")
    stage.look(page, "password-refused", refused=True)
    fill(page, {"Contraseña nueva": PASSWORD})
    press(page, "Guardar contraseña")
    told(page, "Guardamos su contraseña.")
    stage.mail.these(HANA, "Su contraseña del foro cambió")


def sign_in_with_it(stage: Stage) -> None:
    """On another phone: wrong first, then right."""
    other = stage.person("hana's other phone")
    other.goto("/sign-in")
    follow(other.locator("main"), "Prefiero entrar con mi contraseña")
    fill(other, {"Correo": HANA, "Contraseña": "otra frase"})
    press(other.locator("main"), "Entrar")
    told(other, "El correo o la contraseña no son correctos.")
    stage.look(other, "password-sign-in-refused", refused=True)
    fill(other, {"Contraseña": PASSWORD})
    press(other.locator("main"), "Entrar")
    told(other, "Hoy")


def revoke_the_other_session(stage: Stage) -> None:
    """The other phone is signed out from this one."""
    page, other = stage.person("hana"), stage.person("hana's other phone")
    page.goto("/account")
    expect(page.locator("#sessions tbody tr")).to_have_count(2)
    stage.look(page, "sessions")
    press(page.locator("main"), "Cerrar todas las demás")
    press(page.get_by_role("dialog"), "Sí, cerrar las demás")
    told(page, "Cerramos sus otras sesiones.")
    other.goto("/account")
    told(other, "Iniciar sesión")
