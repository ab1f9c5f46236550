"""Demo: an invented edition to try and to measure, small in seconds or of the forum's real size.

Every name, company and address in it is invented. It writes rows in bulk, so it knows the models of every domain; no
domain knows it.
"""
