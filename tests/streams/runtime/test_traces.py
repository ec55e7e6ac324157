from __future__ import annotations

from dataclasses import replace

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from streams.runtime.traces import Traces
from streams.wire.message import Incoming, Outgoing, following

MESSAGE = Incoming("articles", 1, 7, b"k", b"v", headers=(("other", b"x"),))
PLACE = ("articles", 1, 7)


def made() -> tuple[Traces, InMemorySpanExporter]:
    told = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(told))
    return Traces(provider.get_tracer("test")), told


def test_a_span_lasts_until_what_follows_is_on_the_broker_and_gives_it_its_context() -> None:
    traces, told = made()
    begun = traces.begin(MESSAGE)
    (answer,) = following(begun, Outgoing("claims", b"k", b"v", (("ce_id", b"1"),)))

    assert told.get_finished_spans() == ()
    traces.end(PLACE)
    (span,) = told.get_finished_spans()
    assert span.name == "articles handle"
    assert dict(answer.headers)["ce_id"] == b"1"
    context = f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}-"
    assert dict(answer.headers)["traceparent"].decode().startswith(context)
    assert (begun.value, begun.headers) == (MESSAGE.value, MESSAGE.headers), "the message is as it came"


def test_what_is_let_go_ends_and_nothing_is_kept() -> None:
    traces, told = made()
    for offset in (1, 2):
        traces.begin(replace(MESSAGE, offset=offset))
    traces.let_go()
    traces.end(("articles", 1, 1))

    assert [[event.name for event in span.events] for span in told.get_finished_spans()] == [["let go"]] * 2
