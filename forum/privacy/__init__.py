"""Privacy: the published notices and the record of each person's consents (LFPDPPP, in force 21 Mar 2025).

It does not know what a person does at the forum: a consent has a person's id and a purpose.
"""
