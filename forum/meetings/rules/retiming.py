"""Whom new times of a slot hinder: those who meet in it, and then cannot come, or not on foot from another hall."""

from collections.abc import Collection

from forum.meetings.rules.board import BusyTime, Span, is_too_far, overlaps


def newly_hindered(
    was: Span, becomes: Span, busy: Collection[BusyTime], *, meeting_ids: Collection[int], walking: int
) -> set[int]:
    """The people for whom the new times collide with something with which the former ones did not.

    `busy`: the times of everybody who sits in the slot; `meeting_ids`: the meetings in it, which move along. What the
    staff went beyond before is no reason to refuse. `walking`: the minutes between halls.
    """
    others = [each for each in busy if each.meeting_id not in meeting_ids]
    return {
        each.person_id
        for each in others
        if _hinders(becomes, each, walking=walking) and not _hinders(was, each, walking=walking)
    }


def _hinders(span: Span, busy: BusyTime, *, walking: int) -> bool:
    return overlaps(span, busy) or is_too_far(span, busy, walking=walking)
