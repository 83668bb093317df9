"""One document: offsets as Python counts, the same record as the command line's, and refusals that say nothing of the text."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
from typing import Any, Dict, Iterator, Tuple

import pytest

import epicrisis
from epicrisis import DocumentError, Engine, SettingError

SECRET = "Juana Secreta"

# Letters outside of the first plane (two UTF-16 units), combining marks (two code points a letter), a letter and a mark that
# fold to one, zero-width joiners, Windows line ends, a byte-order mark.
ODD = (
    "\ufeff𝕳𝖎𝖘𝖙𝖔𝖗𝖎𝖆 🩺👩\u200d⚕️ del paciente.\r\n"
    "Niega fie\u0301bre 🤒 y to\u0301s. "
    "Leucocitos 12.300/mm3 𐐷. Neumoni\u0301a bilateral e\u0301l. Diarrea\u0301 🤮 y vo\u0301mitos.\r\n"
    "Toma enalapril 20 mg cada 24 horas 💊."
)


def stretches(record: Any) -> Iterator[Tuple[int, int, str]]:
    """Every stretch of a record that says its own words."""
    for mention in record["mentions"]:
        if "fragments" not in mention:
            yield mention["start"], mention["end"], mention["text"]
        else:
            for (start, end), text in zip(mention["fragments"], mention["text"].split(" … ")):
                yield start, end, text
        for cue in mention["cues"]:
            if "text" in cue:
                yield cue["start"], cue["end"], cue["text"]


def test_offsets_are_pythons_own(cases: Dict[str, str]) -> None:
    seen = 0
    for text in [ODD, *cases.values(), *("🧬" * 70 + text for text in cases.values())]:
        record = epicrisis.extract(text, explain=True)
        assert record["document"]["length"] == len(text)
        for start, end, said in stretches(record):
            assert text[start:end] == said
            seen += 1
    assert seen > 2000


def test_odd_letters_are_read() -> None:
    found = {m["concept"]["id"]: m for m in epicrisis.extract(ODD, language="es")["mentions"] if m["concept"]}
    assert found["fever"]["presence"] == "absent"
    assert ODD[found["fever"]["start"] : found["fever"]["end"]] == "fie\u0301bre"
    value = found["leukocytes"]["value"]
    assert value is not None and value["number"] == 12300 and value["unit"] == "/mm3"
    assert ODD[value["start"] : value["end"]] == "12.300/mm3"


def test_it_is_the_command_lines_record(cases: Dict[str, str], tmp_path: Any) -> None:
    program = os.environ.get("EPICRISIS_PROGRAM")
    if not program:
        pytest.skip("EPICRISIS_PROGRAM names no program to compare with; `cargo xtask python` does")
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in [*cases.items(), ("odd", ODD)])
    (tmp_path / "cases.jsonl").write_text(lines, "utf-8")
    command = [program, "extract", str(tmp_path / "cases.jsonl"), "--format", "jsonl"]
    written = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8").splitlines()
    assert written == [epicrisis.extract_json(text, id=name) for name, text in [*cases.items(), ("odd", ODD)]]


def lists(value: Any) -> Any:
    """As JSON has it, which knows no tuples."""
    if isinstance(value, dict):
        return {key: lists(part) for key, part in value.items()}
    return [lists(part) for part in value] if isinstance(value, (list, tuple)) else value


def test_dicts_and_json_are_one(cases: Dict[str, str]) -> None:
    for name, text in cases.items():
        record = epicrisis.extract(text, id=name, explain=True)
        assert lists(record) == json.loads(epicrisis.extract_json(text, id=name, explain=True))
        # Whole numbers are whole, as JSON has them.
        assert json.loads(json.dumps(record)) == lists(record)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "missing"),
        (float("nan"), "not-str"),
        (b"Niega fiebre", "not-str"),
        (f"{SECRET} \ud83e niega fiebre", "not-text"),
        (f"{SECRET} " * 50, "too-large"),
    ],
)
def test_a_refusal_says_why_and_not_what(text: Any, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        Engine(max_size=500).extract(text, id="letter-7")
    error = caught.value
    assert (error.code, error.id, error.index) == (code, "letter-7", None)
    assert str(error).startswith("letter-7: ")
    # Not in the error, nor in one it came from.
    assert SECRET not in repr(error) and error.__context__ is None and error.__cause__ is None
    again = pickle.loads(pickle.dumps(error))
    assert (again.code, again.id, again.index, str(again)) == (error.code, error.id, error.index, str(error))


def test_settings_that_are_wrong(tmp_path: Any) -> None:
    (tmp_path / "none.lex").write_bytes(b"no lexicon")
    wrong: Any = [
        ({"language": "xx"}, "`xx`"),
        ({"recall": True, "precision": True}, "one of"),
        ({"max_size": 0}, "max_size"),
        ({"lexicon": tmp_path / "none.lex"}, "none.lex"),
        ({"lexicon": tmp_path / "not-there.lex"}, "not-there.lex"),
        ({"model": tmp_path / "none.lex"}, "none.lex"),
    ]
    for settings, said in wrong:
        with pytest.raises(SettingError, match=said):
            Engine(**settings)
    with pytest.raises(DocumentError, match="`xx`"):
        epicrisis.extract("Niega fiebre.", language="xx")


def test_languages(cases: Dict[str, str]) -> None:
    engine = Engine()
    assert sorted(engine.languages) == ["en", "es", "fr", "it", "pt", "ro"]
    for name, text in cases.items():
        assert engine.extract(text)["document"]["language"] == name[-2:]
    told = Engine(language="fr").extract(cases["stroke-es"])["document"]["language"]
    asked = Engine(language="fr").extract(cases["stroke-es"], language="auto")["document"]["language"]
    assert (told, asked) == ("fr", "es")


def test_recall_and_precision(cases: Dict[str, str]) -> None:
    def count(**settings: Any) -> int:
        engine = Engine(**settings)
        return sum(len(engine.extract(text)["mentions"]) for text in cases.values())

    # Of the mentions that no term names, rather more or rather fewer; without a model, none.
    assert count(recall=True) > count() > count(precision=True) > count(model=None)
    assert count(recall=True) == count(caution=-1.5)
    assert count(model=None) == count(model="none")


def test_engines_are_pickled(cases: Dict[str, str]) -> None:
    engine = Engine(model=None, language="es")
    again = pickle.loads(pickle.dumps(engine))
    assert repr(again) == repr(engine) == "epicrisis.Engine(language='es', max_size=67108864)"
    assert again.extract(cases["stroke-es"]) == engine.extract(cases["stroke-es"])
