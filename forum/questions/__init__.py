"""Questions: what an edition asks of who registers besides the form of every edition, and what was answered.

The public form, a person's page, the desk and the sheet of registrations show it through what registration offers to
domains above. It does not know badges, walk-ins or requests about personal data: they read it.
"""
