"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "chosen_language",
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("expires", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "answer_count",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("situation", sa.String(32), primary_key=True),
        sa.Column("need", sa.String(32), primary_key=True),
        sa.Column("language", sa.String(16), primary_key=True),
        sa.Column("outcome", sa.String(16), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "did_not_work",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("resource", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "edition",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
        sqlite_with_rowid=False,
    )
