"""How lines are sent and read that are no JSON document as a whole."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(ctx, value):
    """A text is the lines themselves; anything else is one line, and no document."""
    if isinstance(value, bytes):
        return value
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


@schemathesis.deserializer("application/x-ndjson")
def records(ctx, response):
    """Every line is JSON; all of them are a text."""
    text = response.content.decode()
    for line in text.splitlines():
        json.loads(line)
    return text
