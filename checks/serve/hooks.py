"""What schemathesis must be told to send and to expect."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(ctx, value):
    """JSON lines: a document a line; of what is no document, as it is."""
    if isinstance(value, bytes):
        return value
    return json.dumps(value).encode() + b"\n"


@schemathesis.deserializer("application/x-ndjson")
def records(ctx, response):
    """The first of the lines that were answered; without a document, nothing was asked."""
    first = response.content.decode().split("\n")[0]
    return json.loads(first) if first else None
