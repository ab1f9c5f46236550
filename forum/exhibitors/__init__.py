"""Exhibitors: companies with a stand in an edition: application, stand, approval, staff badges.

This domain does not know meetings. A company's data belongs to companies; a colleague's registration to registration.
"""
