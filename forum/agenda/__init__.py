"""One person's day: their meetings, on a page and in their calendar.

Responsible for the agenda as the person sees it, the calendar file, the secret feed and the calendar part of mails.
Refuses to know how a meeting comes about: it reads the meetings of the domains below and never changes them.
"""
