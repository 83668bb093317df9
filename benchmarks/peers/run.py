"""Epicrisis and its peers on the same texts, in one run, taking turns: documents per CPU-second, and their ratios.

    python3 benchmarks/peers/run.py PROGRAM FOLDER WORK [TIMES]

PROGRAM is the release build of `epicrisis`, FOLDER has the texts (`.txt`), WORK is where environments are made (some 900 MB).
Prints a table, as it is kept in `benchmarks/record`. `cargo xtask bench peers` calls it.
"""

import json
import os
import pathlib
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
PEERS = [
    ("edsnlp-core", "edsnlp", "edsnlp_core.py"),
    ("edsnlp-rich", "edsnlp", "edsnlp_rich.py"),
    ("medspacy", "medspacy", "medspacy_fr.py"),
    ("negspacy", "medspacy", "negspacy_es.py"),
]
# A whole run of the program over a hundred short documents is over before a clock of CPU time has ticked twice.
REPEATED = 200


def environment(work, name):
    """A Python with what a peer needs; installed once, and again where a version changes."""
    home = work / name
    python = home / "bin" / "python"
    needed = HERE / f"requirements-{name}.txt"
    mark = home / "installed.txt"
    if not mark.is_file() or mark.read_text() != needed.read_text():
        print(f"installing {name}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", needed]
        subprocess.run(pip, check=True)
        mark.write_text(needed.read_text())
    return python


class Peer:
    """A peer at work in a process of its own, which reads all texts once when it is told."""

    def __init__(self, name, python, script, folder, times):
        self.name, self.runs = name, []
        command = [python, HERE / script, str(folder), str(times)]
        # One thread each: what is compared is the work, not the waiting.
        threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, **threads},
        )
        self.start = self.line()

    def line(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended with {self.process.wait()}")
        return json.loads(line)

    def turn(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        run = self.line()
        self.runs.append(run["documents"] / run["cpu"])

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Ours:
    """The program on the same texts, repeated, as JSON lines into records; its start is in its time."""

    def __init__(self, name, program, lines, documents, options):
        self.name, self.runs, self.documents = name, [], documents
        self.start = {"start_wall": 0.0}
        self.command = [program, "extract", "--threads", "1", "--language", "fr", "--format", "jsonl", *options, lines]

    def turn(self):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(self.command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.runs.append(self.documents / cpu)

    def end(self):
        pass


def main():
    program, folder, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
    times = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    work.mkdir(parents=True, exist_ok=True)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    if not texts:
        raise SystemExit(f"{folder} has no texts")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        for at in range(REPEATED):
            for number, text in enumerate(texts):
                lines.write(json.dumps({"id": f"{at}-{number}", "text": text}) + "\n")
        lines.flush()
        documents = REPEATED * len(texts)
        all = [
            Ours("epicrisis", program, lines.name, documents, []),
            Ours("epicrisis, --model none", program, lines.name, documents, ["--model", "none"]),
        ]
        environments = {name: environment(work, name) for name in sorted({needs for _, needs, _ in PEERS})}
        all += [Peer(name, environments[needs], script, folder, times) for name, needs, script in PEERS]
        for _ in range(times):
            for one in all:
                one.turn()
        for one in all:
            one.end()
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    date = os.environ.get("BENCH_DATE") or time.strftime("%Y-%m-%d")
    print(f"# {date}; {version}; Python {platform.python_version()}; {len(texts)} documents, {size} bytes; {times} turns, the median")
    print("who\tdocuments per CPU-second\tKB per CPU-second\tlowest\thighest\tepicrisis times faster\t…without model")
    of = {one.name: statistics.median(one.runs) for one in all}
    for one in all:
        rate = of[one.name]
        ratios = [of["epicrisis"] / rate, of["epicrisis, --model none"] / rate]
        cells = [f"{rate:.1f}", f"{rate * size / len(texts) / 1e3:.1f}", f"{min(one.runs):.1f}", f"{max(one.runs):.1f}"]
        print("\t".join([one.name, *cells, *(f"{ratio:.1f}" for ratio in ratios)]))


if __name__ == "__main__":
    main()
