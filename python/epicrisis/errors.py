"""What can go wrong. No message holds any of a document's text, so all of them may be logged."""

from __future__ import annotations

from typing import Optional, Tuple, Type

__all__ = ["DocumentError", "EpicrisisError", "SettingError"]


class EpicrisisError(Exception):
    """Anything that Epicrisis raises of its own."""


class SettingError(EpicrisisError, ValueError):
    """It was called wrongly: a file that is no lexicon, a language that is not read, a column that is not there."""


class DocumentError(EpicrisisError, ValueError):
    """One document has no record; the others are not touched by it."""

    code: str
    """Why, for programs: ``missing``, ``not-str``, ``not-text``, ``too-large``, ``language`` or ``internal``."""
    message: str
    """Why, for people."""
    index: Optional[int]
    """Its place among the documents given, from 0; ``None`` where it was one alone."""
    id: Optional[str]
    """What it is called."""

    def __init__(self, code: str, message: str, index: Optional[int] = None, id: Optional[str] = None) -> None:
        super().__init__(code, message, index, id)
        self.code = code
        self.message = message
        self.index = index
        self.id = id

    def __str__(self) -> str:
        return self.message if self.id is None else f"{self.id}: {self.message}"

    def __reduce__(self) -> Tuple[Type[DocumentError], Tuple[str, str, Optional[int], Optional[str]]]:
        return type(self), (self.code, self.message, self.index, self.id)
