"""The programme: rooms, speakers, sessions with their materials, published versions, and who changed what."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_programme"
down_revision = "2026_12_02_agenda_change"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TALK_KINDS = "kind IN ('talk', 'panel', 'workshop', 'pitch', 'ceremony')"
ROLES = "role IN ('speaker', 'moderator')"
FILE_KINDS = "kind IN ('pdf', 'png', 'jpeg')"
CHANGES = (
    "kind IN ('talk_added', 'talk_changed', 'talk_removed', 'speaker_added', 'speaker_changed', 'speaker_removed', "
    "'room_added', 'room_changed', 'room_removed', 'material_added', 'material_removed', 'published')"
)
TABLES = (
    "programme_choice", "programme_event", "programme_version", "programme_paper", "programme_material", "programme_talk_speaker",
    "programme_talk", "programme_photo", "programme_speaker", "programme_room",
)  # fmt: skip


def _key(table: str, column: str, target: str, ondelete: str | None = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _id(name: str = "id", *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=32), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, MOMENT, nullable=nullable)


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*(columns or ("id",)), name=op.f(f"pk_{table}"))


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    op.add_column("edition", sa.Column("programme_version", sa.Integer(), nullable=False, server_default="0"))
    _rooms_and_speakers()
    _talks()
    _materials()
    _versions()
    _choices()


def _rooms_and_speakers() -> None:
    table = "programme_room"
    op.create_table(
        table,
        _id(),
        _id("edition_id"),
        _id("hall_id", nullable=True),
        _text("name"),
        _id("capacity", nullable=True),
        _key(table, "edition_id", "edition"),
        _key(table, "hall_id", "hall", "SET NULL"),
        _primary(table),
        sa.UniqueConstraint("edition_id", "name", name=op.f(f"uq_{table}_edition_id_name")),
    )
    _index(table, "hall_id")
    table = "programme_speaker"
    op.create_table(
        table,
        _id(),
        _id("edition_id"),
        _id("person_id", nullable=True),
        *map(_text, ("full_name", "position", "company", "biography_es", "biography_en")),
        _moment("created_at"),
        _key(table, "edition_id", "edition"),
        _key(table, "person_id", "person", "SET NULL"),
        _primary(table),
        sa.UniqueConstraint("edition_id", "person_id", name=op.f(f"uq_{table}_edition_id_person_id")),
    )
    _index(table, "person_id")
    op.create_table(
        "programme_photo",
        _id("speaker_id"),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        _id("width"),
        _id("height"),
        _moment("updated_at"),
        _key("programme_photo", "speaker_id", "programme_speaker"),
        _primary("programme_photo", "speaker_id"),
    )


def _talks() -> None:
    table = "programme_talk"
    op.create_table(
        table,
        _id(),
        _id("edition_id"),
        _text("uid"),
        _word("kind"),
        *map(_text, ("title_es", "title_en", "summary_es", "summary_en", "track", "language", "interpretation")),
        _id("room_id", nullable=True),
        _moment("starts_at", nullable=True),
        _moment("ends_at", nullable=True),
        _id("capacity", nullable=True),
        sa.Column("needs_registration", sa.Boolean(), nullable=False),
        _moment("created_at"),
        sa.CheckConstraint(TALK_KINDS, name=op.f(f"ck_{table}_talkkind")),
        sa.CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name=op.f(f"ck_{table}_times_together")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f(f"ck_{table}_times_in_order")),
        sa.CheckConstraint("capacity > 0", name=op.f(f"ck_{table}_some_places")),
        _key(table, "edition_id", "edition"),
        _key(table, "room_id", "programme_room", None),
        _primary(table),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{table}_uid")),
    )
    _index(table, "edition_id", "room_id")
    table = "programme_talk_speaker"
    op.create_table(
        table,
        _id("talk_id"),
        _id("speaker_id"),
        _word("role"),
        _id("position"),
        sa.CheckConstraint(ROLES, name=op.f(f"ck_{table}_speakerrole")),
        _key(table, "talk_id", "programme_talk"),
        _key(table, "speaker_id", "programme_speaker", None),
        _primary(table, "talk_id", "speaker_id"),
    )
    _index(table, "speaker_id")


def _materials() -> None:
    op.create_table(
        "programme_material",
        _id(),
        _id("talk_id"),
        _text("title"),
        _text("url"),
        _key("programme_material", "talk_id", "programme_talk"),
        _primary("programme_material"),
    )
    _index("programme_material", "talk_id")
    table = "programme_paper"
    op.create_table(
        table,
        _id("material_id"),
        _text("digest"),
        _word("kind"),
        _text("name"),
        _id("size"),
        _moment("uploaded_at"),
        _id("uploaded_by_id", nullable=True),
        sa.CheckConstraint(FILE_KINDS, name=op.f(f"ck_{table}_filekind")),
        _key(table, "material_id", "programme_material"),
        _key(table, "uploaded_by_id", "person", "SET NULL"),
        _primary(table, "material_id"),
    )
    _index(table, "digest")


def _versions() -> None:
    table = "programme_version"
    op.create_table(
        table,
        _id(),
        _id("edition_id"),
        _id("number"),
        _moment("published_at"),
        _id("published_by_id", nullable=True),
        sa.Column("talks", sa.JSON(), nullable=False),
        _key(table, "edition_id", "edition"),
        _key(table, "published_by_id", "person", "SET NULL"),
        _primary(table),
        sa.UniqueConstraint("edition_id", "number", name=op.f(f"uq_{table}_edition_id_number")),
    )
    table = "programme_event"
    op.create_table(
        table,
        _id(),
        _id("edition_id"),
        _id("talk_id", nullable=True),
        _word("kind"),
        _text("title"),
        _moment("at"),
        _id("by_id", nullable=True),
        sa.CheckConstraint(CHANGES, name=op.f(f"ck_{table}_programmechange")),
        _key(table, "edition_id", "edition"),
        _key(table, "talk_id", "programme_talk", "SET NULL"),
        _key(table, "by_id", "person", "SET NULL"),
        _primary(table),
    )
    _index(table, "edition_id", "talk_id")


def _choices() -> None:
    table = "programme_choice"
    op.create_table(
        table,
        _id(),
        _id("edition_id"),
        _text("talk_uid"),
        _id("registration_id"),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        _id("place", nullable=True),
        _moment("chosen_at"),
        sa.CheckConstraint("place IS NULL OR NOT is_waiting", name=op.f(f"ck_{table}_waits_without_place")),
        _key(table, "edition_id", "edition"),
        _key(table, "registration_id", "registration"),
        _primary(table),
        sa.UniqueConstraint("talk_uid", "registration_id", name=op.f(f"uq_{table}_talk_uid_registration_id")),
        sa.UniqueConstraint("talk_uid", "place", name=op.f(f"uq_{table}_talk_uid_place")),
    )
    _index(table, "edition_id", "registration_id")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.execute("ALTER TABLE edition DROP COLUMN programme_version")
