"""Lists of the console that somebody saved under a name, and who gets a mail with the way to them each morning.

A saved list is an address: its filters, order and columns. What it shows is decided by the list itself when it is
opened, and who may open it by the permission of the list.
"""
