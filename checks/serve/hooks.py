"""How lines are sent and read that are no JSON document as a whole."""

import json

import schemathesis
from hypothesis.internal import lambda_sources

# Python up to 3.11.7 may say that a syntax tree is too deep when it is not (CPython issue 106905); hypothesis makes such trees only to
# print functions, and would end the run.
_described = lambda_sources._lambda_description


def _describe(function, **options):
    try:
        return _described(function, **options)
    except SystemError:
        return "lambda <unknown>: <unknown>"


lambda_sources._lambda_description = _describe


LINES = "application/x-ndjson"


@schemathesis.hook
def filter_case(ctx, case):
    """What is no text cannot be sent as lines: written down, it is a text like any other."""
    return case.media_type != LINES or isinstance(case.body, (str, bytes))


@schemathesis.serializer(LINES)
def lines(ctx, value):
    """A text is the lines themselves."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.deserializer(LINES)
def records(ctx, response):
    """Every line is JSON; all of them are a text."""
    text = response.content.decode()
    for line in text.splitlines():
        json.loads(line)
    return text
