"""Reads CASes as DKPro's own library does, and compares them with the records they were made of.

    python check.py RECORDS.jsonl FOLDER

Before it judges, it is given CASes that are broken in known ways: if it takes one of them, it says so and fails.
"""

import json
import pathlib
import re
import sys

import cassis

MENTION = "webanno.custom.EpicrisisMention"
RELATION = "webanno.custom.EpicrisisRelation"
SEGMENT = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
# What XML 1.0 has no place for.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def problems(record, xmi, types):
    """What is wrong with a CAS; nothing where it says what the record says."""
    try:
        cas = cassis.load_cas_from_xmi(xmi, typesystem=types)
        return list(compared(record, cas))
    except Exception as error:
        return [f"is not read: {type(error).__name__}"]


def compared(record, cas):
    text = cas.sofa_string
    if len(text) != record["document"]["length"]:
        yield "the text has another length"
    if FORBIDDEN.search(text):
        yield "a letter is left that XML forbids"
    metadata = cas.select(METADATA)
    if [m.documentId for m in metadata] != [record["document"]["id"]]:
        yield "the document is another"
    mentions = {mention.mention: mention for mention in cas.select(MENTION)}
    if len(cas.select(MENTION)) != len(record["mentions"]) or len(mentions) != len(record["mentions"]):
        yield "there are not as many mentions"
    for said in record["mentions"]:
        yield from mentioned(said, mentions.get(said["id"]), text)
    relations = sorted((r.kind, r.Governor.mention, r.Dependent.mention) for r in cas.select(RELATION))
    if relations != sorted((r["kind"], r["from"], r["to"]) for r in record["relations"]):
        yield "the relations are others"
    yield from segmented(cas, mentions.values())


def mentioned(said, mention, text):
    place = f"{said['id']}: "
    if mention is None:
        yield place + "is not there"
        return
    if (mention.begin, mention.end) != (said["start"], said["end"]):
        yield place + "stands elsewhere"
    stretches = [(mention.begin, mention.end)]
    if said.get("fragments"):
        stretches = said["fragments"]
        if len((mention.fragments or "").split()) != len(stretches):
            yield place + "has other stretches"
    covered = " … ".join(text[start:end] for start, end in stretches)
    if covered != FORBIDDEN.sub("\ufffd", said["text"]):
        yield place + "covers other words"
    concept = said.get("concept") or {}
    value = said.get("value") or {}
    codes = [c["code"] if ":" in c["code"] else f"{c['system']}:{c['code']}" for c in concept.get("codes", [])]
    expected = {
        "kind": said["kind"],
        "concept": concept.get("id"),
        "label": concept.get("label"),
        "codes": " ".join(codes) or None,
        "presence": said["presence"],
        "experiencer": said["experiencer"],
        "temporality": said["time"],
        "unit": value.get("unit") or value.get("unit_text"),
        "comparator": value.get("comparator"),
        "interpretation": value.get("interpretation"),
    }
    for name, wanted in expected.items():
        if getattr(mention, name) != wanted:
            yield place + f"has another {name}"
    if value.get("number") is not None and float(mention.value) != value["number"]:
        yield place + "has another number"


def segmented(cas, mentions):
    """Sentences and tokens lie behind each other; each token and each mention in a sentence."""
    sentences = cas.select(SEGMENT + "Sentence")
    tokens = cas.select(SEGMENT + "Token")
    for name, all_of in [("sentences", sentences), ("tokens", tokens)]:
        if any(a.end > b.begin for a, b in zip(all_of, all_of[1:])):
            yield f"{name} overlap"
    inside = [(s.begin, s.end) for s in sentences]
    for name, all_of in [("a token", tokens), ("a mention", mentions)]:
        if any(not any(a <= one.begin and one.end <= b for a, b in inside) for one in all_of):
            yield f"{name} lies in no sentence"


def broken(xmi):
    """A CAS, broken in one way after the other."""
    yield "no XML", xmi[:-20]
    yield "a mention elsewhere", re.sub(r'(EpicrisisMention xmi:id="\d+" sofa="1" begin=")\d+', r"\g<1>0", xmi, count=2)
    yield "a mention too few", re.sub(r"<custom:EpicrisisMention [^>]*/>\n", "", xmi, count=1)
    yield "a relation turned", re.sub(r'Governor="(\d+)" Dependent="(\d+)"', r'Governor="\2" Dependent="\1"', xmi, count=1)
    yield "another presence", xmi.replace('presence="absent"', 'presence="present"', 1)
    yield "a feature that is none", xmi.replace(" presence=", " presense=", 1)
    yield "no sentences", re.sub(r"<segment:Sentence [^>]*/>\n", "", xmi)


def main(records, folder):
    folder = pathlib.Path(folder)
    with open(folder / "TypeSystem.xml", "rb") as file:
        types = cassis.load_typesystem(file)
    with open(records, encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    read = lambda record: (folder / f"{record['document']['id']}.xmi").read_text(encoding="utf-8")
    # One that has all parts, so that each can be broken.
    whole = next(r for r in records if r["relations"] and any(m["presence"] == "absent" for m in r["mentions"]))
    for how, xmi in broken(read(whole)):
        if not problems(whole, xmi, types):
            print(f"the check is at fault: it takes a CAS with {how}")
            return 1
    failed = 0
    for record in records:
        found = problems(record, read(record), types)
        failed += bool(found)
        for problem in found[:5]:
            print(f"{record['document']['id']}: {problem}")
    written = len(list(folder.rglob("*.xmi")))
    if written != len(records):
        print(f"{written} CASes are there for {len(records)} records")
        failed += 1
    print(f"{len(records)} CASes, {failed} with problems")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
