"""Demo: an invented edition to look at and to measure, small in seconds or at the forum's real size.

Every name, company and address it makes up is invented. It writes rows in bulk, so it knows every domain's models;
no domain knows it.
"""
