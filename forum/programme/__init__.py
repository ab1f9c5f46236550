"""The programme: rooms, speakers and sessions as a draft, what is published of them, and the public pages.

It knows meetings only as far as a speaker is busy with one, and nothing of calendars, which read what is published.
"""
