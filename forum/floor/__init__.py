"""The floor desk (mesa de control): every table now and next, who is there, who is late, who takes the place left.

It keeps no table of its own: what it writes down is the meetings' (`meetings.service.floor`).
"""
