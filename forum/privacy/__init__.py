"""Privacy: the notices people were shown and the ledger of what each consented to (LFPDPPP, in force 21 Mar 2025).

Refuses to know what a person does in the forum: a subject is a person's id and a purpose.
"""
