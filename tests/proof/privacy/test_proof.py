"""The proof in small, on every run of the tests; whole: `make prove-privacy`."""

from pathlib import Path

import pytest

from tests.proof.privacy import table
from tests.proof.privacy.faults import FAULTS
from tests.proof.privacy.scenario import Scenario


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("polling", "exception in the matcher"),
        ("webhook", "unparsable updates"),
        ("polling", "SIGKILL under load"),
        ("webhook", "database locked"),
    ],
)
async def test_nothing_is_left_of_what_strangers_sent(mode: str, name: str, tmp_path: Path, responder: object) -> None:
    fault = next(f for f in FAULTS if f.name == name)
    outcome = await Scenario(fault, tmp_path / "proof", webhook=mode == "webhook", seed="test").run(rounds=1)
    assert outcome.trouble == ""
    assert outcome.hits == (), table.named(outcome)
    assert outcome.updates >= 33
    assert len(outcome.fields) >= 22
    for place in ("log", "database", "dump", "arguments", "environment", "metrics", "requests to Telegram"):
        assert outcome.searched[place], place


def test_the_faults_that_were_promised_are_there() -> None:
    names = {fault.name for fault in FAULTS}
    promised = "unparsable handler rendering matcher 429 500 cut timeout locked dead read-only full invalid"
    for word in [*promised.split(), "SIGTERM", "SIGKILL", "DEBUG"]:
        assert any(word in name for name in names), word
