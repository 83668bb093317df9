"""Spark within one process; on a cluster it is tried by checks/python/spark_check.py."""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Dict, Iterator

import pytest

import epicrisis
from epicrisis import SettingError

pytest.importorskip("pyspark")

from epicrisis import spark as on_spark  # noqa: E402


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    # Its workers are to be the Python that has the package.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    made = (
        SparkSession.builder.master("local[1]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate()
    )
    yield made
    made.stop()


def test_rows_with_records_and_rows_with_errors(session: Any, cases: Dict[str, str]) -> None:
    rows = [(n, text, "x") for n, text in enumerate(cases.values())] + [(97, None, "x"), (98, "y" * 9_000, "x"), (99, "", "x")]
    letters = session.createDataFrame(rows, "`note id` long, text string, ward string")
    made = on_spark.extract(letters, id="note id", keep=["ward"], max_size=8_000)
    assert made.columns == ["note id", "ward", "record", "error"]
    found = {row["note id"]: row for row in made.collect()}
    assert len(found) == 21
    for n, text in enumerate(cases.values()):
        record = json.loads(epicrisis.extract_json(text, id=str(n)))
        assert found[n]["error"] is None and found[n]["ward"] == "x"
        of_row = found[n]["record"].asDict(recursive=True)
        assert of_row["document"] == record["document"]
        assert [m["text"] for m in of_row["mentions"]] == [m["text"] for m in record["mentions"]]
        assert [m["start"] for m in of_row["mentions"]] == [m["start"] for m in record["mentions"]]
    assert [found[n]["error"] and found[n]["error"]["code"] for n in (97, 98, 99)] == ["missing", "too-large", None]
    absent = made.selectExpr("explode(record.mentions) as m").where("m.presence = 'absent'").count()
    assert absent == sum(m["presence"] == "absent" for t in cases.values() for m in epicrisis.extract(t)["mentions"])


def test_what_is_wrong_is_said_before_anything_is_run(session: Any) -> None:
    letters = session.createDataFrame([(1, "Tos.", 1.0)], "id int, text string, weight double")
    wrong: Any = [
        ({"text": "none"}, "no column `none`"),
        ({"text": "id"}, "cast it to string"),
        ({"id": "weight"}, "cast it to string or int or bigint"),
        ({"keep": ["none"]}, "no column `none`"),
        ({"language": "xx"}, "`xx`"),
    ]
    for settings, said in wrong:
        with pytest.raises(SettingError, match=said):
            on_spark.extract(letters, **settings)
    with pytest.raises(SettingError, match="rename it"):
        on_spark.extract(letters.withColumnRenamed("weight", "record"), keep=["record"])
