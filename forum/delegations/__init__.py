"""Delegations: a company, school or municipality has places reserved and names its people later.

It keeps who manages which places and whom they named. It does not know how places are counted: registration does.
"""
