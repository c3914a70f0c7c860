"""Every command that opens the directory says in a sentence that the settings cannot be read."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main

COMMANDS = (
    ["ask", "x"],
    ["check"],
    ["diff"],
    ["due"],
    ["export", "--format", "text"],
    ["fmt", "--check"],
    ["language", "list"],
    ["links"],
    ["preview", "d4u"],
    ["profile", "farewell"],
    ["stats"],
    ["try"],
    ["verify", "d4u", "phone", "--by", "x", "--how", "called"],
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda a: a[0])
def test_a_file_of_settings_that_is_no_text_is_named(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_bytes(b"GYEOT_TOKEN=\xff\n")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments, env={"LC_ALL": "en_US.UTF-8"})
    assert result.exit_code == 1
    assert result.output.startswith("Error: .env cannot be read")
