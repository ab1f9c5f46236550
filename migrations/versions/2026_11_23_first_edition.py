"""The first tables: people, companies, editions, registrations, meetings, badges, scans."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_first_edition"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ally")),
        sa.UniqueConstraint("slug", name=op.f("uq_ally_slug")),
    )
    op.create_table(
        "company",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("rfc", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column(
            "sector",
            sa.Enum(
                "empresa",
                "academia",
                "gobierno",
                "organismo",
                "medios",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "activity",
            sa.Enum(
                "industria",
                "comercio",
                "servicios",
                name="activity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("workers", sa.Integer(), nullable=True),
        sa.Column("sales_low", sa.BigInteger(), nullable=True),
        sa.Column("sales_high", sa.BigInteger(), nullable=True),
        sa.Column("sales_year", sa.Integer(), nullable=True),
        sa.Column("score_tenths", sa.Integer(), nullable=True),
        sa.Column(
            "stratum",
            sa.Enum(
                "micro",
                "pequena",
                "mediana",
                "grande",
                name="stratum",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("stratum_method", sa.Text(), nullable=True),
        sa.Column("stratum_flagged", sa.Boolean(), nullable=False),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sales_low <= sales_high", name=op.f("ck_company_sales_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
    )
    with op.batch_alter_table("company", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index(
            "uq_company_rfc",
            ["rfc"],
            unique=True,
            sqlite_where=sa.text("rfc NOT IN ('XAXX010101000', 'XEXX010101000')"),
            postgresql_where=sa.text("rfc NOT IN ('XAXX010101000', 'XEXX010101000')"),
        )

    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("venue_name", sa.Text(), nullable=False),
        sa.Column("venue_address", sa.Text(), nullable=False),
        sa.Column("about_es", sa.Text(), nullable=False),
        sa.Column("about_en", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registration_closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requests_open_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requests_close_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("preliminary_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("freeze_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("gap_minutes", sa.Integer(), nullable=False),
        sa.Column("tolerance_minutes", sa.Integer(), nullable=False),
        sa.Column("supplier_meetings_cap", sa.Integer(), nullable=False),
        sa.Column("supplier_open_requests_cap", sa.Integer(), nullable=False),
        sa.Column("buyer_spare_slots_per_day", sa.Integer(), nullable=False),
        sa.Column("request_hours", sa.Integer(), nullable=False),
        sa.Column("staff_badges_per_stand", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "registration_opens_at < registration_closes_at", name=op.f("ck_edition_registration_window")
        ),
        sa.CheckConstraint("requests_open_at < requests_close_at", name=op.f("ck_edition_requests_window")),
        sa.CheckConstraint("slot_minutes > 0 AND gap_minutes >= 0", name=op.f("ck_edition_slot_length")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_edition_dates_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("slug", name=op.f("uq_edition_slug")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("simplified_es", sa.Text(), nullable=False),
        sa.Column("simplified_en", sa.Text(), nullable=False),
        sa.Column("full_es", sa.Text(), nullable=False),
        sa.Column("full_en", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("version", name=op.f("uq_notice_version")),
    )
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("to_email", sa.Text(), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
    )
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outgoing_mail_sent_at_given_up_at_next_attempt_at"),
            ["sent_at", "given_up_at", "next_attempt_at"],
            unique=False,
        )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("given_names", sa.Text(), nullable=False),
        sa.Column("first_surname", sa.Text(), nullable=False),
        sa.Column("second_surname", sa.Text(), nullable=True),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_folded"), ["name_folded"], unique=False)

    op.create_table(
        "process",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_es", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("synonyms", sa.Text(), nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["process.id"], name=op.f("fk_process_parent_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
        sa.UniqueConstraint("code", name=op.f("uq_process_code")),
    )
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_process_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "affiliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("ally_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ally_id"], ["ally.id"], name=op.f("fk_affiliation_ally_id_ally")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_affiliation_company_id_company"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
        sa.UniqueConstraint("company_id", "ally_id", name=op.f("uq_affiliation_company_id_ally_id")),
    )
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_affiliation_ally_id"), ["ally_id"], unique=False)

    op.create_table(
        "ally_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ally_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.CheckConstraint("cap IS NULL OR uses <= cap", name=op.f("ck_ally_code_within_cap")),
        sa.CheckConstraint("code = upper(code)", name=op.f("ck_ally_code_code_upper")),
        sa.ForeignKeyConstraint(["ally_id"], ["ally.id"], name=op.f("fk_ally_code_ally_id_ally")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_ally_code_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ally_code")),
        sa.UniqueConstraint("code", name=op.f("uq_ally_code_code")),
    )
    with op.batch_alter_table("ally_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ally_code_ally_id"), ["ally_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ally_code_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "capability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_capability_company_id_company"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_capability_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capability")),
        sa.UniqueConstraint("company_id", "process_id", name=op.f("uq_capability_company_id_process_id")),
    )
    with op.batch_alter_table("capability", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capability_process_id"), ["process_id"], unique=False)

    op.create_table(
        "category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "visitor",
                "exhibitor",
                "buyer",
                "supplier",
                "speaker",
                "press",
                "staff",
                name="categorykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name_es", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("places_taken", sa.Integer(), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "places_taken >= 0 AND (quota IS NULL OR places_taken <= quota)", name=op.f("ck_category_within_quota")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_category_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_category_edition_id_code")),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("in_process", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_certificate_company_id_company"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("company_id", "standard", name=op.f("uq_certificate_company_id_standard")),
    )
    op.create_table(
        "company_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_company_event_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_company_event_company_id_company"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_event")),
    )
    with op.batch_alter_table("company_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_event_company_id"), ["company_id"], unique=False)

    op.create_table(
        "company_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("admin", "member", name="companyrole", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_company_invitation_company_id_company"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["person.id"], name=op.f("fk_company_invitation_invited_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_invitation")),
    )
    with op.batch_alter_table("company_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_invitation_company_id"), ["company_id"], unique=False)

    op.create_table(
        "company_logo",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_company_logo_company_id_company"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_company_logo")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "event",
                "news",
                "allies",
                "directory",
                "sales_figures",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_consent_notice_id_notice")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_day_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day")),
        sa.UniqueConstraint("edition_id", "date", name=op.f("uq_day_edition_id_date")),
    )
    op.create_table(
        "feed_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_feed_address_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_feed_address_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_address")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feed_address_token_hash")),
    )
    with op.batch_alter_table("feed_address", schema=None) as batch_op:
        batch_op.create_index(
            "uq_feed_address_alive",
            ["person_id", "edition_id"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.create_table(
        "gate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_gate_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate")),
        sa.UniqueConstraint("edition_id", "name", name=op.f("uq_gate_edition_id_name")),
    )
    op.create_table(
        "hall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "exhibition", "b2b", "conference", name="hallkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_hall_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall")),
        sa.UniqueConstraint("edition_id", "name", name=op.f("uq_hall_edition_id_name")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("admin", "member", name="companyrole", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_membership_company_id_company"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("company_id", "person_id", name=op.f("uq_membership_company_id_person_id")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_person_id"), ["person_id"], unique=False)

    op.create_table(
        "print_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("badges", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_print_run_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_print_run_made_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")),
    )
    with op.batch_alter_table("print_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_print_run_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "role_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "organiser",
                "coordinator",
                "committee",
                "buyer",
                "company_admin",
                "company_user",
                "ally",
                "visitor",
                "speaker",
                "press",
                "gate_steward",
                "gate_supervisor",
                "registration_desk",
                "floor_desk",
                "viewer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_role_event_by_id_person"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_role_event_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_event_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_event")),
    )
    with op.batch_alter_table("role_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_event_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_event_person_id"), ["person_id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "organiser",
                "coordinator",
                "committee",
                "buyer",
                "company_admin",
                "company_user",
                "ally",
                "visitor",
                "speaker",
                "press",
                "gate_steward",
                "gate_supervisor",
                "registration_desk",
                "floor_desk",
                "viewer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "edition_id IS NOT NULL OR role = 'organiser'", name=op.f("ck_role_grant_edition_or_organiser")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_role_grant_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["person.id"], name=op.f("fk_role_grant_granted_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("person_id", "edition_id", "role", name=op.f("uq_role_grant_person_id_edition_id_role")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(
            "uq_role_grant_person_id_everywhere",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("edition_id IS NULL"),
            postgresql_where=sa.text("edition_id IS NULL"),
        )

    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("next_path", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_link_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_link_token_hash")),
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_site_company_id_company"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_company_id"), ["company_id"], unique=False)

    op.create_table(
        "supplier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "approved",
                "rejected",
                "suspended",
                name="supplierstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_supplier_company_id_company")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_supplier_decided_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_supplier_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("edition_id", "company_id", name=op.f("uq_supplier_edition_id_company_id")),
    )
    with op.batch_alter_table("supplier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplier_company_id"), ["company_id"], unique=False)

    op.create_table(
        "category_day",
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_category_day_category_id_category"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["day_id"], ["day.id"], name=op.f("fk_category_day_day_id_day"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("category_id", "day_id", name=op.f("pk_category_day")),
    )
    op.create_table(
        "meeting_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_meeting_table_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_meeting_table_hall_id_hall")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_table")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_meeting_table_edition_id_number")),
    )
    with op.batch_alter_table("meeting_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_table_hall_id"), ["hall_id"], unique=False)

    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("ally_code_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "approved",
                "waitlisted",
                "rejected",
                "cancelled",
                name="registrationstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("organisation_folded", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column(
            "sector",
            sa.Enum(
                "empresa",
                "academia",
                "gobierno",
                "organismo",
                "medios",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("link_nonce", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ally_code_id"], ["ally_code.id"], name=op.f("fk_registration_ally_code_id_ally_code")
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_registration_category_id_category")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_registration_company_id_company")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_registration_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_registration_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("edition_id", "person_id", name=op.f("uq_registration_edition_id_person_id")),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_ally_code_id"), ["ally_code_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_registration_category_id_status_created_at"),
            ["category_id", "status", "created_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_registration_company_id"), ["company_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_registration_edition_id_status_created_at"),
            ["edition_id", "status", "created_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_registration_person_id"), ["person_id"], unique=False)

    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_slot_in_order")),
        sa.ForeignKeyConstraint(["day_id"], ["day.id"], name=op.f("fk_slot_day_id_day"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_slot_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_slot_hall_id_hall")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("hall_id", "starts_at", name=op.f("uq_slot_hall_id_starts_at")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_day_id"), ["day_id"], unique=False)

    op.create_table(
        "stand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("width_cm", sa.Integer(), nullable=False),
        sa.Column("depth_cm", sa.Integer(), nullable=False),
        sa.Column("x_cm", sa.Integer(), nullable=False),
        sa.Column("y_cm", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_stand_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_stand_hall_id_hall")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_stand_edition_id_code")),
    )
    with op.batch_alter_table("stand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stand_hall_id"), ["hall_id"], unique=False)

    op.create_table(
        "badge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "revoked_for",
            sa.Enum("reissued", "cancelled", name="revokedfor", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("revoked_reason", sa.Text(), nullable=False),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(code) = 20", name=op.f("ck_badge_code_length")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_badge_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["person.id"], name=op.f("fk_badge_revoked_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
        sa.UniqueConstraint("code", name=op.f("uq_badge_code")),
    )
    with op.batch_alter_table("badge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_badge_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index(
            "uq_badge_alive",
            ["registration_id"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.create_table(
        "buyer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("interpreter", sa.Text(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_buyer_company_id_company")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_buyer_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_buyer_person_id_person")),
        sa.ForeignKeyConstraint(["table_id"], ["meeting_table.id"], name=op.f("fk_buyer_table_id_meeting_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buyer")),
        sa.UniqueConstraint("edition_id", "person_id", name=op.f("uq_buyer_edition_id_person_id")),
    )
    with op.batch_alter_table("buyer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_buyer_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_buyer_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_buyer_table_id"), ["table_id"], unique=False)

    op.create_table(
        "entry",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("gate_id", sa.Integer(), nullable=False),
        sa.Column("scan_id", sa.String(length=36), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"], name=op.f("fk_entry_gate_id_gate")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_entry_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "day", name=op.f("pk_entry")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_gate_id_day"), ["gate_id", "day"], unique=False)

    op.create_table(
        "exhibitor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "submitted",
                "approved",
                "rejected",
                "withdrawn",
                name="exhibitorstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stand_id", sa.Integer(), nullable=True),
        sa.Column("staff_quota", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_exhibitor_company_id_company")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_exhibitor_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["stand_id"], ["stand.id"], name=op.f("fk_exhibitor_stand_id_stand")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibitor")),
        sa.UniqueConstraint("edition_id", "company_id", name=op.f("uq_exhibitor_edition_id_company_id")),
        sa.UniqueConstraint("stand_id", name=op.f("uq_exhibitor_stand_id")),
    )
    with op.batch_alter_table("exhibitor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibitor_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibitor_edition_id_status"), ["edition_id", "status"], unique=False)

    op.create_table(
        "registration_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "approved",
                "waitlisted",
                "rejected",
                "cancelled",
                name="registrationstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_registration_event_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_event_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_event")),
    )
    with op.batch_alter_table("registration_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_event_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "availability",
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["buyer_id"], ["buyer.id"], name=op.f("fk_availability_buyer_id_buyer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_availability_slot_id_slot"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("buyer_id", "slot_id", name=op.f("pk_availability")),
    )
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_availability_slot_id"), ["slot_id"], unique=False)

    op.create_table(
        "exhibitor_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibitor_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "submitted",
                "approved",
                "rejected",
                "withdrawn",
                name="exhibitorstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stand_code", sa.Text(), nullable=True),
        sa.Column("staff_quota", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_exhibitor_event_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["exhibitor_id"],
            ["exhibitor.id"],
            name=op.f("fk_exhibitor_event_exhibitor_id_exhibitor"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibitor_event")),
    )
    with op.batch_alter_table("exhibitor_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibitor_event_exhibitor_id"), ["exhibitor_id"], unique=False)

    op.create_table(
        "printed_badge",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("badge_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["badge_id"], ["badge.id"], name=op.f("fk_printed_badge_badge_id_badge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["print_run.id"], name=op.f("fk_printed_badge_run_id_print_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "badge_id", name=op.f("pk_printed_badge")),
    )
    with op.batch_alter_table("printed_badge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_printed_badge_badge_id"), ["badge_id"], unique=False)

    op.create_table(
        "requirement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("annual_volume", sa.BigInteger(), nullable=True),
        sa.Column("volume_unit", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "closed",
                name="requirementstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["buyer_id"], ["buyer.id"], name=op.f("fk_requirement_buyer_id_buyer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_requirement_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_requirement_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
    )
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requirement_buyer_id"), ["buyer_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_requirement_edition_id_status_process_id"),
            ["edition_id", "status", "process_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_requirement_process_id"), ["process_id"], unique=False)

    op.create_table(
        "scan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gate_id", sa.Integer(), nullable=False),
        sa.Column("badge_id", sa.Integer(), nullable=True),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "camera",
                "wedge",
                "typed",
                "search",
                name="scanmethod",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "admitted",
                "already_inside",
                "not_today",
                "revoked",
                "unknown",
                name="scanoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "first_today",
                "entered_before",
                "forum_closed",
                "category_not_today",
                "badge_revoked",
                "not_approved",
                "no_such_badge",
                "other_edition",
                "not_a_code",
                name="scanreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_scan_badge_id_badge")),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"], name=op.f("fk_scan_gate_id_gate")),
        sa.ForeignKeyConstraint(["operator_id"], ["person.id"], name=op.f("fk_scan_operator_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
    )
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_badge_id"), ["badge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scan_gate_id_received_at"), ["gate_id", "received_at"], unique=False)

    op.create_table(
        "staff_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibitor_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("previous_category_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_staff_member_added_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["exhibitor_id"], ["exhibitor.id"], name=op.f("fk_staff_member_exhibitor_id_exhibitor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["previous_category_id"],
            ["category.id"],
            name=op.f("fk_staff_member_previous_category_id_category"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_staff_member_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_staff_member_registration_id")),
    )
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_member_exhibitor_id"), ["exhibitor_id"], unique=False)

    op.create_table(
        "meeting_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("preferred_slot_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "sent",
                "accepted",
                "declined",
                "expired",
                "withdrawn",
                name="requeststatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "decline_reason",
            sa.Enum(
                "has_supplier",
                "no_certificate",
                "no_capacity",
                "not_the_process",
                "agenda_full",
                "requirement_closed",
                "other",
                name="declinereason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("decline_note", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["person.id"],
            name=op.f("fk_meeting_request_answered_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["buyer_id"], ["buyer.id"], name=op.f("fk_meeting_request_buyer_id_buyer")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_meeting_request_company_id_company")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_meeting_request_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meeting_request_person_id_person")),
        sa.ForeignKeyConstraint(
            ["preferred_slot_id"],
            ["slot.id"],
            name=op.f("fk_meeting_request_preferred_slot_id_slot"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_meeting_request_requirement_id_requirement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_request")),
    )
    with op.batch_alter_table("meeting_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_request_buyer_id_status"), ["buyer_id", "status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_meeting_request_company_id_edition_id_status"),
            ["company_id", "edition_id", "status"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_meeting_request_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_meeting_request_status_expires_at"), ["status", "expires_at"], unique=False
        )
        batch_op.create_index(
            "uq_meeting_request_open",
            ["requirement_id", "company_id"],
            unique=True,
            sqlite_where=sa.text("status = 'sent'"),
            postgresql_where=sa.text("status = 'sent'"),
        )

    op.create_table(
        "requirement_certificate",
        sa.Column("requirement_id", sa.Integer(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["requirement.id"],
            name=op.f("fk_requirement_certificate_requirement_id_requirement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("requirement_id", "standard", name=op.f("pk_requirement_certificate")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "scheduled", "cancelled", name="meetingstatus", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "cancelled_by",
            sa.Enum(
                "buyer", "supplier", "organiser", name="side", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["buyer_id"], ["buyer.id"], name=op.f("fk_meeting_buyer_id_buyer")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_meeting_company_id_company")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_meeting_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meeting_person_id_person")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["meeting_request.id"], name=op.f("fk_meeting_request_id_meeting_request")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_meeting_slot_id_slot")),
        sa.ForeignKeyConstraint(["table_id"], ["meeting_table.id"], name=op.f("fk_meeting_table_id_meeting_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("uid", name=op.f("uq_meeting_uid")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_buyer_id"), ["buyer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_edition_id_status"), ["edition_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_slot_id"), ["slot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_table_id"), ["table_id"], unique=False)
        batch_op.create_index(
            "uq_meeting_request_id_scheduled",
            ["request_id"],
            unique=True,
            sqlite_where=sa.text("status = 'scheduled'"),
            postgresql_where=sa.text("status = 'scheduled'"),
        )

    op.create_table(
        "request_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "sent",
                "accepted",
                "declined",
                "expired",
                "withdrawn",
                name="requeststatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_request_event_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["meeting_request.id"],
            name=op.f("fk_request_event_request_id_meeting_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_event")),
    )
    with op.batch_alter_table("request_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_event_request_id"), ["request_id"], unique=False)

    op.create_table(
        "meeting_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "buyer", "supplier", "organiser", name="side", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_meeting_event_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_event_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_event")),
    )
    with op.batch_alter_table("meeting_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_event_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "person_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_person_seat_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_seat_person_id_person")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_person_seat_slot_id_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_seat")),
        sa.UniqueConstraint("person_id", "slot_id", name=op.f("uq_person_seat_person_id_slot_id")),
    )
    with op.batch_alter_table("person_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_seat_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_seat_slot_id"), ["slot_id"], unique=False)

    op.create_table(
        "table_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_table_seat_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_table_seat_slot_id_slot")),
        sa.ForeignKeyConstraint(["table_id"], ["meeting_table.id"], name=op.f("fk_table_seat_table_id_meeting_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_seat")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_table_seat_meeting_id")),
        sa.UniqueConstraint("table_id", "slot_id", name=op.f("uq_table_seat_table_id_slot_id")),
    )
    with op.batch_alter_table("table_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_table_seat_slot_id"), ["slot_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("table_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_table_seat_slot_id"))

    op.drop_table("table_seat")
    with op.batch_alter_table("person_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_seat_slot_id"))
        batch_op.drop_index(batch_op.f("ix_person_seat_meeting_id"))

    op.drop_table("person_seat")
    with op.batch_alter_table("meeting_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_event_meeting_id"))

    op.drop_table("meeting_event")
    with op.batch_alter_table("request_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_event_request_id"))

    op.drop_table("request_event")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_meeting_request_id_scheduled",
            sqlite_where=sa.text("status = 'scheduled'"),
            postgresql_where=sa.text("status = 'scheduled'"),
        )
        batch_op.drop_index(batch_op.f("ix_meeting_table_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_slot_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_request_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_person_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_edition_id_status"))
        batch_op.drop_index(batch_op.f("ix_meeting_company_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_buyer_id"))

    op.drop_table("meeting")
    op.drop_table("requirement_certificate")
    with op.batch_alter_table("meeting_request", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_meeting_request_open",
            sqlite_where=sa.text("status = 'sent'"),
            postgresql_where=sa.text("status = 'sent'"),
        )
        batch_op.drop_index(batch_op.f("ix_meeting_request_status_expires_at"))
        batch_op.drop_index(batch_op.f("ix_meeting_request_person_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_request_company_id_edition_id_status"))
        batch_op.drop_index(batch_op.f("ix_meeting_request_buyer_id_status"))

    op.drop_table("meeting_request")
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_member_exhibitor_id"))

    op.drop_table("staff_member")
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_gate_id_received_at"))
        batch_op.drop_index(batch_op.f("ix_scan_badge_id"))

    op.drop_table("scan")
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requirement_process_id"))
        batch_op.drop_index(batch_op.f("ix_requirement_edition_id_status_process_id"))
        batch_op.drop_index(batch_op.f("ix_requirement_buyer_id"))

    op.drop_table("requirement")
    with op.batch_alter_table("printed_badge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_printed_badge_badge_id"))

    op.drop_table("printed_badge")
    with op.batch_alter_table("exhibitor_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exhibitor_event_exhibitor_id"))

    op.drop_table("exhibitor_event")
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_availability_slot_id"))

    op.drop_table("availability")
    with op.batch_alter_table("registration_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_event_registration_id"))

    op.drop_table("registration_event")
    with op.batch_alter_table("exhibitor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exhibitor_edition_id_status"))
        batch_op.drop_index(batch_op.f("ix_exhibitor_company_id"))

    op.drop_table("exhibitor")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_gate_id_day"))

    op.drop_table("entry")
    with op.batch_alter_table("buyer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_buyer_table_id"))
        batch_op.drop_index(batch_op.f("ix_buyer_person_id"))
        batch_op.drop_index(batch_op.f("ix_buyer_company_id"))

    op.drop_table("buyer")
    with op.batch_alter_table("badge", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_badge_alive", sqlite_where=sa.text("revoked_at IS NULL"), postgresql_where=sa.text("revoked_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_badge_registration_id"))

    op.drop_table("badge")
    with op.batch_alter_table("stand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stand_hall_id"))

    op.drop_table("stand")
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slot_day_id"))

    op.drop_table("slot")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_person_id"))
        batch_op.drop_index(batch_op.f("ix_registration_edition_id_status_created_at"))
        batch_op.drop_index(batch_op.f("ix_registration_company_id"))
        batch_op.drop_index(batch_op.f("ix_registration_category_id_status_created_at"))
        batch_op.drop_index(batch_op.f("ix_registration_ally_code_id"))

    op.drop_table("registration")
    with op.batch_alter_table("meeting_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_table_hall_id"))

    op.drop_table("meeting_table")
    op.drop_table("category_day")
    with op.batch_alter_table("supplier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplier_company_id"))

    op.drop_table("supplier")
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_company_id"))

    op.drop_table("site")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_person_id"))

    op.drop_table("sign_in_session")
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_link_person_id"))

    op.drop_table("sign_in_link")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_role_grant_person_id_everywhere",
            sqlite_where=sa.text("edition_id IS NULL"),
            postgresql_where=sa.text("edition_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_role_grant_edition_id"))

    op.drop_table("role_grant")
    with op.batch_alter_table("role_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_event_person_id"))
        batch_op.drop_index(batch_op.f("ix_role_event_edition_id"))

    op.drop_table("role_event")
    with op.batch_alter_table("print_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_print_run_edition_id"))

    op.drop_table("print_run")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_person_id"))

    op.drop_table("membership")
    op.drop_table("hall")
    op.drop_table("gate")
    with op.batch_alter_table("feed_address", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_feed_address_alive",
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.drop_table("feed_address")
    op.drop_table("day")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_person_id"))

    op.drop_table("consent")
    op.drop_table("company_logo")
    with op.batch_alter_table("company_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_company_invitation_company_id"))

    op.drop_table("company_invitation")
    with op.batch_alter_table("company_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_company_event_company_id"))

    op.drop_table("company_event")
    op.drop_table("certificate")
    op.drop_table("category")
    with op.batch_alter_table("capability", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capability_process_id"))

    op.drop_table("capability")
    with op.batch_alter_table("ally_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ally_code_edition_id"))
        batch_op.drop_index(batch_op.f("ix_ally_code_ally_id"))

    op.drop_table("ally_code")
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_affiliation_ally_id"))

    op.drop_table("affiliation")
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_process_parent_id"))

    op.drop_table("process")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_name_folded"))

    op.drop_table("person")
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_sent_at_given_up_at_next_attempt_at"))

    op.drop_table("outgoing_mail")
    op.drop_table("notice")
    op.drop_table("edition")
    with op.batch_alter_table("company", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_company_rfc",
            sqlite_where=sa.text("rfc NOT IN ('XAXX010101000', 'XEXX010101000')"),
            postgresql_where=sa.text("rfc NOT IN ('XAXX010101000', 'XEXX010101000')"),
        )
        batch_op.drop_index(batch_op.f("ix_company_name_folded"))

    op.drop_table("company")
    op.drop_table("ally")
