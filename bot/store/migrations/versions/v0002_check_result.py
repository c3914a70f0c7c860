"""What became of the addresses in the directory."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "check_result",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("status", sa.String(16), nullable=False),
        sqlite_with_rowid=False,
    )
