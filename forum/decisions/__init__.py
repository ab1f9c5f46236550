"""Decisions on many lines of a list that wait ten seconds, so that whoever took one can still undo it.

A decision is a row; its work is done line by line when it is due, once, and each line remembers what became of it. It
does not know what is decided: domains describe their kinds of decisions, and `forum.app` lists them in a table.
"""
