"""The tables. Without row numbers (SQLite), so that the order of rows does not tell who came first.

A change here needs a revision under `migrations/versions/` and a line in `bot.store.kept`; tests compare all three.
"""

from sqlalchemy import JSON, Column, Date, Integer, MetaData, String, Table, Text

metadata = MetaData()

chosen_language = Table(
    "chosen_language",
    metadata,
    Column("chat", String(64), primary_key=True),
    Column("language", String(16), nullable=False),
    Column("expires", Date, nullable=False),
    sqlite_with_rowid=False,
)

# What is absent is "": a primary key takes no NULL.
answer_count = Table(
    "answer_count",
    metadata,
    Column("day", Date, primary_key=True),
    Column("situation", String(32), primary_key=True),
    Column("need", String(32), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("outcome", String(16), primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

did_not_work = Table(
    "did_not_work",
    metadata,
    Column("day", Date, primary_key=True),
    Column("resource", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

edition = Table(
    "edition",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("day", Date, nullable=False),
    Column("counts", JSON, nullable=False),
    sqlite_with_rowid=False,
)

check_result = Table(
    "check_result",
    metadata,
    Column("day", Date, primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("status", String(16), nullable=False),
    sqlite_with_rowid=False,
)
