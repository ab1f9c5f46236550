"""What marks mean for planning. They decide nothing that the other side could read."""

from forum.matchmaking.enums import Mark

WANTED = (Mark.MUST, Mark.INTERESTED)
"""The marks of whoever would meet; two of them make a wish mutual."""
