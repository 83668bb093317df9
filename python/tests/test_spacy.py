"""The component of spaCy: spans tell their mentions exactly, and nothing of others is lost."""

from __future__ import annotations

from typing import Any, Dict

import pytest

import epicrisis

spacy = pytest.importorskip("spacy")


def pipeline(**config: Any) -> Any:
    nlp = spacy.blank("es")
    nlp.add_pipe("epicrisis", config=config)
    return nlp


def test_every_mention_is_a_span(cases: Dict[str, str]) -> None:
    nlp = pipeline()
    for text in cases.values():
        doc = nlp(text)
        record = epicrisis.extract(text)
        assert doc._.epicrisis == record
        spans = list(doc.spans["epicrisis"])
        assert [span._.epicrisis for span in spans] == record["mentions"]
        for span in spans:
            mention = span._.epicrisis
            # All tokens that it touches, and no other.
            assert span.start_char <= mention["start"] < doc[span.start].idx + len(doc[span.start])
            assert doc[span.end - 1].idx < mention["end"] <= span.end_char
            assert span.label_ == mention["kind"] and span.kb_id_ == (mention["concept"] or {"id": ""})["id"]
            assert span._.epicrisis_presence == mention["presence"]
            assert span._.epicrisis_concept == mention["concept"]
            assert span._.epicrisis_value == mention["value"]


def test_entities_do_not_overlap(cases: Dict[str, str]) -> None:
    nlp = pipeline()
    for text in cases.values():
        doc = nlp(text)
        tokens = [token.i for entity in doc.ents for token in entity]
        assert len(tokens) == len(set(tokens)) and doc.ents
        # Where none is taken, a longer one has the place.
        taken = set(tokens)
        assert all(taken.intersection(range(span.start, span.end)) for span in doc.spans["epicrisis"])
        assert all(entity._.epicrisis["id"] == entity.id_ for entity in doc.ents)


def test_entities_of_others_stay() -> None:
    nlp = spacy.blank("es")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "OWN", "pattern": "fiebre"}])
    nlp.add_pipe("epicrisis", config={"spans_key": "mine"})
    doc = nlp("Niega fiebre y tos.")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("fiebre", "OWN"), ("tos", "finding")]
    assert [span.text for span in doc.spans["mine"]] == ["fiebre", "tos"]
    assert doc.ents[0]._.epicrisis is None
    assert doc.ents[1]._.epicrisis_presence == "absent"
    assert not pipeline(ents=False)("Niega fiebre.").ents


def test_streams(cases: Dict[str, str]) -> None:
    nlp = pipeline(threads=2)
    texts = list(cases.values()) * 10
    for doc, text in zip(nlp.pipe(texts, batch_size=50), texts):
        assert doc.text == text and doc._.epicrisis == epicrisis.extract(text)


def test_a_bad_document_goes_to_the_handler_of_errors() -> None:
    nlp = pipeline(max_size=20)
    long = "Niega fiebre y también tos."
    with pytest.raises(epicrisis.DocumentError):
        nlp(long)
    failed = []
    nlp.set_error_handler(lambda name, component, docs, error: failed.append((name, error.code)))
    docs = list(nlp.pipe(["Tos.", long, "Disnea."]))
    assert [doc.text for doc in docs] == ["Tos.", "Disnea."] and failed == [("epicrisis", "too-large")]


def test_it_is_kept_and_read_again(cases: Dict[str, str], tmp_path: Any) -> None:
    nlp = pipeline(language="es", explain=True)
    nlp.to_disk(tmp_path)
    text = cases["stroke-es"]
    again = spacy.load(tmp_path)(text)
    doc = nlp(text)
    assert again._.epicrisis == doc._.epicrisis and "rule" in str(doc._.epicrisis["mentions"])
    stored = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span._.epicrisis_presence for span in stored.spans["epicrisis"]] == [
        mention["presence"] for mention in doc._.epicrisis["mentions"]
    ]
