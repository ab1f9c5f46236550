"""What people do, in a fixed order: it makes the mails, and the states the demo has none of."""

import re

from benchmarks.pages.acting import Stage
from forum.demo.commands import PASSWORD


def visitors(stage: Stage) -> None:
    """Register, correct, cancel, come back; the desk decides."""
    home = f"/{stage.map.slug}"
    category = {code: number for number, code in stage.world.rows("SELECT id, code FROM category")}
    for language in ("es", "en"):
        stage.press("anonymous", f"{home}/register/{category['visitante']}", language=language,
                    email=f"nuevo-{language}@example.mx")  # fmt: skip
    stage.press("anonymous", f"{home}/register/{category['visitante']}", email="nuevo-es@example.mx")
    stage.press("anonymous", f"{home}/register/link", email="nuevo-es@example.mx")
    stage.press("anonymous", f"{home}/register/link", email="nadie@example.mx")
    for name in ("autoridad-1", "autoridad-2", "autoridad-3", "autoridad-4"):
        stage.press("anonymous", f"{home}/register/{category['autoridad']}", email=f"{name}@example.mx")
    wanted = [_registration(stage, f"autoridad-{n}@example.mx") for n in range(1, 5)]
    stage.press("registro", f"{home}/registrations/{wanted[0]}", "/approval")
    stage.press("registro", f"{home}/registrations/{wanted[1]}", "/rejection", reason="No es invitado de este año.")
    stage.press("registro", f"{home}/registrations/{wanted[0]}", "/category", category_id=str(category["prensa"]))
    stage.press("registro", f"{home}/registrations?status=pending", "/approvals")
    _waiting(stage, home, category["estudiante"])
    link = stage.link_in_mail("nuevo-es@example.mx", "/r/")
    stage.press("anonymous", f"{link}/details", organisation="Talleres <Ñ> & Hijos", position="Jefa")
    stage.press("anonymous", f"{link}/cancellation")
    stage.press("anonymous", link, "/return")
    stage.press("anonymous", f"{link}/agenda/subscription")
    stage.press("anonymous", f"{link}/agenda/subscription", "/revocation")
    stage.press("registro", f"{home}/registrations/{_registration(stage, 'nuevo-en@example.mx')}", "/link")
    stage.press("registro", f"{home}/registrations/{_registration(stage, 'nuevo-en@example.mx')}", "/cancellation")


def _registration(stage: Stage, email: str) -> int:
    return int(stage.one("SELECT r.id FROM registration r JOIN person p ON p.id = r.person_id WHERE email = ?", email))


def _waiting(stage: Stage, home: str, category: int) -> None:
    """A category that is full, two who wait, a place that comes free, and places that are added."""
    page = f"{home}/setup/categories/{category}"
    taken = int(stage.one("SELECT places_taken FROM category WHERE id = ?", category))
    stage.press("organizador", page, quota=str(taken), needs_approval="")
    for number in range(1, 5):
        stage.press("anonymous", f"{home}/register/{category}", email=f"estudiante-{number}@example.mx")
    someone = stage.one("SELECT max(id) FROM registration WHERE category_id = ? AND status = 'approved'", category)
    stage.press("registro", f"{home}/registrations/{someone}", "/cancellation")
    stage.press("organizador", page, quota=str(taken + 2), needs_approval="")


def accounts(stage: Stage) -> None:
    """Sign in by link, a password, sessions, the team."""
    home = f"/{stage.map.slug}"
    stage.press("anonymous", "/sign-in", email="visitante0@correo.example")
    stage.sign_in_by_link("visitante0", stage.link_in_mail("visitante0@correo.example", "/sign-in/link/"))
    stage.press("anonymous", "/sign-in", email="nadie@example.mx")
    stage.links["spent sign-in"] = stage.link_in_mail("visitante0@correo.example", "/sign-in/link/")
    stage.press("anonymous", stage.links["spent sign-in"], "/renewal")
    stage.press("anonymous", "/sign-in/password", email="comprador@demo.example", password=PASSWORD)
    stage.press("anonymous", "/sign-in/password", email="comprador@demo.example", password=PASSWORD)
    stage.press("comprador", "/account", "/revocation")
    stage.press("comprador", "/account", "/account/sessions/revocation")
    stage.press("visitante0", "/account", given_names="María", language="en")
    stage.press("visitante0", "/account", language="es")
    stage.press("visitante0", "/account/password", password="una clave bastante larga")
    stage.press("visitante0", "/account", "/password/removal")
    stage.press("anonymous", "/sign-in", email="visitante2@correo.example")
    stage.sign_in_by_link("visitante2", stage.link_in_mail("visitante2@correo.example", "/sign-in/link/"))
    stage.send("visitante2", "/sign-out", {})
    del stage.people["visitante2"]
    stage.press("anonymous", "/sign-in/password", email="comprador@demo.example", password="equivocada")
    made = stage.press("comprador", f"{home}/agenda/subscription")
    feed = re.search(r"/calendar/[\w-]+\.ics", made.text if made else "")
    stage.links["feed"] = feed[0] if feed else ""
    stage.press("organizador", f"{home}/team/new", email="equipo@example.mx", language="en")
    stage.press("organizador", f"{home}/team/new", email="equipo-2@example.mx")
    newest = stage.one("SELECT max(id) FROM role_grant")
    stage.press("organizador", f"{home}/team", f"/{newest}/revocation")


def companies(stage: Stage) -> None:
    """A company registers, its people come and go; the organiser's allies."""
    home = f"/{stage.map.slug}"
    own = stage.one("SELECT company_id FROM membership m JOIN person p ON p.id = m.person_id WHERE email = ?",
                    "proveedor@demo.example")  # fmt: skip
    page = f"{home}/companies/{own}"
    stage.press("anonymous", f"{home}/companies/new", email="duena@example.mx")
    stage.press("anonymous", f"{home}/companies/new", email="otra@example.mx", language="en")
    stage.press("anonymous", f"{home}/companies/new", email="duena@example.mx")
    stage.press("visitante0", f"{home}/companies/new", rfc="GODE561231GR8", legal_name="ACEROS EL 9, S.A. DE C.V.")
    stage.press("proveedor", f"{page}/edit", website="https://example.mx", about="Uno\r\nDos & tres")
    stage.press("proveedor", f"{page}/size", workers="35", sales="exact", sales_exact="12,500,000", unit="mxn")
    stage.press("proveedor", f"{page}/sites/new", municipality="León", name="Planta Norte")
    stage.press("proveedor", f"{page}/certificates/new")
    certificate = stage.one("SELECT max(id) FROM certificate")
    stage.press("proveedor", f"{page}/certificates/{certificate}", in_process="", valid_until="2028-01-01")
    stage.press("proveedor", f"{page}/logo")
    stage.press("proveedor", f"{page}/processes")
    for name in ("colega", "socia", "nadie-aun"):
        stage.press("proveedor", f"{page}/people", email=f"{name}@example.mx")
    stage.press("proveedor", f"{page}/people", email="visitante0@correo.example")
    stage.press("anonymous", stage.link_in_mail("colega@example.mx", "/companies/invitations/"), given_names="Inés")
    stage.press("visitante0", stage.link_in_mail("visitante0@correo.example", "/companies/invitations/"))
    unwanted = stage.one("SELECT id FROM company_invitation WHERE email = 'socia@example.mx'")
    stage.press("proveedor", f"{page}/people", f"/{unwanted}/revocation")
    stage.links["invitation"] = stage.link_in_mail("nadie-aun@example.mx", "/companies/invitations/")
    stage.press("proveedor", f"{page}/people", "/role", nth=1)
    stage.press("proveedor", f"{page}/people", "/removal", nth=2)
    stage.press("organizador", f"{home}/allies", name="CLUES", slug="clues")
    stage.press("organizador", f"{home}/allies/1", "/codes", code="COPARMEX-9", cap="3")
    stage.press("organizador", f"{home}/allies/1", "/batch")


def exhibitors(stage: Stage) -> None:
    """Applications and their answers, stands, staff badges."""
    home = f"/{stage.map.slug}"
    asked = [row[0] for row in stage.world.rows("SELECT id FROM exhibitor WHERE status = 'submitted' ORDER BY id")]
    held = [row[0] for row in stage.world.rows("SELECT id FROM exhibitor WHERE status = 'approved' ORDER BY id")]
    own = stage.one("SELECT e.id FROM exhibitor e JOIN membership m ON m.company_id = e.company_id "
                    "JOIN person p ON p.id = m.person_id WHERE p.email = ?", "proveedor@demo.example")  # fmt: skip
    review = f"{home}/exhibitors/review"
    stage.press("organizador", f"{review}/{asked[0]}", "/approval")
    stage.press("organizador", f"{review}/{asked[1]}", "/rejection", reason="No hay lugar & lo sentimos.")
    stage.press("organizador", f"{review}/{held[0]}", "/quota", staff_quota="6")
    stage.press("organizador", f"{review}/{held[0]}/stand", reason="El pasillo se movió.")
    stage.press("organizador", f"{home}/exhibitors/stands/new", prefix="Z-", how_many="3")
    newest = stage.one("SELECT max(id) FROM stand")
    stage.press("organizador", f"{home}/exhibitors/stands/{newest}", kind="isla 'A'")
    stage.press("organizador", f"{home}/exhibitors/stands/{newest}", "/removal")
    stage.press("proveedor", f"{home}/exhibitors/{own}/staff/new", email="stand@example.mx")
    stage.press("proveedor", f"{home}/exhibitors/{own}/staff/new", email="")
    stage.press("proveedor", f"{home}/exhibitors/{own}", "/removal", nth=1)
    stage.press("visitante0", f"{home}/exhibitors")
    theirs = stage.one("SELECT max(id) FROM exhibitor")
    stage.press("visitante0", f"{home}/exhibitors/{theirs}/stand")
    stage.press("visitante0", f"{home}/exhibitors/{theirs}", "/withdrawal")
    stage.press("visitante0", f"{home}/exhibitors/{stage.one('SELECT max(id) FROM exhibitor')}/stand")


def setting_up(stage: Stage) -> None:
    """The organiser's frame of an edition, the badges and the gates."""
    home = f"/{stage.map.slug}"
    stage.press("organizador", "/editions/new", slug="foro-nuevo", ordinal="40", starts_on="2027-09-08",
                ends_on="2027-09-09")  # fmt: skip
    new = "/foro-nuevo/setup"
    stage.press("organizador", f"{new}/windows", "/defaults")
    stage.press("organizador", f"{new}/details", about_es="Una\r\nDos", ordinal="40", starts_on="2027-09-08")
    for name, kind in (("Sala B2B", "b2b"), ("Nave", "exhibition"), ("Auditorio", "conference")):
        stage.press("organizador", f"{new}/halls", name=name, kind=kind)
    hall = stage.one("SELECT min(h.id) FROM hall h JOIN edition e ON e.id = h.edition_id WHERE slug = 'foro-nuevo'")
    stage.press("organizador", f"{new}/halls/{hall}", "/tables")
    stage.press("organizador", f"{new}/slots/new")
    stage.press("organizador", f"{new}/categories/new", code="extra", kind="visitor")
    stage.press("organizador", f"{new}/categories", "/place")
    stage.press("organizador", f"{new}/rules")
    stage.press("organizador", f"{new}/publication", "/publication")
    stage.press("organizador", f"{new}/", "/withdrawal")
    stage.press("organizador", f"{home}/badges")
    stage.press("registro", f"{home}/badges", layout="a6", which="all")
    someone = stage.one("SELECT r.id FROM registration r JOIN person p ON p.id = r.person_id WHERE email = ?",
                        "visitante1@correo.example")  # fmt: skip
    stage.press("registro", f"{home}/badges/{someone}", "/reissues", reason="Lo extravió.")
    stage.press("supervision", f"{home}/checkin/gates/new", name="Puerta nueva")
    gate = stage.one("SELECT max(id) FROM gate")
    stage.press("supervision", f"{home}/checkin/gates/{gate}/edit", name="Puerta norte")
    stage.press("supervision", f"{home}/checkin/gates/{gate}/edit", "/deletion")


def meetings(stage: Stage) -> None:
    """Requirements, requests and meetings, by both sides and the coordinator."""
    home = f"/{stage.map.slug}/meetings"
    _buyers(stage, f"{home}/coordination/buyers")
    for number, act in enumerate(("suspension", "rejection", "approval")):
        supplier = stage.one("SELECT id FROM supplier ORDER BY id DESC LIMIT 1 OFFSET ?", number)
        if act != "suspension":
            stage.world.change(f"UPDATE supplier SET status = 'pending' WHERE id = {supplier}")
        stage.press("coordinacion", f"{home}/coordination/suppliers/{supplier}", f"/{act}", reason="Falta el perfil.")
    stage.press("visitante0", f"{home}/supplier", "/participation")
    _requests(stage, home)
    _requirements(stage, f"{home}/buyer")
    _changes(stage, home)


def _buyers(stage: Stage, page: str) -> None:
    stage.press("coordinacion", f"{page}/new", email="invitada@example.mx", language="en", interpreter="ja")
    stage.press("coordinacion", f"{page}/new", email="invitado@example.mx")
    stage.press("coordinacion", f"{page}/new", email="invitado@example.mx")
    latest = stage.one("SELECT max(id) FROM buyer")
    stage.press("coordinacion", page, f"/{latest}/invitation")
    tables = [row[0] for row in stage.world.rows("SELECT id FROM meeting_table ORDER BY id DESC LIMIT 2")]
    stage.press("coordinacion", f"{page}/{latest}/table", table_id=str(tables[0]))
    stage.press("coordinacion", f"{page}/1/table", table_id=str(tables[1]))
    stage.press("coordinacion", f"{page}/{latest - 1}/table", table_id=str(tables[1]))
    stage.sign_in_by_link("invitado", stage.link_in_mail("invitado@example.mx", "/sign-in/link/"))
    stage.press("invitado", page.replace("/coordination/buyers", "/buyer"), "/acceptance")


def _requests(stage: Stage, home: str) -> None:
    unasked = [
        row[0]
        for row in stage.world.rows(
            "SELECT id FROM requirement WHERE status = 'published' AND buyer_id NOT IN (SELECT buyer_id FROM "
            "meeting_request r JOIN membership m ON m.company_id = r.company_id JOIN person p ON p.id = m.person_id "
            "WHERE p.email = 'proveedor@demo.example') ORDER BY id"
        )
    ]
    for number in unasked[:2]:
        stage.press("proveedor", f"{home}/requirements/{number}", "/requests", reason="Prensa de 400 t «única»")
    newest = stage.one("SELECT max(id) FROM meeting_request")
    stage.press("proveedor", f"{home}/requests/{newest}", "/withdrawal")
    for act in ("/acceptance", "/decline", "/decline"):
        stage.press("comprador", f"{home}/buyer", act, decline_reason="no_capacity", reason="Gracias, pero no.")


def _requirements(stage: Stage, page: str) -> None:
    stage.press("comprador", f"{page}/requirements/new", title="Perno M6 × 20")
    stage.press("comprador", f"{page}/requirements/new", title="Segunda pieza")
    newest = int(stage.one("SELECT max(id) FROM requirement"))
    stage.press("comprador", f"{page}/requirements/{newest}/edit", material="SAE 1045")
    stage.world.change(f"UPDATE requirement SET status = 'draft' WHERE id = {newest - 1}")
    stage.press("comprador", f"{page}/requirements", f"/{newest - 1}/publication")
    stage.press("comprador", f"{page}/requirements", "/closure")
    stage.world.change(f"UPDATE requirement SET status = 'draft' WHERE id = {newest}")
    stage.press("comprador", f"{page}/hours")


def _changes(stage: Stage, home: str) -> None:
    """Meetings moved and cancelled by each side."""
    for person, column in (("comprador", "m.buyer_id = 1"), ("coordinacion", "m.buyer_id <> 1")):
        found = stage.world.rows(f"SELECT id FROM meeting m WHERE status = 'scheduled' AND {column} ORDER BY id DESC")
        stage.press(person, f"{home}/{found[0][0]}", "/move")
        stage.press(person, f"{home}/{found[1][0]}", "/cancellation", reason="Cambió el plan & nada más.")
    own = stage.one("SELECT x.id FROM meeting x JOIN person p ON p.id = x.person_id WHERE x.status = 'scheduled' "
                    "AND p.email = ? ORDER BY x.id", "proveedor@demo.example")  # fmt: skip
    stage.press("proveedor", f"{home}/{own}", "/move")
    stage.press("proveedor", f"{home}/{own}", "/cancellation", reason="No podremos ir.")


def links(stage: Stage) -> None:
    """Links for those who sign in nowhere: one for each state of a registration, a buyer's and a supplier's."""
    home = f"/{stage.map.slug}"
    known = {"buyer": "comprador@demo.example", "supplier": "proveedor@demo.example"}
    for status, email in stage.world.rows(
        "SELECT status, min(email) FROM registration r JOIN person p ON p.id = r.person_id GROUP BY status"
    ):
        known[status] = email
    for name, email in known.items():
        stage.press("registro", f"{home}/registrations/{_registration(stage, email)}", "/link")
        stage.links[f"{name} registration"] = stage.link_in_mail(email, "/r/")
    stage.world.change(
        "UPDATE outgoing_mail SET given_up_at = created_at, attempts = 9, last_error = 'no' WHERE id < 3"
    )
    stage.press("organizador", "/mail/1", "/attempt")
    stage.press("anonymous", "/sign-in", email="comprador@demo.example")
    stage.links["sign-in"] = stage.link_in_mail("comprador@demo.example", "/sign-in/link/")


JOURNEYS = (visitors, accounts, companies, exhibitors, setting_up, meetings, links)
