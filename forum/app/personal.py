"""What is known of people: the declaration of every domain, in the order in which the privacy notice names the data."""

from forum.accounts import personal as accounts
from forum.agenda import personal as agenda
from forum.arco import personal as arco
from forum.attendance import personal as attendance
from forum.badges import personal as badges
from forum.checkin import personal as checkin
from forum.companies import personal as companies
from forum.core import personal as core
from forum.core.personal import PersonalData
from forum.delegations import personal as delegations
from forum.exhibitors import personal as exhibitors
from forum.imports import personal as imports
from forum.integrations import personal as integrations
from forum.lists import personal as lists
from forum.mail import personal as mail
from forum.matchmaking import personal as matchmaking
from forum.meetings import personal as meetings
from forum.messages import personal as messages
from forum.outcomes import personal as outcomes
from forum.people import personal as people
from forum.privacy import personal as privacy
from forum.programme import personal as programme
from forum.questions import personal as questions
from forum.registration import personal as registration
from forum.surveys import personal as surveys
from forum.timetable import personal as timetable
from forum.today import personal as today
from forum.walkins import personal as walkins

PERSONAL_DATA: tuple[PersonalData, ...] = (
    accounts.PERSONAL_DATA,
    core.PERSONAL_DATA,
    privacy.PERSONAL_DATA,
    mail.PERSONAL_DATA,
    companies.PERSONAL_DATA,
    registration.PERSONAL_DATA,
    delegations.PERSONAL_DATA,
    questions.PERSONAL_DATA,
    exhibitors.PERSONAL_DATA,
    matchmaking.PERSONAL_DATA,
    meetings.PERSONAL_DATA,
    programme.PERSONAL_DATA,
    timetable.PERSONAL_DATA,
    outcomes.PERSONAL_DATA,
    badges.PERSONAL_DATA,
    agenda.PERSONAL_DATA,
    checkin.PERSONAL_DATA,
    attendance.PERSONAL_DATA,
    today.PERSONAL_DATA,
    walkins.PERSONAL_DATA,
    people.PERSONAL_DATA,
    arco.PERSONAL_DATA,
    imports.PERSONAL_DATA,
    messages.PERSONAL_DATA,
    integrations.PERSONAL_DATA,
    lists.PERSONAL_DATA,
    surveys.PERSONAL_DATA,
)
