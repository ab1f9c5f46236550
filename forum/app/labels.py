"""How the values of every enum are shown, domain by domain."""

from forum.accounts import labels as account_labels
from forum.agenda import labels as agenda_labels
from forum.arco import labels as arco_labels
from forum.attendance import labels as attendance_labels
from forum.badges import labels as badge_labels
from forum.checkin import labels as checkin_labels
from forum.companies import labels as company_labels
from forum.core.labels import LabelTable
from forum.delegations import labels as delegation_labels
from forum.editions import labels as edition_labels
from forum.exhibitors import labels as exhibitor_labels
from forum.floor import labels as floor_labels
from forum.imports import labels as imports_labels
from forum.integrations import labels as integrations_labels
from forum.lists import labels as list_labels
from forum.mail import labels as mail_labels
from forum.matchmaking import labels as matchmaking_labels
from forum.meetings import labels as meetings_labels
from forum.messages import labels as messages_labels
from forum.outcomes import labels as outcome_labels
from forum.people import labels as people_labels
from forum.privacy import labels as privacy_labels
from forum.programme import labels as programme_labels
from forum.questions import labels as question_labels
from forum.registration import labels as registration_labels
from forum.reports import labels as reports_labels
from forum.surveys import labels as surveys_labels
from forum.timetable import labels as timetable_labels
from forum.walkins import labels as walkins_labels

LABELS: tuple[LabelTable, ...] = (
    *mail_labels.LABELS,
    *privacy_labels.LABELS,
    *account_labels.LABELS,
    *edition_labels.LABELS,
    *company_labels.LABELS,
    *registration_labels.LABELS,
    *delegation_labels.LABELS,
    *question_labels.LABELS,
    *exhibitor_labels.LABELS,
    *matchmaking_labels.LABELS,
    *meetings_labels.LABELS,
    *programme_labels.LABELS,
    *timetable_labels.LABELS,
    *badge_labels.LABELS,
    *checkin_labels.LABELS,
    *floor_labels.LABELS,
    *attendance_labels.LABELS,
    *walkins_labels.LABELS,
    *people_labels.LABELS,
    *arco_labels.LABELS,
    *imports_labels.LABELS,
    *list_labels.LABELS,
    *messages_labels.LABELS,
    *integrations_labels.LABELS,
    *reports_labels.LABELS,
    *surveys_labels.LABELS,
    *outcome_labels.LABELS,
    *agenda_labels.LABELS,
)
