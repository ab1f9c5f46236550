"""The app: `create_app` and the tables that connect the domains, such as blueprints, reactions and labels.

It is the only package that knows every domain. It contains no rules and no pages. The links that each person gets after
signing in are in `places.py`, what follows from what in `reactions.py`.
"""

from typing import Any

from flask import Blueprint, Flask, has_request_context, url_for
from werkzeug.middleware.proxy_fix import ProxyFix

from forum.accounts.context import init_accounts
from forum.accounts.rules import SESSION_LIFETIME
from forum.accounts.views import account, accounts, members, second_step, team
from forum.agenda import views as agenda
from forum.agenda.context import init_agenda
from forum.allies import views as allies
from forum.app.attachments import MAIL_FILES
from forum.app.declarations import init_declarations
from forum.app.frame import asked_first, first_page, page_frame
from forum.app.groups import COMPANY_GROUPS
from forum.app.happenings import HAPPENINGS
from forum.app.home import places
from forum.app.jobs import JOBS
from forum.app.links import (
    ABOUT_LINKS,
    AFTER_LINKS,
    DESK_LINKS,
    FRAME_LINKS,
    LINKS_TO_TAKE_PART,
    LIST_LINKS,
    MEETING_LINKS,
    REGISTRATION_LINKS,
    doors,
    sharing_url,
)
from forum.app.operations import OPERATIONS
from forum.app.pages import core_pages
from forum.app.pocket import POCKET
from forum.app.reactions import REACTIONS
from forum.app.security import init_security_log
from forum.arco import views as arco
from forum.attendance import views as attendance
from forum.badges.views import desk as badge_desk
from forum.badges.views import own as badges
from forum.checkin import api as checkin_api
from forum.checkin import views as checkin
from forum.checkin.documents import arrival_headings, arrivals_of
from forum.companies import views as companies
from forum.companies.context import StepsOf, init_companies
from forum.companies.queries.parts import Part
from forum.core.access import init_access
from forum.core.compression import init_compression
from forum.core.data_files import narrow_data
from forum.core.database import init_database
from forum.core.edition import find_current_edition
from forum.core.edits import init_edits
from forum.core.filters import init_filters
from forum.core.health import init_health
from forum.core.home import init_home
from forum.core.hosts import init_hosts
from forum.core.i18n import N_, init_i18n
from forum.core.incoming import init_incoming
from forum.core.limits import init_limits
from forum.core.logs import init_logs
from forum.core.pocket import init_pocket
from forum.core.robots import init_robots
from forum.core.sessions import init_sessions
from forum.core.shell import init_shell
from forum.core.signals import init_reactions
from forum.core.static import init_static
from forum.core.ui import init_ui
from forum.core.web import init_web
from forum.dashboard import views as dashboard
from forum.decisions import views as decisions
from forum.delegations import views as delegations
from forum.delegations.context import asked_of
from forum.editions.context import init_editions
from forum.editions.views import editions, setup_pages
from forum.exhibitors import views as exhibitors
from forum.exhibitors.context import stand_steps
from forum.exhibitors.models import Exhibitor
from forum.exhibitors.queries.applications import staff_badges_of
from forum.floor import views as floor
from forum.imports import views as imports
from forum.integrations import views as integrations
from forum.jobs import init_jobs
from forum.lists import views as lists
from forum.mail.notices import init_mail_files
from forum.mail.smtp import init_mail
from forum.mail.views import mail
from forum.matchmaking import views as matchmaking
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings import views as meetings
from forum.meetings.context import init_meetings, meeting_steps
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.leaving import supplier_part_of
from forum.messages import views as messages
from forum.metrics import init_metrics
from forum.outcomes import views as outcomes
from forum.people import views as people
from forum.privacy.views import privacy
from forum.programme import views as programme
from forum.questions import views as questions
from forum.questions.views import added as asked
from forum.registration.context import MoreAsked, PersonLinks, init_registration
from forum.registration.documents import AddedColumns
from forum.registration.models import Registration
from forum.registration.views import registration, registration_desk
from forum.reports import views as reports
from forum.settings import ROOT, Settings
from forum.surveys import views as surveys
from forum.timetable import views as timetable
from forum.timetable.context import drafts_touched
from forum.timetable.labels import left_out_words
from forum.today import views as today
from forum.walkins import api as walkins_api
from forum.walkins import views as walkins

BLUEPRINTS: tuple[Blueprint, ...] = (
    editions,
    setup_pages,
    registration,
    registration_desk,
    questions.questions,
    questions.answers,
    questions.own_answers,
    accounts,
    account,
    second_step,
    team,
    members,
    mail,
    privacy,
    badges,
    badge_desk,
    agenda.blueprint,
    *programme.BLUEPRINTS,
    checkin.blueprint,
    checkin.device_pages,
    checkin.hub_pages,
    checkin.pairing_pages,
    floor.blueprint,
    checkin_api.blueprint,
    *attendance.BLUEPRINTS,
    checkin_api.device_blueprint,
    checkin_api.hub_blueprint,
    dashboard.blueprint,
    reports.blueprint,
    allies.blueprint,
    allies.sharing,
    today.blueprint,
    surveys.blueprint,
    outcomes.blueprint,
    walkins.blueprint,
    people.blueprint,
    walkins_api.blueprint,
    arco.own,
    arco.filing,
    arco.desk,
    imports.blueprint,
    integrations.blueprint,
    integrations.api_pages,
    integrations.api_of(OPERATIONS),
    lists.blueprint,
    companies.blueprint,
    decisions.blueprint,
    delegations.delegations,
    delegations.delegation_desk,
    exhibitors.blueprint,
    matchmaking.blueprint,
    meetings.blueprint,
    timetable.blueprint,
    messages.blueprint,
    messages.news,
)

# how a company takes part in an edition, whose staff see it by that alone
COMPANY_PARTS: tuple[Part, ...] = (
    Part(N_("expositor"), Exhibitor, by_itself=True),
    Part(N_("proveedor"), Supplier, by_itself=True),
    Part(N_("solicitudes de cita"), MeetingRequest, by_itself=True),
    Part(N_("comprador"), Buyer, by_itself=False),
    Part(N_("asistentes"), Registration, by_itself=False),
)

# what a company does to take part in an edition, on its checklist; in this order
COMPANY_STEPS: tuple[StepsOf, ...] = (meeting_steps, stand_steps)

# what domains above registration add to its sheet
SHEET_COLUMNS: tuple[AddedColumns, ...] = (
    AddedColumns(asked.sheet_headings, asked.sheet_cells),
    AddedColumns(arrival_headings, arrivals_of),
)

# what an edition asks of who registers besides
MORE_ASKED = MoreAsked(
    form_for=asked.form_for,
    answers_in=asked.answers_in,
    shown_to_person=asked.shown_to_person,
    shown_at_desk=asked.shown_at_desk,
    choices=asked.choices,
    among=asked.among,
)

# what a person who is approved finds on their page, and the desk on its own
PERSON_LINKS = PersonLinks(
    links=REGISTRATION_LINKS,
    after=AFTER_LINKS,
    desk=DESK_LINKS,
    about=ABOUT_LINKS,
    listed=LIST_LINKS,
    symbol="badges.link_symbol_show",
    fresh_symbol="badges.fresh_symbol_show",
    asked=asked_of,
)


def create_app(settings: Settings) -> Flask:
    """The app with these settings, ready to serve."""
    app = Flask("forum", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.config.update(_config(settings))
    init_security_log()
    for init in (init_logs, init_compression, init_sessions, init_hosts):
        init(app)
    if near := settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near, x_host=near)  # type: ignore[method-assign]
    narrow_data(settings.data_dir)
    init_incoming(app)
    init_i18n(app)
    init_database(app)
    init_web(app)
    init_edits(app)
    init_limits(app)
    init_static(app)
    init_filters(app)
    init_declarations(app)
    init_ui(app)
    init_shell(app, page_frame)
    init_editions(app, LINKS_TO_TAKE_PART, FRAME_LINKS)
    init_companies(app, COMPANY_PARTS, staff_badges_of, supplier_part_of, COMPANY_STEPS, groups=COMPANY_GROUPS)
    init_registration(app, PERSON_LINKS, SHEET_COLUMNS, HAPPENINGS, MORE_ASKED)
    init_meetings(app, left_out_words, MEETING_LINKS, drafts_touched)
    init_accounts(app)
    init_access(app)
    for init in (init_agenda, init_robots, init_health, init_metrics):
        init(app)
    init_pocket(app, POCKET)
    init_reactions(app, REACTIONS)
    init_jobs(app, JOBS)
    init_home(app, places, doors, first_page, asked_first)
    init_mail(app)
    init_mail_files(app, MAIL_FILES)
    for blueprint in (core_pages(), *BLUEPRINTS):
        app.register_blueprint(blueprint)
    app.context_processor(_navigation)
    return app


def _config(settings: Settings) -> dict[str, Any]:
    prefix = "__Host-" if settings.secure else ""
    return {
        "FORO": settings,
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "TESTING": settings.testing,
        "DEBUG": settings.debug,
        "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
        "SESSION_COOKIE_NAME": f"{prefix}foro",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": SESSION_LIFETIME,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_ENABLED": not settings.testing,
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
    }


def _privacy_url() -> str:
    """The notice in force here: of an edition that has its own, else of the house."""
    edition = find_current_edition()
    return url_for("privacy.notice_show", edition=edition.id if edition else None)


def _navigation() -> dict[str, Any]:
    if not has_request_context():  # a mail is being written, not a page
        return {}
    return {
        "current_edition": find_current_edition(),
        "privacy_url": _privacy_url(),
        "account_url": url_for("account.home_show"),
        "arco_url": url_for("arco.request_new"),
        "own_data_url": url_for("arco_own.data_show"),
        "sharing_url": sharing_url,
        "sign_in_url": url_for("accounts.sign_in_new"),
        "sign_out_url": url_for("accounts.sign_out_create"),
    }
