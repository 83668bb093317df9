"""Reads Phenopackets, one a line, as GA4GH's own library does, and says what each lacks of what its schema requires.

    python check.py PACKETS.jsonl

Before it judges, it is given packets that are broken in known ways: if it takes one of them, it says so and fails.
"""

import copy
import json
import re
import sys

from google.protobuf.json_format import Parse, ParseError
from phenopackets.schema.v2.phenopackets_pb2 import Phenopacket

# What the documentation of the schema has as 1..1. Numbers and truths always have a value, so they are not among them.
REQUIRED = {
    "Phenopacket": ["id", "meta_data"],
    "Individual": ["id"],
    "OntologyClass": ["id", "label"],
    "PhenotypicFeature": ["type"],
    "Evidence": ["evidence_code"],
    "Measurement": ["assay", "|measurement_value"],
    "Value": ["|value"],
    "Quantity": ["unit"],
    "ReferenceRange": ["unit"],
    "Biosample": ["id", "individual_id", "taxonomy"],
    "Disease": ["term"],
    "MedicalAction": ["|action"],
    "Treatment": ["agent"],
    "DoseInterval": ["quantity", "schedule_frequency", "interval"],
    "Procedure": ["code"],
    "TimeElement": ["|element"],
    "Age": ["iso8601duration"],
    "AgeRange": ["start", "end"],
    "TimeInterval": ["start", "end"],
    "MetaData": ["created", "created_by", "resources", "phenopacket_schema_version"],
    "Resource": ["id", "name", "url", "version", "namespace_prefix", "iri_prefix"],
}
AGE = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T\d+H)?")
PLACE = re.compile(r"[^#]+#char=(\d+),(\d+)")


def problems(line):
    """What is wrong with a packet; nothing where it is right."""
    try:
        packet = Parse(line, Phenopacket())
    except ParseError as error:
        return [f"is not read: {error}"]
    found = []
    prefixes = {resource.namespace_prefix for resource in packet.meta_data.resources}
    walk(packet, "packet", prefixes, found)
    samples = [sample.id for sample in packet.biosamples]
    if len(set(samples)) < len(samples):
        found.append("two samples have one id")
    if any(sample.individual_id != packet.subject.id for sample in packet.biosamples):
        found.append("a sample is of somebody else")
    if packet.meta_data.phenopacket_schema_version != "2.0":
        found.append("is of another version of the schema")
    return found


def walk(message, path, prefixes, found):
    name = message.DESCRIPTOR.name
    for field in REQUIRED.get(name, []):
        if field.startswith("|"):
            missing = message.WhichOneof(field[1:]) is None
        elif message.DESCRIPTOR.fields_by_name[field].message_type is None:
            missing = not getattr(message, field)
        elif message.DESCRIPTOR.fields_by_name[field].is_repeated:
            missing = not getattr(message, field)
        else:
            missing = not message.HasField(field)
        if missing:
            found.append(f"{path} has no {field.lstrip('|')}")
    if name == "OntologyClass":
        prefix, colon, code = message.id.partition(":")
        if not (prefix and colon and code):
            found.append(f"{path}: {message.id} is no CURIE")
        elif prefix not in prefixes:
            found.append(f"{path}: {prefix} is not among the resources")
    if name == "Age" and not AGE.fullmatch(message.iso8601duration):
        found.append(f"{path}: {message.iso8601duration} is no age")
    if name == "ReferenceRange" and not message.low <= message.high:
        found.append(f"{path}: the range ends before it begins")
    if name == "Evidence":
        place = PLACE.fullmatch(message.reference.reference)
        if not place or not int(place[1]) < int(place[2]):
            found.append(f"{path}: {message.reference.reference} is no place in a text")
    for field, value in message.ListFields():
        if field.message_type is None or field.message_type.GetOptions().map_entry:
            continue
        values = value if field.is_repeated else [value]
        for at, one in enumerate(values):
            if field.message_type.full_name.startswith("org.phenopackets"):
                walk(one, f"{path}.{field.name}[{at}]", prefixes, found)


def broken(packet):
    """The packet, broken in one way after the other."""

    def less(change):
        other = copy.deepcopy(packet)
        change(other)
        return json.dumps(other)

    yield "no JSON", json.dumps(packet)[:-1]
    yield "a field that is none", less(lambda p: p.update(phenotypes=[]))
    yield "no metadata", less(lambda p: p.pop("metaData"))
    yield "a feature without type", less(lambda p: p["phenotypicFeatures"][0].pop("type"))
    yield "a term without label", less(lambda p: p["phenotypicFeatures"][0]["type"].pop("label"))
    yield "a value without unit", less(lambda p: quantity(p).pop("unit"))
    yield "a measurement without value", less(lambda p: p["measurements"][0].pop("value"))
    yield "a procedure without code", less(lambda p: procedure(p).pop("code"))
    yield "a sample of nobody", less(lambda p: p["biosamples"][0].pop("individualId"))
    yield "a resource that is not named", less(lambda p: p["metaData"]["resources"].pop())
    yield "a time that is none", less(lambda p: p["metaData"].update(created="yesterday"))


def quantity(packet):
    return next(m["value"]["quantity"] for m in packet["measurements"] if "quantity" in m["value"])


def procedure(packet):
    return next(a["procedure"] for a in packet["medicalActions"] if "procedure" in a)


def is_whole(packet):
    """Whether it has all parts, so that each can be broken."""
    parts = ["phenotypicFeatures", "measurements", "medicalActions", "biosamples"]
    return (
        all(packet.get(part) for part in parts)
        and any("quantity" in m["value"] for m in packet["measurements"])
        and any("procedure" in a for a in packet["medicalActions"])
    )


def main(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    packets = [json.loads(line) for line in lines]
    whole = next(p for p in packets if is_whole(p))
    for how, line in broken(whole):
        if not problems(line):
            print(f"the check is at fault: it takes a packet with {how}")
            return 1
    failed = 0
    for packet, line in zip(packets, lines):
        found = problems(line)
        failed += bool(found)
        for problem in found[:5]:
            print(f"{packet.get('id')}: {problem}")
    print(f"{len(lines)} packets, {failed} with problems")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
