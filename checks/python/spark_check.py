"""Epicrisis on a cluster: documents read by two workers, one of which is lost in the middle, and the same records as without.

    python spark_check.py FOLDER [--documents N] [--texts FOLDER]... [--slow SECONDS] [--keep-worker]

Exit status: 0 where all of it held.
"""

import argparse
import json
import os
import shutil
import signal
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from cluster import HOME, Cluster

import epicrisis

ROOT = Path(__file__).resolve().parents[2]
# Every so many documents one that has no record, each way in turn.
BAD_EVERY = 97
LIMIT = 200_000


def texts(folders):
    found = [path.read_text("utf-8") for folder in folders for path in sorted(Path(folder).rglob("*.txt"))]
    if not found:
        sys.exit("no texts")
    return found


def documents(number, sources):
    """So many documents, no two the same: each begins with a line of its own."""
    for n in range(number):
        id = f"letter-{n:07}"
        if n % BAD_EVERY == BAD_EVERY - 1:
            yield id, None if n // BAD_EVERY % 2 else "x" * (LIMIT + 1)
        else:
            yield id, f"Ref. {n:07}\n{sources[n % len(sources)]}"


def write(folder, number, sources, files):
    """The documents as Parquet, in so many files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    each = -(-number // files)
    rows, part, size = [], 0, 0
    for row in documents(number, sources):
        rows.append(row)
        size += len((row[1] or "").encode())
        if len(rows) == each:
            _part(folder, part, rows)
            rows, part = [], part + 1
    if rows:
        _part(folder, part, rows)
    return size


def _part(folder, part, rows):
    ids, words = zip(*rows)
    table = pa.table({"note_id": pa.array(ids, pa.string()), "note_text": pa.array(words, pa.string())})
    pq.write_table(table, folder / f"part-{part:04}.parquet")


def alone(path, engine):
    """The records of a file on this machine, without Spark, and what they cost in seconds of processor time."""
    began = time.process_time()
    made = engine.extract_arrow(pq.read_table(path), text="note_text", id="note_id", keep=["note_id"])
    return pa.RecordBatchReader.from_stream(made).read_all(), time.process_time() - began


def compared(source, out, engine):
    """How many rows the cluster wrote, how many of them are errors, how many files are not what this machine makes of theirs, and
    the processor time that it took this machine.

    A task reads a file and writes a file, its rows in their order; which one is told by the first of them.
    """
    sources = {pq.read_table(path, columns=["note_id"])["note_id"][0].as_py(): path for path in source.glob("*.parquet")}
    rows, errors, differ, spent = 0, 0, 0, 0.0
    for path in sorted(out.glob("*.parquet")):
        there = pq.read_table(path)
        if not there.num_rows:
            continue
        rows += there.num_rows
        errors += there.num_rows - there["error"].null_count
        here, cost = alone(sources.pop(there["note_id"][0].as_py()), engine)
        spent += cost
        # Spark calls the items of lists otherwise.
        differ += not here.cast(there.schema).equals(there)
    return rows, errors, differ + len(sources), spent


def asked(page, path):
    with urllib.request.urlopen(f"{page}/api/v1/applications/{path}", timeout=20) as answer:
        return json.load(answer)


class Lost(threading.Thread):
    """Takes a worker away when some tasks are done and others are not."""

    def __init__(self, cluster, spark, share):
        super().__init__(daemon=True)
        self.cluster, self.tracker, self.share = cluster, spark.sparkContext.statusTracker(), share
        self.at = None

    def run(self):
        while self.at is None:
            for stage in self.tracker.getActiveStageIds():
                info = self.tracker.getStageInfo(stage)
                if info and info.numTasks > 2 and info.numCompletedTasks >= self.share * info.numTasks:
                    self.cluster.lose(0)
                    self.at = (info.numCompletedTasks, info.numTasks)
                    return
            time.sleep(0.01)


def slowed(seconds):
    """Holds each batch up, so that a small job has a middle."""

    def hold(batches):
        for batch in batches:
            time.sleep(seconds)
            yield batch

    return hold


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--texts", action="append", default=None)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--slow", type=float, default=0.0)
    parser.add_argument("--share", type=float, default=0.2)
    parser.add_argument("--keep-worker", action="store_true")
    given = parser.parse_args()
    # Told to stop, it takes its cluster with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    # Before Spark's JVM is started, which reads them.
    os.environ.update(SPARK_HOME=str(HOME), SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    from pyspark.sql import SparkSession

    from epicrisis import spark as on_spark

    folder = given.folder.resolve()
    source, out = folder / "letters", folder / "records"
    size = write(source, given.documents, texts(given.texts or [ROOT / "examples"]), given.files)
    shutil.rmtree(out, ignore_errors=True)
    with Cluster(folder / "cluster") as cluster:
        session = (
            SparkSession.builder.master(cluster.url)
            .appName("epicrisis")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.executor.memory", "512m")
            .config("spark.executor.cores", "1")
            .config("spark.ui.port", "0")
            .config("spark.ui.showConsoleProgress", "false")
            # A file a task: to open one is said to cost as much as a task may hold.
            .config("spark.sql.files.openCostInBytes", "128m")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        page = session.sparkContext.uiWebUrl
        application = session.sparkContext.applicationId
        letters = session.read.parquet(str(source))
        if given.slow:
            letters = letters.mapInArrow(slowed(given.slow), letters.schema)
        records = on_spark.extract(letters, text="note_text", id="note_id", max_size=LIMIT)
        lost = None if given.keep_worker else Lost(cluster, session, given.share)
        if lost:
            lost.start()
        began = time.monotonic()
        records.write.parquet(str(out))
        took = time.monotonic() - began
        stages = asked(page, f"{application}/stages?status=complete")
        executors = asked(page, f"{application}/allexecutors")
        session.stop()
    rows, errors, differ, spent = compared(source, out, epicrisis.Engine(max_size=LIMIT))
    reading = max(stages, key=lambda stage: stage["outputRecords"])
    report = {
        "documents": given.documents,
        "megabytes": round(size / 1e6, 1),
        "seconds": round(took, 1),
        "executor seconds": round(reading["executorRunTime"] / 1e3, 1),
        "tasks": reading["numTasks"],
        "tasks failed": reading["numFailedTasks"] + reading["numKilledTasks"],
        "executors": len([e for e in executors if e["id"] != "driver"]),
        "worker lost after": "none" if lost is None else "{} of {} tasks".format(*(lost.at or ("?", "?"))),
        "rows": rows,
        "rows with an error": errors,
        "files that differ from one machine's": differ,
        "CPU seconds of the same on one machine": round(spent, 1),
        "CPU seconds of the executors' JVMs": round(reading["executorCpuTime"] / 1e9, 1),
        "megabytes written": round(sum(path.stat().st_size for path in out.glob("*.parquet")) / 1e6, 1),
        "pyspark": __import__("pyspark").__version__,
    }
    print(json.dumps(report, indent=1))
    held = [
        ("the records differ from those of one machine", differ == 0),
        ("rows are missing", rows == given.documents),
        ("bad documents are no errors", errors == given.documents // BAD_EVERY),
        ("no worker was lost in the middle", lost is None or (lost.at is not None and lost.at[0] < lost.at[1])),
        ("both workers had work", len([e for e in executors if e["id"] != "driver" and e["totalTasks"]]) >= 2),
    ]
    wrong = [said for said, holds in held if not holds]
    if wrong:
        sys.exit("; ".join(wrong))


if __name__ == "__main__":
    main()
