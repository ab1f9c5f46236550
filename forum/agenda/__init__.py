"""One person's day: their sessions and meetings, on a page and in their calendar.

Responsible for the agenda as the person sees it, the calendar file, the secret feed and the calendar part of
the mails. It refuses to know how a meeting comes about: it reads what the domains below have settled and never
changes it.
"""
