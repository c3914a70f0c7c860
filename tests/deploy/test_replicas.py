"""Three bots behind a real nginx with a real PostgreSQL: one killed, one drained, the database restarted."""

import pytest

from tests.deploy.nginx import FOUND
from tests.deploy.replicas import prove


@pytest.mark.skipif(FOUND is None, reason="nginx is not installed (.ci/run installs it)")
async def test_nobody_is_left_without_an_answer() -> None:
    result = await prove(people=150, every=0.04)
    assert result.unanswered == 0
    assert result.drained < 10
    assert result.counted > 0
