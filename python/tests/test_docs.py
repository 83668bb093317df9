"""The examples of docs/python.md are run as they stand."""

from __future__ import annotations

import ast
import doctest
import re
from pathlib import Path
from typing import Any

import pytest

import epicrisis
from conftest import ROOT

PAGE = ROOT / "docs" / "python.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_page(tmp_path: Path, monkeypatch: Any) -> None:
    for module in ("pyarrow", "pandas", "polars", "duckdb", "spacy"):
        pytest.importorskip(module)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text("utf-8")
    # What one example makes, the next may use.
    names: Any = {}
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    tried = failed = 0
    for block in BLOCK.finditer(page):
        line = page.count("\n", 0, block.start()) + 1
        test = doctest.DocTestParser().get_doctest(block[1], names, PAGE.name, str(PAGE), line)
        assert test.examples, f"{PAGE.name}:{line} has no example that can be tried"
        results = runner.run(test, clear_globs=False)
        names.update(test.globs)
        tried += results.attempted
        failed += results.failed
    assert tried > 20 and failed == 0


def test_the_example_of_the_package() -> None:
    assert doctest.testmod(epicrisis).failed == 0


def test_every_file_is_of_the_oldest_python() -> None:
    package = Path(epicrisis.__file__).parent
    for path in package.glob("*.py*"):
        if path.suffix in (".py", ".pyi"):
            ast.parse(path.read_text("utf-8"), path.name, feature_version=(3, 9))
