"""What domains above registration tell of a registered person: about what, and who may read it."""

from forum.agenda.happenings import calendar_happenings
from forum.attendance.happenings import attendance_happenings, certificate_happenings
from forum.badges.happenings import badge_happenings
from forum.checkin.happenings import door_happenings
from forum.mail.happenings import mail_happenings
from forum.meetings.happenings import meeting_happenings
from forum.people.happenings import merge_happenings
from forum.programme.happenings import choice_happenings
from forum.questions.happenings import answer_happenings
from forum.registration.enums import Topic
from forum.registration.happenings import Source

HAPPENINGS: tuple[Source, ...] = (
    Source(Topic.REGISTRATION, "registration.review", merge_happenings),
    Source(Topic.REGISTRATION, "registration.review", answer_happenings),
    Source(Topic.BADGE, "badges.print", badge_happenings),
    Source(Topic.DOOR, "checkin.scan", door_happenings),
    Source(Topic.MEETINGS, "meetings.coordinate", meeting_happenings),
    Source(Topic.PROGRAMME, "registration.review", choice_happenings),
    Source(Topic.PROGRAMME, "registration.review", attendance_happenings),
    Source(Topic.PROGRAMME, "registration.review", certificate_happenings),
    Source(Topic.MEETINGS, "meetings.coordinate", calendar_happenings),
    Source(Topic.MAIL, "mail.read", mail_happenings),
)
