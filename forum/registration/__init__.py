"""Registration: who attends an edition, in which category and approved by whom; the waiting list.

It does not know stands, meetings or badges: it announces what happens to a registration, and other domains react.
"""
