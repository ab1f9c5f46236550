"""Demo: generates an edition with invented data, to try the product or to benchmark it.

It has a small size, made in seconds, and the real size of the forum. Every name, company and address is invented. It
inserts rows in bulk, so it knows the models of every domain; no domain knows it.
"""
