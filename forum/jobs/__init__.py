"""Jobs: background work behind one door (huey). Work itself is a row written with the change; a job only drains it.

Refuses to know what the work is: domains hand it functions by name.
"""
