"""Epicrisis in a pipeline of spaCy.

    nlp = spacy.blank("es")
    nlp.add_pipe("epicrisis")

The mentions of a document are spans in ``doc.spans["epicrisis"]``, the innermost among them; ``doc.ents`` has those that overlap
no other. A span's label is the kind of its mention, its ``kb_id_`` the concept, its ``id_`` the mention's id.

A mention is tied to characters, a span to tokens: a span covers every token that its mention touches, of a discontinuous one from
the first to the last. Where spaCy's tokens are longer than the mention (``12.300/mm3`` is one of them), the mention's own
``start`` and ``end`` are the exact ones.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Iterator, List, Optional, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from .engine import Engine
from .errors import DocumentError

if TYPE_CHECKING:
    from .records import Mention, Record

__all__ = ["Epicrisis", "create"]

_ErrorHandler = Callable[[str, Any, List[Doc], Exception], None]

#: What is told of a span beside the mention itself.
_PARTS = ("presence", "experiencer", "time", "attributes", "value", "confidence")


def _mention(span: Span) -> Optional[Mention]:
    """The mention that a span stands for. Found by its id: what spaCy keeps for a span, it keeps for all of the same tokens."""
    record: Optional[Record] = span.doc._.epicrisis
    if record is None or not span.id_.startswith("m"):
        return None
    mentions = record["mentions"]
    # The ids count the mentions from 1; whoever took some out still finds the rest.
    at = int(span.id_[1:]) - 1 if span.id_[1:].isdigit() else -1
    if 0 <= at < len(mentions) and mentions[at]["id"] == span.id_:
        return mentions[at]
    return next((mention for mention in mentions if mention["id"] == span.id_), None)


def _part(name: str) -> Callable[[Span], Any]:
    def of(span: Span) -> Any:
        mention = cast(Optional[Dict[str, Any]], _mention(span))
        return None if mention is None else mention[name]

    return of


def _concept(span: Span) -> Any:
    mention = _mention(span)
    return None if mention is None else mention["concept"]


def _register() -> None:
    if not Doc.has_extension("epicrisis"):
        Doc.set_extension("epicrisis", default=None)
    if not Span.has_extension("epicrisis"):
        Span.set_extension("epicrisis", getter=_mention)
        Span.set_extension("epicrisis_concept", getter=_concept)
        for name in _PARTS:
            Span.set_extension(f"epicrisis_{name}", getter=_part(name))


class Epicrisis:
    """The component. It adds to a document and takes nothing away: entities that are there already stay."""

    def __init__(self, name: str, engine: Engine, spans_key: str, ents: bool, explain: bool, threads: Optional[int]) -> None:
        _register()
        self.name = name
        self._engine = engine
        self._spans_key = spans_key
        self._ents = ents
        self._explain = explain
        self._threads = threads
        self._on_error: Optional[_ErrorHandler] = None

    def __call__(self, doc: Doc) -> Doc:
        return self._add(doc, self._engine.extract(doc.text, explain=self._explain))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Documents in batches, each read by several threads."""
        for docs in _batches(stream, batch_size):
            # Called as one alone is: a record does not hang on how its document came.
            texts = (("document-1", doc.text) for doc in docs)
            made = self._engine.extract_many(texts, errors="return", explain=self._explain, threads=self._threads)
            for doc, record in zip(docs, made):
                if isinstance(record, DocumentError):
                    if self._on_error is None:
                        raise record
                    self._on_error(self.name, self, [doc], record)
                else:
                    yield self._add(doc, record)

    def set_error_handler(self, error_handler: _ErrorHandler) -> None:
        """As spaCy's own components have it."""
        self._on_error = error_handler

    def _add(self, doc: Doc, record: Record) -> Doc:
        doc._.epicrisis = record
        spans = []
        for mention in record["mentions"]:
            concept = mention["concept"]
            span = doc.char_span(
                mention["start"],
                mention["end"],
                label=mention["kind"],
                kb_id=concept["id"] if concept else "",
                alignment_mode="expand",
                span_id=mention["id"],
            )
            # None where no token is there: of blanks, which no mention is made of.
            if span is not None:
                spans.append(span)
        doc.spans[self._spans_key] = spans
        if self._ents:
            doc.ents = _apart(doc, spans)
        return doc


def _batches(stream: Iterable[Doc], size: int) -> Iterator[List[Doc]]:
    docs = iter(stream)
    while batch := list(islice(docs, size)):
        yield batch


def _apart(doc: Doc, spans: List[Span]) -> List[Span]:
    """The entities that are there, and of the spans those that overlap neither them nor one that is longer or earlier."""
    kept = list(doc.ents)
    taken = {at for span in kept for at in range(span.start, span.end)}
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(span)
    return kept


@Language.factory(
    "epicrisis",
    assigns=["doc.spans", "doc.ents", "doc._.epicrisis", "span._.epicrisis"],
    default_config={
        "lexicon": None,
        "model": "built-in",
        "language": None,
        "caution": 0.0,
        "max_size": 64 << 20,
        "spans_key": "epicrisis",
        "ents": True,
        "explain": False,
        "threads": None,
    },
)
def create(
    nlp: Language,
    name: str,
    lexicon: Optional[str],
    model: Optional[str],
    language: Optional[str],
    caution: float,
    max_size: int,
    spans_key: str,
    ents: bool,
    explain: bool,
    threads: Optional[int],
) -> Epicrisis:
    """Makes the component. ``language`` is told from each text unless it is given; that of the pipeline may be ``xx``.

    Its settings are those of :class:`epicrisis.Engine`, and: ``spans_key``, where the spans are put; ``ents``, whether entities
    are set; ``threads``, of ``nlp.pipe``.
    """
    engine = Engine(lexicon=lexicon, model=model, language=language, caution=caution, max_size=max_size)
    return Epicrisis(name, engine, spans_key, ents, explain, threads)
