"""Traces: what is done with each message, from when it is taken in hand until all that follows is on the broker.

Faust's own sensor opens a span when an event comes off its stream and closes it when the stream goes on, which here
is at once: many messages are dealt with at a time. So each gets a span of its own inside that one, and what follows
carries its context on, to the next agent and to whoever subscribes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.wire.message import TRACE

if TYPE_CHECKING:
    from faust.types import AppT
    from opentelemetry.trace import Span, Tracer

    from streams.wire.message import Incoming

Place = tuple[str, int, int]


class Traces:
    """The spans of messages in hand, by topic, partition and offset."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._spans: dict[Place, Span] = {}

    def begin(self, message: Incoming) -> Incoming:
        """Return a message with the context of the span that begins with it."""
        from opentelemetry import propagate, trace  # noqa: PLC0415 - where it is not used it need not be there

        place = message.topic, message.partition, message.offset
        span = self._tracer.start_span(f"{message.topic} handle")
        self._spans[place] = span
        carrier: dict[str, str] = {}
        propagate.inject(carrier, trace.set_span_in_context(span))
        return replace(message, trace=carrier.get(TRACE, "").encode() or None)

    def end(self, place: Place) -> None:
        """End the span of a message: the broker has all that follows from it."""
        span = self._spans.pop(place, None)
        if span:
            span.end()

    def let_go(self) -> None:
        """End all spans: what was in hand is read again by whoever is next."""
        for span in self._spans.values():
            span.add_event("let go")
            span.end()
        self._spans.clear()


def set_up_traces(app: AppT) -> Traces:
    """Have what the app does told to a collector, by the standard variables of OpenTelemetry; return its traces.

    Raises `SettingsError` where the packages are not installed.
    """
    from streams.settings import SettingsError  # noqa: PLC0415

    try:
        from faust.contrib.opentelemetry import setup_opentelemetry  # noqa: PLC0415
        from opentelemetry import trace  # noqa: PLC0415
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError:
        raise SettingsError("TOCSIN_TRACES needs more packages: pip install 'tocsin[traces]'") from None
    provider = TracerProvider(resource=Resource.create({"service.name": app.conf.id}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    setup_opentelemetry(app)
    return Traces(trace.get_tracer("tocsin"))
