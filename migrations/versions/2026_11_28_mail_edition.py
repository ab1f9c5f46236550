"""The edition a mail is about."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_mail_edition"
down_revision = "2026_11_28_kept_forms"
branch_labels = None
depends_on = None

MAIL = sa.table(
    "outgoing_mail",
    sa.column("id", sa.Integer),
    sa.column("edition_id", sa.Integer),
    sa.column("message", sa.String),
    sa.column("context", sa.JSON),
)
EDITION = sa.table("edition", sa.column("id", sa.Integer), sa.column("slug", sa.String), sa.column("name", sa.String))
REGISTRATION = sa.table("registration", sa.column("id", sa.Integer), sa.column("edition_id", sa.Integer))


def upgrade() -> None:
    # A batch makes the table anew on SQLite, where a key added later has no name; this table has no check to lose by it.
    with op.batch_alter_table("outgoing_mail") as batch_op:
        batch_op.add_column(sa.Column("edition_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "fk_outgoing_mail_edition_id_edition", "edition", ["edition_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_index("ix_outgoing_mail_edition_id_id", ["edition_id", "id"])
    _fill()


def downgrade() -> None:
    with op.batch_alter_table("outgoing_mail") as batch_op:
        batch_op.drop_index("ix_outgoing_mail_edition_id_id")
        batch_op.drop_constraint("fk_outgoing_mail_edition_id_edition", type_="foreignkey")
        batch_op.drop_column("edition_id")


def _fill() -> None:
    """Give the mails there are their edition, as their values tell it; those of accounts and companies have none.

    An invitation to a team says only the edition's name: where two editions share it, it stays with those who see all.
    """
    connection = op.get_bind()
    by_slug, by_name = {}, {}
    for edition in connection.execute(sa.select(EDITION)):
        by_slug[edition.slug] = edition.id
        by_name[edition.name] = None if edition.name in by_name else edition.id
    by_registration = dict(connection.execute(sa.select(REGISTRATION.c.id, REGISTRATION.c.edition_id)).tuples().all())
    filled = []
    for mail in connection.execute(sa.select(MAIL.c.id, MAIL.c.message, MAIL.c.context)).all():
        context = mail.context
        if not isinstance(context, dict) or mail.message.startswith("companies/"):
            continue
        if "edition_slug" in context:
            edition_id = by_slug.get(context["edition_slug"])
        elif "registration" in context:
            edition_id = by_registration.get(context["registration"][0])
        else:
            edition_id = by_name.get(context.get("edition"))
        if edition_id is not None:
            filled.append({"mail_id": mail.id, "of_edition": edition_id})
    if filled:
        fill = sa.update(MAIL).where(MAIL.c.id == sa.bindparam("mail_id"))
        connection.execute(fill.values(edition_id=sa.bindparam("of_edition")), filled)
