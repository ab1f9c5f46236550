"""Agenda: a person's days at the forum and their meetings, on a page and in their calendar.

Responsible for the agenda as the person sees it, the calendar file, the secret feed and the calendar part of mails. It
does not know how a meeting is arranged: it reads the meetings of the domains below and never changes them.
"""
