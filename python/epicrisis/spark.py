"""Epicrisis on a cluster of Spark.

    from epicrisis import spark

    records = spark.extract(letters, text="note_text", id="note_id")
    records.select("note_id", "record.mentions").write.parquet("mentions")

Each worker process has one engine, made once. A document that has no record is a row with an error, and never a failed job.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import types as t

from .engine import Engine, _read_stream
from .errors import SettingError

__all__ = ["extract", "schema"]

_Settings = Tuple[Tuple[str, Any], ...]


def extract(
    df: DataFrame,
    text: str = "text",
    id: Optional[str] = None,
    *,
    keep: Sequence[str] = (),
    language_column: Optional[str] = None,
    explain: bool = False,
    lexicon: Optional[str] = None,
    model: Optional[str] = "built-in",
    **settings: Any,
) -> DataFrame:
    """The records of a column of texts: a row for each row, lazily, as Spark does.

    The columns are ``id`` and those of ``keep``, then ``record``, a struct with the fields of a record, and ``error``, a struct of
    ``code`` and ``message``. In each row one of the two is null.

    :param text: the column of texts
    :param id: the column of what records call the documents, of words or whole numbers
    :param keep: further columns that come back beside the records
    :param language_column: the column of the languages of the documents; where it is null, the text tells
    :param lexicon: as of :class:`epicrisis.Engine`: a path that the workers know, or the name of a file that was given to
        ``SparkContext.addFile``
    :param model: the same
    :param settings: further settings of :class:`epicrisis.Engine`
    :raises SettingError: where a column is not there or of another type, or a setting is wrong; before anything is run
    """
    kept = list(dict.fromkeys([*([] if id is None else [id]), *keep]))
    _check(df, text, id, language_column, kept)
    # What does not hang on the files of the workers is tried here.
    Engine(**settings)
    needed = list(dict.fromkeys([*kept, text, *([] if language_column is None else [language_column])]))
    source = df.select(*("`" + name.replace("`", "``") + "`" for name in needed))
    out = t.StructType([*(source.schema[name] for name in kept), *schema().fields])
    columns = {"text": text, "id": id, "language_column": language_column, "keep": kept, "explain": explain}
    made = tuple(sorted({"lexicon": lexicon, "model": model, **settings}.items()))
    return source.mapInArrow(_Reading(made, columns), out)


def schema() -> t.StructType:
    """The columns that are added to those that are kept: ``record`` and ``error``."""
    stream = Engine(model=None).extract_arrow(pa.table({"text": pa.array([], pa.string())}), keep=[], threads=1)
    fields = _read_stream(stream).schema
    return t.StructType([t.StructField(field.name, _type(field.type), True) for field in fields])


class _Reading:
    """What a worker does with the batches of a partition."""

    def __init__(self, settings: _Settings, columns: Dict[str, Any]) -> None:
        self._settings = settings
        self._columns = columns

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        engine = _engine(self._settings)
        for batch in batches:
            # One thread: Spark has given this task one core.
            yield from _read_stream(engine.extract_arrow(batch, threads=1, **self._columns))


@lru_cache(maxsize=4)
def _engine(settings: _Settings) -> Engine:
    """One engine a process, which Spark uses for one task after the other."""
    named = dict(settings)
    for file in ("lexicon", "model"):
        path = named[file]
        if path not in (None, "built-in", "none") and not os.path.exists(path):
            from pyspark import SparkFiles

            named[file] = SparkFiles.get(path)
    return Engine(**named)


def _check(
    df: DataFrame, text: str, id: Optional[str], language_column: Optional[str], kept: List[str]
) -> None:
    types = {field.name: field.dataType for field in df.schema.fields}
    wanted: Dict[str, Tuple[type, ...]] = {name: () for name in kept}
    wanted[text] = (t.StringType,)
    if language_column is not None:
        wanted[language_column] = (t.StringType,)
    if id is not None and id != text:
        wanted[id] = (t.StringType, t.IntegerType, t.LongType)
    for name, kinds in wanted.items():
        if name not in types:
            raise SettingError(f"there is no column `{name}`; there are {', '.join(types)}")
        if kinds and not isinstance(types[name], kinds):
            other = " or ".join(kind().simpleString() for kind in kinds)
            raise SettingError(f"column `{name}` is of type {types[name].simpleString()}; cast it to {other}")
    taken = {"record", "error"}.intersection(kept)
    if taken:
        raise SettingError(f"a column is called `{taken.pop()}`, as one that is added is; rename it")


def _type(of: pa.DataType) -> t.DataType:
    """A type of Arrow's as Spark has it."""
    if pa.types.is_struct(of):
        fields = [of.field(at) for at in range(of.num_fields)]
        return t.StructType([t.StructField(field.name, _type(field.type), True) for field in fields])
    if pa.types.is_list(of):
        return t.ArrayType(_type(of.value_type), True)
    plain: Dict[pa.DataType, t.DataType] = {
        pa.string(): t.StringType(),
        pa.int32(): t.IntegerType(),
        pa.float64(): t.DoubleType(),
        pa.bool_(): t.BooleanType(),
    }
    return plain[of]
