"""Epicrisis: clinical text in six languages, read into one coded record.

>>> import epicrisis
>>> text = "Niega fiebre. Leucocitos 12.300/mm3."
>>> fever = epicrisis.extract(text)["mentions"][0]
>>> text[fever["start"]:fever["end"]], fever["presence"]
('fiebre', 'absent')
"""

from . import records
from ._epicrisis import __version__
from .engine import (
    ArrowSource,
    ArrowStream,
    Document,
    Engine,
    Telling,
    compare,
    extract,
    extract_arrow,
    extract_json,
    extract_many,
    project,
    show,
    summary,
)
from .errors import DocumentError, EpicrisisError, SettingError
from .page import Page
from .records import Comparison, Mention, Projection, Record

__all__ = [
    "ArrowSource",
    "ArrowStream",
    "Comparison",
    "Document",
    "DocumentError",
    "Engine",
    "EpicrisisError",
    "Mention",
    "Page",
    "Projection",
    "Record",
    "SettingError",
    "Telling",
    "__version__",
    "compare",
    "extract",
    "extract_arrow",
    "extract_json",
    "extract_many",
    "project",
    "records",
    "show",
    "summary",
]
