"""Check-in: gates, and the record of every scan at the door.

It does not know anybody's e-mail address or telephone number: the staff at the door see a name, an organisation, a
category and the answer to the scan.
"""
