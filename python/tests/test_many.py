"""Many documents: in order, no more ahead than is needed, on all cores, and each for itself."""

from __future__ import annotations

import itertools
import multiprocessing
import threading
import time
from typing import Any, Dict, Iterator, List, Tuple

import pytest

import epicrisis
from epicrisis import DocumentError, Engine, SettingError


def test_the_records_are_those_of_each_alone(cases: Dict[str, str]) -> None:
    documents = list(cases.items()) * 10
    alone = {name: epicrisis.extract(text, id=name) for name, text in cases.items()}
    for threads in (None, 1, 2, 5):
        made = list(epicrisis.extract_many(documents, threads=threads))
        assert [record["document"]["id"] for record in made] == [name for name, _ in documents]
        assert all(record == alone[record["document"]["id"]] for record in made)


def test_ids_are_given(cases: Dict[str, str]) -> None:
    made = epicrisis.extract_many(["Tos.", ("a", "Tos."), (17, "Tos."), (None, "Tos.")])  # type: ignore[list-item]
    assert [record["document"]["id"] for record in made] == ["document-1", "a", "17", "document-4"]


@pytest.mark.parametrize("threads", [1, 2])
def test_nothing_is_taken_before_it_is_asked_for(threads: int) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        for n in itertools.count():
            taken += 1
            yield f"Niega fiebre. Temperatura {36 + n % 5} grados."

    made = epicrisis.extract_many(endless(), threads=threads)
    assert taken == 0
    next(made)
    # A few for the first, since few are handed over at first.
    assert taken <= 16
    for _ in range(2_000):
        next(made)
    # What is under way and what is done, a thread: two batches of 32 each, and the batch that is given out.
    assert taken - 2_001 <= 32 * (2 * threads + 1)


def test_memory_does_not_grow(cases: Dict[str, str]) -> None:
    def resident() -> int:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * 4096

    texts = itertools.cycle(cases.values())
    made = epicrisis.extract_many(texts)
    for record in itertools.islice(made, 2_000):
        pass
    before = resident()
    for record in itertools.islice(made, 8_000):
        pass
    assert resident() - before < 24 << 20


def bad() -> List[Any]:
    return ["Tos.", None, ("c", "x" * 200), ("d", "\udc00"), 7, ("f", "Niega fiebre.")]


def test_a_bad_document_is_raised_and_the_rest_goes_on() -> None:
    made = Engine(max_size=100).extract_many(bad())
    seen: List[Tuple[Any, ...]] = []
    while True:
        try:
            seen.append((next(made)["document"]["id"],))
        except DocumentError as error:
            seen.append((error.index, error.id, error.code))
        except StopIteration:
            break
    assert seen == [
        ("document-1",),
        (1, "document-2", "missing"),
        (2, "c", "too-large"),
        (3, "d", "not-text"),
        (4, "document-5", "not-str"),
        ("f",),
    ]


def test_a_bad_document_is_returned() -> None:
    made = list(Engine(max_size=100).extract_many(bad(), errors="return"))
    assert [type(one).__name__ for one in made] == ["dict", *["DocumentError"] * 4, "dict"]


def test_an_iterable_that_breaks_off_is_read_to_there(cases: Dict[str, str]) -> None:
    def broken() -> Iterator[str]:
        yield from list(cases.values())[:5]
        raise KeyError("the source is gone")

    made = epicrisis.extract_many(broken(), threads=2)
    seen = []
    with pytest.raises(KeyError, match="the source is gone"):
        for record in made:
            seen.append(record)
    assert len(seen) == 5
    with pytest.raises(StopIteration):
        next(made)


def test_what_is_no_iterable() -> None:
    with pytest.raises(SettingError):
        epicrisis.extract_many("Niega fiebre.")
    with pytest.raises(TypeError):
        epicrisis.extract_many(7)  # type: ignore[call-overload]
    with pytest.raises(SettingError):
        epicrisis.extract_many([], threads=0)
    with pytest.raises(SettingError):
        epicrisis.extract_many([], errors="ignore")  # type: ignore[call-overload]
    assert list(epicrisis.extract_many([])) == []


def test_other_threads_go_on_meanwhile(cases: Dict[str, str]) -> None:
    text = "\n".join(cases.values()) * 40
    ended = threading.Event()
    longest = 0.0

    def watch() -> None:
        nonlocal longest
        before = time.perf_counter()
        while not ended.is_set():
            time.sleep(0.001)
            now = time.perf_counter()
            longest, before = max(longest, now - before), now

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    written = epicrisis.extract_json(text)
    took = time.perf_counter() - began
    ended.set()
    watcher.join()
    assert len(written) > len(text)
    # With the lock held, the other thread would have stood still nearly all the time.
    assert longest < took / 2


def child(text: str) -> int:
    return len(list(epicrisis.extract_many([text] * 50, threads=2)))


def test_a_forked_process_has_threads_of_its_own(cases: Dict[str, str]) -> None:
    text = cases["stroke-it"]
    assert child(text) == 50
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(child, [text] * 4).get(timeout=60) == [50] * 4
