"""The engine, and the functions that use one of their own."""

from __future__ import annotations

import os
import threading
from typing import (
    TYPE_CHECKING,
    Any,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    Protocol,
    Sequence,
    Tuple,
    Type,
    Union,
    cast,
    overload,
)

from . import _epicrisis
from .errors import DocumentError, SettingError
from .page import Page

if TYPE_CHECKING:
    from typing import Literal

    from .records import Comparison, Projection, Record

__all__ = [
    "ArrowSource",
    "ArrowStream",
    "Document",
    "Engine",
    "Telling",
    "compare",
    "extract",
    "extract_arrow",
    "extract_json",
    "extract_many",
    "project",
    "show",
    "summary",
]

ArrowStream = _epicrisis.ArrowStream

Document = Union[str, Tuple[str, str]]
"""A text, or a pair of an id and a text."""

Telling = Union[str, Tuple[str, str]]
"""A text, or a pair of its language and the text."""


class _ArrowStreamSource(Protocol):
    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...


class _ArrowArraySource(Protocol):
    def __arrow_c_array__(self, requested_schema: Optional[object] = None) -> Tuple[object, object]: ...


ArrowSource = Union[_ArrowStreamSource, _ArrowArraySource]
"""Whatever gives Arrow's columns away: tables, batches and readers of pyarrow, frames of polars and pandas, relations of DuckDB."""

_PRESET = 1.5
_MAX_SIZE = 64 << 20
# Offsets are 32 bits wide; as in the command line.
_LARGEST = 1 << 30


class Engine:
    """Reads documents with one lexicon and one model. It may be used by several threads at once, and pickled.

    :param lexicon: a file made by ``epicrisis lexicon build`` or ``import``, in place of the built-in lexicon
    :param model: a file made by ``epicrisis train``, in place of the built-in model; ``None`` reads without a model
    :param language: the language of all documents (``es``, ``fr``, ``it``, ``pt``, ``ro``, ``en``); without it, each text tells
    :param recall: rather too many mentions than too few, as ``caution=-1.5``
    :param precision: rather too few mentions than too many, as ``caution=1.5``
    :param caution: how much surer than not the model must be of what it adds
    :param max_size: the largest document that is read, in bytes of UTF-8
    :raises SettingError: where a file cannot be read or is none of these, or the language is not read
    """

    def __init__(
        self,
        *,
        lexicon: Union[str, os.PathLike[str], None] = None,
        model: Union[str, os.PathLike[str], None] = "built-in",
        language: Optional[str] = None,
        recall: bool = False,
        precision: bool = False,
        caution: Optional[float] = None,
        max_size: int = _MAX_SIZE,
    ) -> None:
        if recall + precision + (caution is not None) > 1:
            raise SettingError("give one of recall, precision and caution")
        if not 0 < max_size <= _LARGEST:
            raise SettingError(f"max_size may be up to {_LARGEST}")
        self._settings: Dict[str, Any] = {
            "lexicon": lexicon,
            "model": model,
            "language": language,
            "recall": recall,
            "precision": precision,
            "caution": caution,
            "max_size": max_size,
        }
        if caution is None:
            caution = _PRESET * (precision - recall)
        built_in = model == "built-in"
        file = None if built_in or model is None or model == "none" else model
        self._engine = _epicrisis.Engine(lexicon, file, built_in, caution, language, max_size)

    def __reduce__(self) -> Tuple[Any, Tuple[Type[Engine], Dict[str, Any]]]:
        return _unpickled, (type(self), self._settings)

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self._settings.items() if value not in (None, False))
        return f"epicrisis.Engine({said})"

    @property
    def languages(self) -> List[str]:
        """The codes of the languages that the lexicon reads."""
        return self._engine.languages

    def extract(self, text: str, *, id: str = "document-1", language: Optional[str] = None, explain: bool = False) -> Record:
        """The record of a text. ``text[m["start"]:m["end"]]`` is what a mention ``m`` covers.

        :param id: what the record calls the document
        :param language: the language of this document; ``auto`` has it told from the text
        :param explain: each cue says by which rule it decided, in which words, and what it holds for
        :raises DocumentError: where it has none
        """
        return cast("Record", self._engine.extract(text, id, language, explain))

    def extract_json(self, text: str, *, id: str = "document-1", language: Optional[str] = None, explain: bool = False) -> str:
        """The same record as one line of JSON, as the command line writes it. Faster, where Python need not look into it."""
        return self._engine.extract_json(text, id, language, explain)

    @overload
    def extract_many(
        self,
        documents: Iterable[Document],
        *,
        errors: Literal["raise"] = "raise",
        explain: bool = False,
        threads: Optional[int] = None,
    ) -> Iterator[Record]: ...

    @overload
    def extract_many(
        self,
        documents: Iterable[Document],
        *,
        errors: Literal["return"],
        explain: bool = False,
        threads: Optional[int] = None,
    ) -> Iterator[Union[Record, DocumentError]]: ...

    def extract_many(
        self,
        documents: Iterable[Document],
        *,
        errors: Literal["raise", "return"] = "raise",
        explain: bool = False,
        threads: Optional[int] = None,
    ) -> Iterator[Any]:
        """The records of many documents, in their order, as they are asked for.

        Documents are read by several threads, outside of Python's lock. Of the iterable no more is taken ahead than keeps them
        at work, so it may be endless.

        :param documents: texts, or pairs of an id and a text
        :param errors: ``raise`` a document that has no record, after which the iteration may go on; or ``return`` the
            :class:`DocumentError` in the place of its record
        :param threads: one a core without it
        """
        if errors not in ("raise", "return"):
            raise SettingError("errors may be 'raise' or 'return'")
        if isinstance(documents, str):
            raise SettingError("documents is one text; give several, or call extract")
        return self._engine.extract_many(documents, explain, errors == "return", _threads(threads))

    def extract_arrow(
        self,
        data: ArrowSource,
        *,
        text: str = "text",
        id: Optional[str] = None,
        language_column: Optional[str] = None,
        keep: Optional[Sequence[str]] = None,
        explain: bool = False,
        threads: Optional[int] = None,
    ) -> ArrowStream:
        """The records of a column of texts, in Arrow's columns, without a copy of the texts and without objects of Python.

        What comes back is a stream that can be read once: its columns are those of ``data``, and beside them ``record``, a
        struct with the fields of a record, and ``error``, a struct of ``code`` and ``message``. In each row one of the two is
        null.

        :param data: what has ``__arrow_c_stream__`` or ``__arrow_c_array__``
        :param text: the column of texts, of type string, large_string or string_view
        :param id: the column of what records call the documents, of words or whole numbers
        :param language_column: the column of the languages of the documents; where it is null, the text tells
        :param keep: the columns that come back beside the records; all of them without it
        :param threads: one a core without it
        :raises SettingError: where a column is not there or of another type
        """
        kept = None if keep is None else list(keep)
        return self._engine.extract_arrow(data, text, id, language_column, kept, explain, _threads(threads))

    def show(
        self,
        text: str,
        record: Optional[Mapping[str, Any]] = None,
        *,
        id: str = "document-1",
        language: Optional[str] = None,
        height: int = 600,
    ) -> Page:
        """The text with its mentions marked and the record beside it, for a notebook or a file.

        :param record: a record that was made of this text; without it, one is made
        """
        return Page(self._engine.html(text, record, id, language), height)

    def summary(
        self,
        text: str,
        record: Optional[Mapping[str, Any]] = None,
        *,
        id: str = "document-1",
        language: Optional[str] = None,
    ) -> str:
        """What a clinician wants to know of the text, in English, in plain text."""
        return self._engine.summary(text, record, id, language)

    @overload
    def compare(
        self, tellings: Sequence[Telling], *, names: Optional[Sequence[str]] = None, format: Literal["record"] = "record"
    ) -> Comparison: ...

    @overload
    def compare(
        self, tellings: Sequence[Telling], *, names: Optional[Sequence[str]] = None, format: Literal["text"]
    ) -> str: ...

    @overload
    def compare(
        self, tellings: Sequence[Telling], *, names: Optional[Sequence[str]] = None, format: Literal["html"]
    ) -> Page: ...

    def compare(
        self,
        tellings: Sequence[Telling],
        *,
        names: Optional[Sequence[str]] = None,
        format: Literal["record", "text", "html"] = "record",
    ) -> Union[Comparison, str, Page]:
        """Two to seven tellings of one case, held against each other: what all say, and what a translation or a copy broke.

        :param tellings: texts, or pairs of the language and the text
        :param names: what they are called; ``telling-1`` and so on without
        :param format: a :class:`Comparison`, or a report of it as plain text or as a page
        """
        if format not in ("record", "text", "html"):
            raise SettingError("format may be 'record', 'text' or 'html'")
        done = self._engine.compare(_told(tellings, names), format)
        return Page(done) if format == "html" else cast("Union[Comparison, str]", done)

    def project(
        self,
        source: Telling,
        annotations: str,
        targets: Sequence[Telling],
        *,
        names: Optional[Sequence[str]] = None,
    ) -> Projection:
        """Annotations of one telling, carried to others.

        :param source: the annotated text, or a pair of its language and the text
        :param annotations: as brat writes them (``.ann``)
        :param targets: the texts that take them, or pairs of the language and the text
        :param names: what those are called
        """
        return cast("Projection", self._engine.project(_told([source], ["source"])[0], annotations, _told(targets, names)))


def _unpickled(kind: Type[Engine], settings: Dict[str, Any]) -> Engine:
    return kind(**settings)


def _read_stream(stream: ArrowStream) -> Any:
    """A stream, as pyarrow's reader."""
    import pyarrow

    reader = pyarrow.RecordBatchReader
    if hasattr(reader, "from_stream"):
        return reader.from_stream(stream)
    # Before pyarrow 15, which clusters still have.
    return reader._import_from_c_capsule(stream.__arrow_c_stream__())


def _threads(threads: Optional[int]) -> Optional[int]:
    if threads is not None and threads < 1:
        raise SettingError("threads may be one or more")
    return threads


def _told(tellings: Sequence[Telling], names: Optional[Sequence[str]]) -> List[Tuple[str, object, Optional[str]]]:
    if isinstance(tellings, str):
        raise SettingError("tellings is one text; give several")
    if names is None:
        names = [f"telling-{n}" for n in range(1, len(tellings) + 1)]
    if len(names) != len(tellings):
        raise SettingError(f"{len(names)} names for {len(tellings)} tellings")
    pairs = [(None, telling) if isinstance(telling, str) else telling for telling in tellings]
    return [(name, text, language) for name, (language, text) in zip(names, pairs)]


_made: Optional[Engine] = None
_making = threading.Lock()


def _default() -> Engine:
    global _made
    if _made is None:
        with _making:
            if _made is None:
                _made = Engine()
    return _made


def extract(text: str, *, id: str = "document-1", language: Optional[str] = None, explain: bool = False) -> Record:
    """:meth:`Engine.extract` of the built-in lexicon and model."""
    return _default().extract(text, id=id, language=language, explain=explain)


def extract_json(text: str, *, id: str = "document-1", language: Optional[str] = None, explain: bool = False) -> str:
    """:meth:`Engine.extract_json` of the built-in lexicon and model."""
    return _default().extract_json(text, id=id, language=language, explain=explain)


@overload
def extract_many(
    documents: Iterable[Document],
    *,
    errors: Literal["raise"] = "raise",
    explain: bool = False,
    threads: Optional[int] = None,
) -> Iterator[Record]: ...


@overload
def extract_many(
    documents: Iterable[Document],
    *,
    errors: Literal["return"],
    explain: bool = False,
    threads: Optional[int] = None,
) -> Iterator[Union[Record, DocumentError]]: ...


def extract_many(
    documents: Iterable[Document],
    *,
    errors: Any = "raise",
    explain: bool = False,
    threads: Optional[int] = None,
) -> Iterator[Any]:
    """:meth:`Engine.extract_many` of the built-in lexicon and model."""
    return _default().extract_many(documents, errors=errors, explain=explain, threads=threads)


def extract_arrow(
    data: ArrowSource,
    *,
    text: str = "text",
    id: Optional[str] = None,
    language_column: Optional[str] = None,
    keep: Optional[Sequence[str]] = None,
    explain: bool = False,
    threads: Optional[int] = None,
) -> ArrowStream:
    """:meth:`Engine.extract_arrow` of the built-in lexicon and model."""
    return _default().extract_arrow(
        data, text=text, id=id, language_column=language_column, keep=keep, explain=explain, threads=threads
    )


def show(
    text: str,
    record: Optional[Mapping[str, Any]] = None,
    *,
    id: str = "document-1",
    language: Optional[str] = None,
    height: int = 600,
) -> Page:
    """:meth:`Engine.show` of the built-in lexicon and model."""
    return _default().show(text, record, id=id, language=language, height=height)


def summary(
    text: str,
    record: Optional[Mapping[str, Any]] = None,
    *,
    id: str = "document-1",
    language: Optional[str] = None,
) -> str:
    """:meth:`Engine.summary` of the built-in lexicon and model."""
    return _default().summary(text, record, id=id, language=language)


@overload
def compare(
    tellings: Sequence[Telling], *, names: Optional[Sequence[str]] = None, format: Literal["record"] = "record"
) -> Comparison: ...


@overload
def compare(tellings: Sequence[Telling], *, names: Optional[Sequence[str]] = None, format: Literal["text"]) -> str: ...


@overload
def compare(tellings: Sequence[Telling], *, names: Optional[Sequence[str]] = None, format: Literal["html"]) -> Page: ...


def compare(tellings: Sequence[Telling], *, names: Optional[Sequence[str]] = None, format: Any = "record") -> Any:
    """:meth:`Engine.compare` of the built-in lexicon."""
    return _default().compare(tellings, names=names, format=format)


def project(
    source: Telling,
    annotations: str,
    targets: Sequence[Telling],
    *,
    names: Optional[Sequence[str]] = None,
) -> Projection:
    """:meth:`Engine.project` of the built-in lexicon."""
    return _default().project(source, annotations, targets, names=names)
