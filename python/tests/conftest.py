"""What the tests share: the invented cases of the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def cases() -> Dict[str, str]:
    """The eighteen cases, by their names."""
    found = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))}
    assert len(found) == 18
    return found
