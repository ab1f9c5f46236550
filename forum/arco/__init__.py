"""What people may ask of their personal data (ARCO: access, rectification, cancellation, opposition; LFPDPPP, 2025).

It exports everything that is declared of a person, keeps the requests with their due dates, and blocks and deletes the
data of a person. What each table holds of people is told by its domain, in `personal.py`; here is only how a row leads
to its person. It does not know what a domain does with its data.
"""
