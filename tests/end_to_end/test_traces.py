"""One article's trace, from the newsroom that began it to the alert, as a collector is told of it."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from streams.runtime.client import sender
from streams.runtime.topics import ensure_topics
from streams.wire.message import Outgoing

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.broker, pytest.mark.model]

TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"
ARTICLE = {
    "id": "urn:test:trace",
    "source": "Northwire",
    "published_at": "2031-03-04T06:30:00Z",
    "body": "Chad massed 3,000 troops along its border with Sudan on Monday, the defence ministry in Khartoum said.",
}


class Collector:
    """Takes spans in, as OTLP over HTTP brings them."""

    def __init__(self) -> None:
        self.spans: list[Any] = []
        self.came = threading.Condition()

    def take(self, raw: bytes) -> None:
        request = ExportTraceServiceRequest.FromString(raw)
        with self.came:
            for resource in request.resource_spans:
                self.spans += [span for scope in resource.scope_spans for span in scope.spans]
            self.came.notify_all()

    def named(self, name: str) -> list[Any]:
        """Return the spans of the article's trace: the clock's messages on `claims` have traces of their own."""
        return [span for span in self.spans if span.name == name and span.trace_id.hex() == TRACE_ID]


@pytest.fixture
def collector() -> Iterator[tuple[Collector, str]]:
    found = Collector()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            found.take(gzip.decompress(raw) if self.headers.get("Content-Encoding") == "gzip" else raw)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


async def publish(installation: Any) -> None:
    await ensure_topics(installation.settings)
    trace = (("traceparent", f"00-{TRACE_ID}-00f067aa0ba902b7-01".encode()),)
    async with sender(installation.settings) as opened:
        await opened.send(Outgoing("articles", b"urn:test:trace", json.dumps(ARTICLE).encode(), trace))


def test_a_trace_leads_from_the_newsroom_to_the_alert(
    installation: Any, collector: tuple[Collector, str]
) -> None:

    told, address = collector
    asyncio.run(publish(installation))
    traced = installation.with_settings(
        TOCSIN_TRACES="1", OTEL_EXPORTER_OTLP_ENDPOINT=address, OTEL_BSP_SCHEDULE_DELAY="200"
    )
    names = [f"{installation.settings.topic(topic)} handle" for topic in ("articles", "claims")]
    with traced.worker() as worker:
        (alert,) = installation.wait_for("alerts", 1, worker)
        with told.came:
            assert told.came.wait_for(lambda: all(map(told.named, names)), timeout=60)

    (read,), (rung,) = map(told.named, names)
    assert dict(alert.headers)["traceparent"] == f"00-{TRACE_ID}-{rung.span_id.hex()}-01".encode()
    (enriched,) = installation.read("articles.enriched")
    assert dict(enriched.headers)["traceparent"] == f"00-{TRACE_ID}-{read.span_id.hex()}-01".encode()
