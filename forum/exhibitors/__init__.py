"""Exhibitors: companies with a stand in an edition: application, stand, approval, staff badges.

It does not know meetings. The data of a company belongs to `companies`, the registration of its staff to
`registration`.
"""
