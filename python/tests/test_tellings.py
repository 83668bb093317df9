"""Tellings side by side, annotations carried, pages."""

from __future__ import annotations

from typing import Dict

import pytest

import epicrisis
from epicrisis import DocumentError, SettingError

ES = "El paciente niega fiebre. Tiene dolor en la pierna izquierda. 🩺 Se pauta citrato potásico."
EN = "The patient denies fever. He has pain in the right leg. 🩺 Potassium citrate was prescribed."


def test_a_side_that_changed() -> None:
    made = epicrisis.compare([ES, ("en", EN)], names=["original", "copy"])
    assert [t["name"] for t in made["tellings"]] == ["original", "copy"]
    fault = made["faults"][0]
    assert fault["code"] == "side-changed"
    for place in fault["places"]:
        text = [ES, EN][place["telling"]]
        assert text[place["start"] : place["end"]] == place["text"]


def test_reports(cases: Dict[str, str]) -> None:
    tellings = [(name[-2:], text) for name, text in cases.items() if name.startswith("stroke")]
    assert len(epicrisis.compare(tellings)["tellings"]) == 6
    assert "right" in epicrisis.compare([ES, EN], format="text")
    page = epicrisis.compare([ES, EN], format="html")
    assert page.html.startswith("<!DOCTYPE html>")


def test_annotations_are_carried() -> None:
    start = ES.index("citrato")
    gold = f"T1\tMEDICATION {start} {start + 16}\tcitrato potásico\nT2\tOTHER 0 2\tEl\n"
    (made,) = epicrisis.project(("es", ES), gold, [("en", EN)], names=["english"])["targets"]
    assert made["id"] == "english"
    carried = made["carried"][0]
    ((first, last),) = carried["stretches"]
    assert (carried["id"], carried["label"], EN[first:last]) == ("T1", "MEDICATION", "Potassium citrate")
    assert f"MEDICATION {first} {last}\tPotassium citrate" in made["annotations"]
    assert {c["id"] for c in made["carried"]} | {lost["id"] for lost in made["lost"]} == {"T1", "T2"}


def test_what_is_wrong() -> None:
    for tellings in ([ES], [ES] * 8):
        with pytest.raises(SettingError, match="two to 7"):
            epicrisis.compare(tellings)
    with pytest.raises(SettingError, match="1 names for 2"):
        epicrisis.compare([ES, EN], names=["one"])
    with pytest.raises(SettingError, match="give several"):
        epicrisis.compare(ES)
    with pytest.raises(DocumentError, match="`xx`"):
        epicrisis.compare([ES, ("xx", EN)])
    for gold, said in [("T1 nothing citrato", "as brat writes"), ("T1\tX 5 5000\tx\n", "reaches out")]:
        with pytest.raises(SettingError, match=said) as caught:
            epicrisis.project(ES, gold, [EN])
        assert "citrato" not in repr(caught.value)


def test_a_page(cases: Dict[str, str]) -> None:
    text = cases["stroke-fr"]
    page = epicrisis.show(text, id="letter <1>")
    assert page.html.startswith("<!DOCTYPE html>") and "letter &lt;1&gt;" in page.html
    shown = page._repr_html_()
    assert shown.startswith("<iframe sandbox=") and shown.count("<") == 2
    assert text[:40] not in repr(page)
    record = epicrisis.extract(text, id="letter <1>")
    assert epicrisis.show(text, record).html == page.html
    # Of a checked record: without a mention, the page has a mark less.
    record["mentions"] = [m for m in record["mentions"] if m["kind"] != "medication"]
    kept = {m["id"] for m in record["mentions"]}
    record["relations"] = [r for r in record["relations"] if {r["from"], r["to"]} <= kept]
    assert len(epicrisis.show(text, record).html) < len(page.html)


def test_a_record_of_another_text(cases: Dict[str, str]) -> None:
    record = epicrisis.extract(cases["stroke-fr"])
    with pytest.raises(SettingError, match="another text"):
        epicrisis.show(cases["stroke-it"], record)
    with pytest.raises(SettingError, match="no record"):
        epicrisis.summary(cases["stroke-it"], {"mentions": "none"})


def test_a_summary(cases: Dict[str, str]) -> None:
    assert "Enalapril: 20 mg, oral, every 24 hours" in epicrisis.summary(cases["stroke-pt"])
