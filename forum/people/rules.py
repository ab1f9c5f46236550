"""Who is likely there twice, whether two may be made one, and what becomes of each thing: plain values only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from forum.accounts.rules import mailbox_of
from forum.editions.enums import CategoryKind
from forum.people.enums import Fate, Likeness, MergedField
from forum.people.errors import BothMeet, OtherOutranks, OtherStands
from forum.registration.enums import RegistrationStatus
from forum.registration.rules import outranks

MOST_ALIKE = 30
"""People who share a telephone or an organisation with the same name; more are no pairs, but a switchboard."""

_M, _A, _D, _R = Fate.MOVES, Fate.MOVES_ALONE, Fate.DELETED, Fate.REMAINS


@dataclass(frozen=True, slots=True)
class Handling:
    """What becomes of a key; `beside`: with which other columns no two rows of one person may be alike."""

    fate: Fate
    beside: tuple[str, ...] = ()


def _moves(*keys: str) -> dict[str, Handling]:
    return dict.fromkeys(keys, Handling(_M))


THEY_DID_IT = (
    "account_event.by_id", "affiliation_claim.asked_by_id", "affiliation_claim.decided_by_id",
    "agenda_change.by_id", "ally_representative.added_by_id", "answer_event.by_id", "answer_file.uploaded_by_id",
    "api_key.revoked_by_id",
    "arco_event.by_id", "badge.revoked_by_id", "badge_bin_event.by_id", "badge_handover.by_id",
    "badge_handover.undone_by_id", "badge_kiosk.ended_by_id", "badge_kiosk.made_by_id",
    "badge_template_event.by_id", "bulk_decision.decided_by_id", "bulk_decision.taken_back_by_id",
    "buyer.removed_by_id", "buyer_event.by_id", "calendar_choice.by_id", "certificate_evidence.uploaded_by_id",
    "company_event.by_id",
    "company_invitation.invited_by_id", "configuration_event.by_id", "conflict_review.by_id", "consent.by_id",
    "contact_sharing.by_id", "data_block.blocked_by_id", "delegation_event.by_id", "door_device_event.by_id",
    "door_hub.created_by_id", "door_hub.ended_by_id", "door_override.by_id", "door_pairing.created_by_id",
    "draft_edit.by_id",
    "engagement.created_by_id", "engagement_event.by_id", "exhibitor_event.by_id", "figure_load.by_id",
    "lack_event.by_id", "supplier_lack.changed_by_id",
    "given_figure.given_by_id", "import_batch.by_id", "import_batch.imported_by_id", "import_batch.mailed_by_id",
    "import_batch.undone_by_id", "integration_event.by_id", "issued_report.issued_by_id",
    "meeting_event.by_id", "meeting_request.answered_by_id",
    "message.created_by_id", "message.queued_by_id", "message.scheduled_by_id", "message_event.by_id",
    "message_template.saved_by_id",
    "notice.published_by_id", "notice_draft.saved_by_id", "offline_rule.changed_by_id", "person_merge.by_id",
    "place_block.changed_by_id", "place_block.created_by_id", "place_block.released_by_id",
    "meeting_outcome.by_id", "outcome_event.by_id", "outcome_follow_up.by_id",
    "planning.asked_by_id", "planning.ended_by_id", "print_mark.by_id",
    "print_mark.undone_by_id", "print_run.made_by_id", "private_note.written_by_id",
    "programme_choice_event.by_id", "programme_event.by_id", "programme_paper.uploaded_by_id",
    "programme_version.published_by_id",
    "question_event.by_id", "quiet_hours.changed_by_id", "registration_event.by_id", "registration_note.written_by_id",
    "request_draft.written_by_id", "request_event.by_id", "requirement_drawing.uploaded_by_id",
    "requirement_event.by_id", "requirement_load.by_id", "requirement_mark.marked_by_id",
    "reserved_code.reserved_by_id", "retention_event.by_id", "role_event.by_id", "role_grant.granted_by_id",
    "session_attendance.by_id", "session_attendance_event.by_id",
    "attendance_certificate.issued_by_id", "attendance_certificate.withdrawn_by_id", "certificate_round.asked_by_id",
    "scan.operator_id", "sign_in_rule.changed_by_id", "slot_offer.made_by_id", "staff_member.added_by_id",
    "supplier.decided_by_id", "supplier_event.by_id", "supplier_mark.marked_by_id", "survey_round.declined_by_id",
    "timetable_draft.made_by_id", "timetable_draft.published_by_id", "transfer.by_id", "transfer.handed_to_id",
    "walk_in.by_id", "walk_in.settled_by_id", "webhook.created_by_id",
)  # fmt: skip
"""Columns that say who did something."""
OF_PERSON: Mapping[str, Handling] = {
    # the account itself: it is closed, its sessions and links end
    "account_event.person_id": Handling(_R),
    "data_block.person_id": Handling(_R),
    "kept_form.person_id": Handling(_D),
    "person.merged_into_id": Handling(_M),
    "person_merge.kept_id": Handling(_R),
    "person_merge.merged_id": Handling(_R),
    "authenticator.person_id": Handling(_D),
    "passkey.person_id": Handling(_D),
    "recovery_code.person_id": Handling(_D),
    "sign_in_link.person_id": Handling(_R),
    "sign_in_session.person_id": Handling(_R),
    # two in one edition are made one, see OF_REGISTRATION; else it moves
    "registration.person_id": Handling(_R),
    # what they are, have and did
    "ally_representative.person_id": Handling(_A, ("ally_id",)),
    "draft_meeting.person_id": Handling(_A, ("draft_id", "slot_id")),
    "calendar_invitation.person_id": Handling(_A, ("meeting_id",)),
    "feed_address.person_id": Handling(_A, ("edition_id",)),
    "meeting_companion.person_id": Handling(_A, ("meeting_id",)),
    "membership.person_id": Handling(_A, ("company_id",)),
    "message_recipient.person_id": Handling(_A, ("message_id",)),
    "nda_acceptance.person_id": Handling(_A, ("requirement_id", "company_id", "text_digest")),
    "outcome_mail.person_id": Handling(_A, ("edition_id", "asking", "day")),
    "programme_speaker.person_id": Handling(_A, ("edition_id",)),
    "request_companion.person_id": Handling(_A, ("request_id",)),
    "saved_list_reader.person_id": Handling(_A, ("list_id",)),
    "role_grant.person_id": Handling(_A, ("edition_id", "role")),
    "transfer_person.person_id": Handling(_A, ("transfer_id",)),
    "visit.person_id": Handling(_A, ("edition_id",)),
    **_moves(
        *(
            "arco_request.person_id",
            "buyer.person_id",
            "calendar_choice.person_id",
            "consent.person_id",
            "api_key.person_id",
            "contact_sharing.person_id",
            "door_device.person_id",
            "meeting_outcome.person_id",
            "outcome_event.person_id",
            "outcome_follow_up.person_id",
        ),
        *("door_pairing.person_id", "engagement.person_id", "engagement_event.person_id", "freed_place.person_id"),
        *("meeting.person_id", "meeting_request.person_id", "person_seat.person_id", "request_draft.person_id"),
        *("requirement_event.for_person_id", "role_event.person_id", "saved_list.changed_by_id"),
    ),
    **_moves(*THEY_DID_IT),
}
"""What becomes of everything that refers to the account that goes."""

OF_REGISTRATION: Mapping[str, Handling] = {
    "badge_bin_place.registration_id": Handling(_D),
    "delegate.registration_id": Handling(_A, ()),
    "entry.registration_id": Handling(_A, ("day", "area_id")),
    "set_aside_right.registration_id": Handling(_A, ("kind",)),
    "staff_member.registration_id": Handling(_A, ()),
    "survey_answer.registration_id": Handling(_A, ()),
    "withdrawn_day.registration_id": Handling(_A, ("day_id",)),
    "programme_choice.registration_id": Handling(_A, ("talk_uid",)),
    "session_attendance.registration_id": Handling(_A, ("talk_uid",)),
    "question_answer.registration_id": Handling(_A, ("question_id",)),
    **_moves(
        *("answer_event.registration_id", "badge.registration_id", "registration.merged_into_id"),
        *("programme_choice_event.registration_id", "registration_event.registration_id"),
        *("attendance_certificate.registration_id", "session_attendance_event.registration_id"),
        *("registration_note.registration_id", "walk_in.registration_id", "walk_in.seen_registration_id"),
    ),
}
"""What becomes of everything that refers to the registration that goes, where both are registered in an edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What tells people of an edition apart; `name`, `organisation` are folded."""

    registration_id: int
    name: str
    organisation: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two registrations that may be of one person, the earlier first, and why."""

    first_id: int
    second_id: int
    why: tuple[Likeness, ...]


def likely_pairs(people: Iterable[Registered]) -> list[Pair]:
    """Who may be registered twice: one mailbox; or one telephone, or one organisation, and names that go together.

    Those with more reasons, and the latest registrations, come first.
    """
    groups: dict[tuple[Likeness, str], list[Registered]] = defaultdict(list)
    for each in people:
        if each.email:
            groups[Likeness.MAILBOX, mailbox_of(each.email)].append(each)
        if each.phone:
            groups[Likeness.PHONE, each.phone].append(each)
        if each.organisation:
            key = f"{each.organisation}\n{' '.join(sorted(each.name.split()))}"
            groups[Likeness.ORGANISATION, key].append(each)
    found: dict[tuple[int, int], set[Likeness]] = defaultdict(set)
    for (why, _key), alike in groups.items():
        for one, other in combinations(alike, 2) if 1 < len(alike) <= MOST_ALIKE else ():
            if why is not Likeness.PHONE or _may_be_named_alike(one.name, other.name):
                ids = sorted((one.registration_id, other.registration_id))
                found[ids[0], ids[1]].add(why)
    order = list(Likeness)
    pairs = [Pair(first, second, tuple(sorted(why, key=order.index))) for (first, second), why in found.items()]
    return sorted(pairs, key=lambda pair: (-len(pair.why), -pair.second_id, -pair.first_id))


def _may_be_named_alike(one: str, other: str) -> bool:
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first


_S = RegistrationStatus
_STANDING = {_S.APPROVED: 3, _S.PENDING: 2, _S.WAITLISTED: 1, _S.REJECTED: 0, _S.CANCELLED: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How a registration stands: its status, and the kind and name of its category; in which edition."""

    edition: str
    status: RegistrationStatus
    kind: CategoryKind
    category: str


def ensure_stays(kept: Place, merged: Place) -> None:
    """Refuse that the weaker of two registrations of an edition stays.

    Raises:
        OtherStands: the other one is approved, or waits, and this one does not.
        OtherOutranks: the other one's category is the stronger one.
    """
    if _STANDING[merged.status] > _STANDING[kept.status]:
        raise OtherStands(edition=kept.edition)
    if merged.status is _S.APPROVED and outranks(merged.kind, kept.kind):
        raise OtherOutranks(edition=kept.edition, category=merged.category)


@dataclass(frozen=True, slots=True)
class Seat:
    """A meeting of a person, from when to when."""

    meeting_id: int
    starts_at: datetime
    ends_at: datetime


def collisions(kept: Sequence[Seat], merged: Sequence[Seat]) -> list[datetime]:
    """When both have a meeting, or come to the same one: the beginnings, in order."""
    return sorted(
        {
            max(one.starts_at, other.starts_at)
            for one in kept
            for other in merged
            if one.starts_at < other.ends_at and other.starts_at < one.ends_at
        }
    )


def ensure_no_collision(times: Sequence[datetime]) -> None:
    """Refuse to make two agendas one that do not go together.

    Raises:
        BothMeet: both have a meeting then.
    """
    if times:
        raise BothMeet(count=len(times))


FILLED = frozenset(
    {MergedField.EMAIL, MergedField.PHONE, MergedField.ORGANISATION, MergedField.POSITION, MergedField.SECTOR}
)
"""What the one that stays takes from the other where it has none itself."""


def compared(kept: Mapping[str, str], merged: Mapping[str, str]) -> dict[MergedField, tuple[str, str, str]]:
    """Field by field: what the one that stays has, what the other has, and what is kept."""
    told = {}
    for field in MergedField:
        has, had = kept[field.value], merged[field.value]
        told[field] = (has, had, has or had if field in FILLED else has)
    return told
