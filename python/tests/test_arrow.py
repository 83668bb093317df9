"""Arrow: records in columns are the records themselves, texts are not copied, and a bad document is a row with an error."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, cast

import pytest

import epicrisis
from conftest import ROOT
from epicrisis import Engine, SettingError

pa = pytest.importorskip("pyarrow")


def table(stream: Any) -> Any:
    return pa.RecordBatchReader.from_stream(stream).read_all()


def plain(record: Dict[str, Any]) -> Dict[str, Any]:
    """A record of dicts as columns have it: the three things that differ, and nulls for what is absent."""

    def span(pair: Any) -> Dict[str, int]:
        return {"start": pair[0], "end": pair[1]}

    typed = set(SCHEMA["$defs"]["Attributes"]["properties"])
    made: Dict[str, Any] = json.loads(json.dumps(record))
    for mention in made["mentions"]:
        if "fragments" in mention:
            mention["fragments"] = [span(pair) for pair in mention["fragments"]]
        for cue in mention["cues"]:
            if "scope" in cue:
                cue["scope"] = span(cue["scope"])
        attributes = mention["attributes"]
        if isinstance(attributes.get("size"), dict):
            attributes["size"] = [attributes["size"]]
        other = {name: attributes.pop(name) for name in list(attributes) if name not in typed}
        if other:
            attributes["other"] = other
    return made


def known(value: Any) -> Any:
    """Without what is null."""
    if isinstance(value, dict):
        return {name: known(part) for name, part in value.items() if part is not None}
    return [known(part) for part in value] if isinstance(value, list) else value


SCHEMA = json.loads((ROOT / "schema" / "record.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
@pytest.mark.parametrize("threads", [1, 2])
def test_the_columns_are_the_record(cases: Dict[str, str], kind: Any, threads: int) -> None:
    given = pa.table({"id": list(cases), "text": pa.array(cases.values(), kind)})
    made = table(epicrisis.extract_arrow(given, id="id", explain=True, threads=threads))
    assert made.column_names == ["id", "text", "record", "error"]
    assert made.num_rows == len(cases)
    for row in made.to_pylist():
        assert row["error"] is None and row["text"] == cases[row["id"]]
        for mention in row["record"]["mentions"]:
            other = mention["attributes"]["other"]
            mention["attributes"]["other"] = other and json.loads(other)
        alone = epicrisis.extract(row["text"], id=row["id"], explain=True)
        assert known(row["record"]) == known(plain(cast(Dict[str, Any], alone)))


def shape(schema: Any) -> Any:
    """The fields of a JSON Schema, nested as a column has them."""
    if "$ref" in schema:
        return shape(SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    if "prefixItems" in schema:
        return {"start": None, "end": None}
    for several in ("anyOf", "oneOf"):
        if several in schema:
            shapes = [shape(s) for s in schema[several] if s.get("type") != "null"]
            return shapes[0]
    if schema.get("type") == "object":
        fields = {name: shape(s) for name, s in schema["properties"].items()}
        return {**fields, "other": None} if schema.get("additionalProperties") is True else fields
    return shape(schema["items"]) if "items" in schema else None


def columns(of: Any) -> Any:
    if pa.types.is_list(of):
        return columns(of.value_type)
    if pa.types.is_struct(of):
        return {field.name: columns(field.type) for field in (of.field(at) for at in range(of.num_fields))}
    return None


def test_no_field_of_the_record_is_forgotten() -> None:
    made = pa.RecordBatchReader.from_stream(epicrisis.extract_arrow(pa.table({"text": pa.array([], pa.string())})))
    assert columns(made.schema.field("record").type) == shape(SCHEMA)


def types(of: Any) -> Iterator[Any]:
    if pa.types.is_list(of):
        yield from types(of.value_type)
    elif pa.types.is_struct(of):
        for at in range(of.num_fields):
            yield from types(of.field(at).type)
    else:
        yield of


def test_every_type_is_one_that_spark_takes() -> None:
    made = pa.RecordBatchReader.from_stream(epicrisis.extract_arrow(pa.table({"text": pa.array([], pa.string())})))
    assert {str(t) for field in made.schema for t in types(field.type)} == {"string", "int32", "double", "bool"}


def test_texts_are_not_copied(cases: Dict[str, str]) -> None:
    batch = pa.record_batch({"text": pa.array(cases.values(), pa.string())})
    made = list(pa.RecordBatchReader.from_stream(epicrisis.extract_arrow(batch, threads=1)))
    assert [len(b) for b in made] == [len(cases)]
    assert made[0]["text"].buffers()[2].address == batch["text"].buffers()[2].address


def test_a_bad_document_is_a_row() -> None:
    raw = pa.array([b"Tos.", b"\xff\xfe Tos", b"x" * 200, b"", None], pa.binary())
    unchecked = pa.Array.from_buffers(pa.string(), len(raw), raw.buffers())
    made = table(Engine(max_size=100).extract_arrow(pa.table({"text": unchecked}), keep=[])).to_pylist()
    assert [row["error"] and row["error"]["code"] for row in made] == [None, "not-text", "too-large", None, "missing"]
    assert [row["record"] is None for row in made] == [False, True, True, False, True]
    assert [row["record"] and row["record"]["document"]["id"] for row in made] == [
        "document-1",
        None,
        None,
        "document-4",
        None,
    ]
    assert all(set(row) == {"record", "error"} for row in made)


def test_ids_and_languages(cases: Dict[str, str]) -> None:
    text = cases["stroke-es"]
    given = pa.table({"t": [text] * 4, "n": pa.array([5, None, 7, 8], pa.int64()), "l": ["fr", None, "auto", "xx"]})
    made = table(epicrisis.extract_arrow(given, text="t", id="n", language_column="l")).to_pylist()
    documents = [row["record"] and row["record"]["document"] for row in made]
    assert [d and (d["id"], d["language"]) for d in documents] == [("5", "fr"), ("document-2", "es"), ("7", "es"), None]
    assert made[3]["error"]["code"] == "language"


def test_slices_and_batches(cases: Dict[str, str]) -> None:
    texts = list(cases.values()) * 40
    whole = pa.table({"n": range(len(texts)), "text": texts})
    cut = pa.Table.from_batches(whole.slice(7, 600).to_batches(max_chunksize=90))
    made = table(epicrisis.extract_arrow(cut))
    assert made["n"].to_pylist() == list(range(7, 607))
    hashes = {text: epicrisis.extract(text)["document"]["sha256"] for text in cases.values()}
    rows = zip(made["text"].to_pylist(), made["record"].to_pylist())
    assert all(record["document"]["sha256"] == hashes[text] for text, record in rows)


def test_a_source_that_breaks_off(cases: Dict[str, str]) -> None:
    batch = pa.record_batch({"text": list(cases.values())})

    def broken() -> Iterator[Any]:
        yield batch
        raise OSError("the source is gone")

    reader = pa.RecordBatchReader.from_batches(batch.schema, broken())
    made = pa.RecordBatchReader.from_stream(epicrisis.extract_arrow(reader))
    assert len(made.read_next_batch()) == len(cases)
    with pytest.raises(Exception, match="the source is gone"):
        made.read_next_batch()


def test_it_is_lazy(cases: Dict[str, str]) -> None:
    batch = pa.record_batch({"text": list(cases.values())})
    taken = 0

    def endless() -> Iterator[Any]:
        nonlocal taken
        while True:
            taken += 1
            yield batch

    made = pa.RecordBatchReader.from_stream(
        epicrisis.extract_arrow(pa.RecordBatchReader.from_batches(batch.schema, endless()), threads=2)
    )
    assert taken <= 1
    for _ in range(10):
        made.read_next_batch()
    assert taken <= 15


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"text": "none"}, "no column `none`"),
        ({"id": "none"}, "no column `none`"),
        ({"keep": ["none"]}, "no column `none`"),
        ({"text": "n"}, "Int64; cast it to string"),
        ({"id": "f"}, "Float64; cast it to string or int64"),
        ({"keep": ["record"]}, "`record`"),
    ],
)
def test_columns_that_are_wrong(settings: Dict[str, Any], said: str) -> None:
    given = pa.table({"text": ["Tos."], "n": [1], "f": [1.0], "record": ["x"]})
    with pytest.raises(SettingError, match=said):
        epicrisis.extract_arrow(given, **{"keep": [], **settings})


def test_a_stream_is_read_once() -> None:
    stream = epicrisis.extract_arrow(pa.table({"text": ["Tos."]}))
    assert pa.schema(stream).names == ["text", "record", "error"]
    assert table(stream).num_rows == 1
    with pytest.raises(ValueError, match="has been read"):
        table(stream)




def test_pandas(cases: Dict[str, str]) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"id": list(cases), "text": list(cases.values())})
    made = table(epicrisis.extract_arrow(frame, id="id", keep=["id"])).to_pandas()
    assert list(made["id"]) == list(cases)
    assert [len(r["mentions"]) for r in made["record"]] == [len(epicrisis.extract(t)["mentions"]) for t in frame["text"]]


def test_polars(cases: Dict[str, str]) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"id": list(cases), "text": list(cases.values())})
    made = polars.DataFrame(epicrisis.extract_arrow(frame, id="id", keep=["id"]))
    mentions = made.select("id", polars.col("record").struct.field("mentions")).explode("mentions").unnest("mentions", separator=".")
    absent = mentions.filter(polars.col("mentions.presence") == "absent")
    counted = sum(m["presence"] == "absent" for t in cases.values() for m in epicrisis.extract(t)["mentions"])
    assert len(absent) == counted > 0


def test_duckdb(cases: Dict[str, str]) -> None:
    duckdb = pytest.importorskip("duckdb")
    # A connection has one result open at a time: what is read from and what reads have one each.
    given = duckdb.connect().from_arrow(pa.table({"id": list(cases), "text": list(cases.values())}))
    records = pa.RecordBatchReader.from_stream(epicrisis.extract_arrow(given, id="id", keep=["id"]))
    query = "select count(*) from (select unnest(record.mentions) as m from records) where m.presence = 'absent'"
    counted = sum(m["presence"] == "absent" for t in cases.values() for m in epicrisis.extract(t)["mentions"])
    assert duckdb.sql(query).fetchall() == [(counted,)]
    assert records is not None
