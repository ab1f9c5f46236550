"""Exhibitors: companies with a stand in an edition: application, stand, approval, staff badges.

Refuses to know meetings; a company's own data belongs to companies, a colleague's badge to registration and badges.
"""
