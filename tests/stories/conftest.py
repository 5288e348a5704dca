"""What the stories share."""

import pytest

from tests.program import Program


@pytest.fixture
def program() -> Program:
    return Program()
