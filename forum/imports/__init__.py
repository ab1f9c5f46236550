"""Import of an organiser's lists from sheets: a verdict for each row, all good rows in one change, undone by one press.

It knows how rows of a sheet become rows of the domains below, and what each row of a batch wrote; what may be written
is theirs to say. It mails nobody unless asked.
"""
