"""Companies: legal entities, their sites, stratum, processes and certificates; allies, their codes and members.

They belong to no edition. It does not know stands, meetings or registrations.
"""
