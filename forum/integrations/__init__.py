"""Integrations: keys of the API, the API itself and its document, webhooks and their deliveries.

What may be done by a key is declared by the domains below, in their `api.py`; this package knows who holds which key,
answers a request that is repeated once only, and tells other programs what happened. It knows no rule of registrations,
companies, meetings or doors.
"""
