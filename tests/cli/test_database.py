"""`gyeot database upgrade`: which version was reached; never the address, which holds a password."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main


def run(url: str, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["database", "upgrade", "--lang", lang], env={"GYEOT_DATABASE_URL": url})


def test_a_new_file_and_again(tmp_path: Path) -> None:
    file = tmp_path / "var" / "gyeot.db"
    for _ in range(2):
        result = run(f"sqlite+aiosqlite:///{file}")
        assert result.exit_code == 0, result.output
        connection = sqlite3.connect(file)
        ((version,),) = connection.execute("SELECT version_num FROM alembic_version")
        connection.close()
        assert f"sqlite) is at version {version}" in result.output


def test_rows_of_the_first_version_stay(tmp_path: Path) -> None:
    file = tmp_path / "gyeot.db"
    url = f"sqlite+aiosqlite:///{file}"
    assert run(url).exit_code == 0
    connection = sqlite3.connect(file)
    connection.executescript(
        "DROP TABLE check_result; UPDATE alembic_version SET version_num = '0001';"
        "INSERT INTO did_not_work VALUES ('2026-11-24', 'd4u', 7);"
    )
    connection.close()
    assert run(url, "ko").exit_code == 0
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT number FROM did_not_work").fetchall() == [(7,)]
    assert connection.execute("SELECT count(*) FROM check_result").fetchall() == [(0,)]
    connection.close()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_server_that_is_not_there(lang: str) -> None:
    result = run("postgresql+asyncpg://gyeot:sesame-7731@127.0.0.1:1/gyeot?password=sesame-7732", lang)
    assert result.exit_code == 1
    assert "sesame" not in result.output
    assert "GYEOT_DATABASE_URL" in result.output
    assert "Traceback" not in result.output


def test_an_address_of_another_database() -> None:
    result = run("mysql://a:sesame-7731@127.0.0.1/gyeot")
    assert result.exit_code == 1
    assert "sesame" not in result.output
