"""Companies: legal entities, their sites, stratum, capabilities and certificates; allies, their codes and members.

Stands above editions' neighbours: refuses to know stands, meetings and who attends.
"""
