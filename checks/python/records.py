"""Writes python/epicrisis/records.py from the schemas of the record and of the service, or says whether it is fresh.

    python records.py [--check]
"""

import json
import keyword
import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "python" / "epicrisis" / "records.py"
REF = re.compile(r"^#/(?:\$defs|components/schemas)/(\w+)$")

# What the service calls otherwise.
NAMES = {"ProjectAnswer": "Projection", "CarriedAnswer": "Carried", "Target": "Projected"}

HEAD = '''\
"""The types of records, comparisons and projections. Written by checks/python/records.py from schema/record.schema.json and
web/openapi.json; `cargo xtask python` says when it is stale.

They are dicts, as JSON has them: what :func:`epicrisis.extract` gives is the record itself and can be written, read, stored and
sent as it is, and a checker knows its fields. Spans are pairs of offsets in code points, which is what Python counts.
"""

# fmt: off
from __future__ import annotations

from typing import List, Literal, Optional, Tuple, TypedDict, Union
'''


def name(of):
    return NAMES.get(of, of)


class Writer:
    def __init__(self, schemas):
        self.schemas = schemas
        self.done = {}

    def type(self, schema):
        """The type of a schema, as Python writes it."""
        if "$ref" in schema:
            match = REF.match(schema["$ref"])
            assert match, schema
            self.define(match[1])
            return name(match[1])
        if "const" in schema:
            return f"Literal[{schema['const']!r}]".replace("'", '"')
        for several in ("anyOf", "oneOf"):
            if several in schema:
                return self.union([self.type(s) for s in schema[several]])
        kind = schema["type"]
        if isinstance(kind, list):
            return self.union([self.type({**schema, "type": k}) for k in kind])
        if kind == "array":
            if "prefixItems" in schema:
                return f"Tuple[{', '.join(self.type(s) for s in schema['prefixItems'])}]"
            return f"List[{self.type(schema['items'])}]"
        return {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}[kind]

    def union(self, types):
        types = list(dict.fromkeys(types))
        if all(t.startswith("Literal[") for t in types):
            return f"Literal[{', '.join(t[8:-1] for t in types)}]"
        optional = "None" in types
        types = [t for t in types if t != "None"]
        one = types[0] if len(types) == 1 else f"Union[{', '.join(types)}]"
        return f"Optional[{one}]" if optional else one

    def define(self, of, schema=None):
        if of in self.done:
            return
        self.done[of] = ""
        schema = schema or self.schemas[of]
        about = plain(schema.get("description", ""))
        if schema.get("type") != "object":
            body = self.type({k: v for k, v in schema.items() if k != "description"})
            self.keep(of, f"{comment(about, '')}{name(of)} = {wrapped(body)}\n")
            return
        required = set(schema.get("required", []))
        fields = [(f, self.type(s), plain(s.get("description", "")), f in required) for f, s in schema["properties"].items()]
        must = [f for f in fields if f[3]]
        may = [f for f in fields if not f[3]]
        if any(keyword.iskeyword(f[0]) for f in fields):
            assert not may, of
            pairs = ", ".join(f'"{f[0]}": {f[1]}' for f in must)
            self.keep(of, f'{comment(about, "")}{name(of)} = TypedDict("{name(of)}", {{{pairs}}})\n')
            return
        text = ""
        base = "TypedDict"
        if must and may:
            base = f"_{name(of)}"
            text += f"class {base}(TypedDict):\n{body_of('', must)}\n\n"
        total = ", total=False" if may else ""
        if schema.get("additionalProperties") is True:
            about += "\n\nThere may be others, which no type tells."
        text += f"class {name(of)}({base}{total}):\n{body_of(about, may or must)}"
        self.keep(of, text)

    def keep(self, of, text):
        # Behind what it names, which was defined while it was written.
        del self.done[of]
        self.done[of] = text


def body_of(about, fields):
    lines = ""
    if about:
        first, *rest = textwrap.wrap(about.split("\n\n")[0], 110)
        lines += f'    """{first}'
        lines += "".join(f"\n    {line}" for line in rest)
        for paragraph in about.split("\n\n")[1:]:
            lines += "\n\n" + "\n".join(f"    {line}" for line in textwrap.wrap(paragraph, 110))
        lines += '"""\n\n' if "\n" not in lines else '\n    """\n\n'
    for field, kind, said, _ in fields:
        lines += comment(said, "    ") + f"    {field}: {kind}\n"
    return lines


def comment(text, indent):
    text = text.split("\n\n")[0]
    return "".join(f"{indent}#: {line}\n" for line in textwrap.wrap(text, 115 - len(indent)))


def wrapped(body):
    if len(body) < 100 or not body.startswith("Literal["):
        return body
    parts = body[8:-1].split(", ")
    return "Literal[\n" + "".join(f"    {part},\n" for part in parts) + "]"


def plain(text):
    """Without the links of Rust's documentation."""
    return re.sub(r"\[(`[^`]*`)\]", r"\1", text)


def main():
    record = json.loads((ROOT / "schema" / "record.schema.json").read_text("utf-8"))
    service = json.loads((ROOT / "web" / "openapi.json").read_text("utf-8"))["components"]["schemas"]
    of_record = record.pop("$defs")
    shared = {of: schema for of, schema in service.items() if of not in of_record}
    writer = Writer({**shared, **of_record})
    writer.define("Record", record)
    writer.define("Comparison")
    writer.define("ProjectAnswer")
    text = HEAD + "".join("\n\n" + definition for definition in writer.done.values())
    if "--check" in sys.argv[1:]:
        if not OUT.exists() or OUT.read_text("utf-8") != text:
            sys.exit(f"{OUT.relative_to(ROOT)} is stale; run `python3 checks/python/records.py`")
    else:
        OUT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
