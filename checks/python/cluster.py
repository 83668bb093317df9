"""A cluster of Spark on this machine: a master and workers, each a process of its own, from the files that PySpark itself brings.

No more than the cluster: what runs on it is in `spark_check.py`. It listens on loopback alone, on ports that are free.
"""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyspark

HOME = Path(pyspark.__file__).parent
WAIT = 120


class Cluster:
    """A master and workers of one core each; ended on leaving the `with`."""

    def __init__(self, folder, workers=2, memory="1g"):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.memory = memory
        self.count = workers
        self.processes = []
        self.workers = []
        self.url = None
        self.page = None

    def _start(self, name, main, *arguments):
        log = self.folder / f"{name}.log"
        environment = {
            **os.environ,
            "SPARK_HOME": str(HOME),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
            # The Python of this check, with the package installed.
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": "",
        }
        with log.open("wb") as out:
            process = subprocess.Popen(
                [str(HOME / "bin" / "spark-class"), main, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=self.folder,
                # A group of its own: a worker is killed with its executors, as a machine that fails is.
                start_new_session=True,
            )
        self.processes.append(process)
        return process, log

    @staticmethod
    def _said(process, log, pattern):
        """What a process says of itself in its log."""
        ends = time.monotonic() + WAIT
        while time.monotonic() < ends:
            found = re.search(pattern, log.read_text("utf-8", "replace"))
            if found:
                return found[1]
            if process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f"{log.name}: it did not start; see {log}")

    def __enter__(self):
        try:
            master, log = self._start(
                "master",
                "org.apache.spark.deploy.master.Master",
                *("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"),
            )
            self.url = self._said(master, log, r"Starting Spark master at (spark://\S+)")
            self.page = self._said(master, log, r"(?:MasterWebUI|WebUI).* at (http://\S+)")
            started = [
                self._start(
                    f"worker-{n}",
                    "org.apache.spark.deploy.worker.Worker",
                    *("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"),
                    *("--cores", "1", "--memory", self.memory),
                    *("--work-dir", str(self.folder / f"work-{n}")),
                    self.url,
                )
                for n in range(1, self.count + 1)
            ]
            for worker, log in started:
                self._said(worker, log, r"(Successfully registered with master)")
                self.workers.append(worker)
            return self
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def __exit__(self, *_):
        for process in self.processes:
            kill(process)

    def lose(self, n):
        """Takes a worker away with all that it runs, at once, as a machine that fails."""
        kill(self.workers[n])


def kill(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
