"""The texts of a folder, and what a peer's run over them costs."""

import json
import pathlib
import sys
import time


def texts(folder):
    """The texts, in the order of their names: read before anything is measured, on no side."""
    return [path.read_text(encoding="utf-8") for path in sorted(pathlib.Path(folder).glob("*.txt"))]


def measure(build, read):
    """Builds once, then reads all texts as often as asked for: one line of JSON on standard output for each time.

    Arguments of the script: the folder, and how often. A line is read from standard input before each time, so that whoever
    runs several peers can have them take turns.
    """
    folder, times = sys.argv[1], int(sys.argv[2])
    documents = texts(folder)
    began = time.perf_counter(), time.process_time()
    pipeline = build()
    # What is made at the first use is part of the start.
    read(pipeline, documents[0])
    print(json.dumps({"start_wall": time.perf_counter() - began[0], "start_cpu": time.process_time() - began[1]}), flush=True)
    for _ in range(times):
        if not sys.stdin.readline():
            return
        began = time.perf_counter(), time.process_time()
        found = sum(read(pipeline, text) for text in documents)
        wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
        print(json.dumps({"documents": len(documents), "found": found, "wall": wall, "cpu": cpu}), flush=True)
