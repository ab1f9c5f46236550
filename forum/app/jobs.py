"""The background work of every domain: functions marked with `@job`, run by the worker."""

from collections.abc import Callable

from forum.accounts import tasks as account_tasks
from forum.agenda import tasks as agenda_tasks
from forum.arco import tasks as arco_tasks
from forum.attendance import tasks as attendance_tasks
from forum.backups import tasks as backups_tasks
from forum.badges import tasks as badges_tasks
from forum.decisions import tasks as decisions_tasks
from forum.imports import tasks as imports_tasks
from forum.integrations import tasks as integrations_tasks
from forum.jobs.beat import beat
from forum.lists import tasks as lists_tasks
from forum.mail import tasks as mail_tasks
from forum.matchmaking import tasks as matchmaking_tasks
from forum.meetings import tasks as meetings_tasks
from forum.messages import tasks as messages_tasks
from forum.outcomes import tasks as outcomes_tasks
from forum.questions import tasks as questions_tasks
from forum.registration import tasks as registration_tasks
from forum.reports import tasks as reports_tasks
from forum.surveys import tasks as surveys_tasks
from forum.timetable import tasks as timetable_tasks

JOBS: tuple[Callable[..., object], ...] = (
    beat,
    mail_tasks.drain,
    backups_tasks.make,
    decisions_tasks.run_due,
    meetings_tasks.expire,
    meetings_tasks.send_drafts,
    meetings_tasks.offers,
    meetings_tasks.tell,
    agenda_tasks.invite,
    agenda_tasks.read,
    registration_tasks.keep_place_offers,
    matchmaking_tasks.sweep,
    account_tasks.sweep,
    attendance_tasks.issue,
    badges_tasks.draw,
    badges_tasks.place,
    arco_tasks.delete_due,
    arco_tasks.empty_due,
    questions_tasks.forget,
    imports_tasks.sweep,
    lists_tasks.send_due,
    messages_tasks.send_due,
    reports_tasks.sweep,
    outcomes_tasks.ask,
    surveys_tasks.ask,
    timetable_tasks.plan,
    timetable_tasks.finish,
    integrations_tasks.tell,
    integrations_tasks.sweep,
)
