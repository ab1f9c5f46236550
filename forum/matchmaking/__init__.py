"""Who could meet whom, and about what: buyers, suppliers, their requirements, and why a company matches one.

It knows no request and no meeting: those are `meetings`, which stands above.
"""
