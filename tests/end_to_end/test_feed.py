"""Feeds on the loopback and a folder of dropped files, through `tocsin feed` to articles that are read."""

from __future__ import annotations

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.broker, pytest.mark.model]

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Fjord Post</title><id>urn:feed</id>
<entry><id>urn:test:feed:1</id><title>Chad masses troops</title><updated>2021-03-04T09:00:00Z</updated>
<content type="text">Chad massed 3,000 troops along its border with Sudan, Khartoum said.</content></entry></feed>"""
NINJS = {
    "uri": "urn:test:dropped:1",
    "type": "text",
    "versioncreated": "2031-03-04T10:00:00Z",
    "infosource": [{"name": "Northwire"}],
    "byline": "Ada Ek",
    "headline": "Talks open",
    "body_text": "Envoys of Norway and Sweden met for talks in Geneva.",
}


@pytest.fixture
def site() -> Iterator[str]:
    """Yield a site that has one good feed, and says 500 to everything else."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_known = self.headers.get("If-None-Match") == '"1"'
            self.send_response(500 if self.path != "/atom.xml" else 304 if is_known else 200)
            self.send_header("ETag", '"1"')
            self.end_headers()
            if self.path == "/atom.xml" and not is_known:
                self.wfile.write(ATOM.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_feeds_and_folders_bring_is_read_once(installation: Any, site: str, tmp_path: Path) -> None:
    listed, folder, state = tmp_path / "feeds.txt", tmp_path / "incoming", tmp_path / "feeds.json"
    listed.write_text(f"# our feeds\n{site}/atom.xml\n{site}/broken.xml  # it never worked\n")
    folder.mkdir()
    for name, text in (("one.json", json.dumps(NINJS)), ("bad.xml", "<html></html>")):
        (folder / name).write_text(text)
        os.utime(folder / name, (time.time() - 60,) * 2)

    first = installation.tocsin("feed", listed, folder, "--once", "--state", state)
    again = installation.tocsin("feed", listed, folder, "--once", "--state", state)
    with installation.worker() as worker:
        installation.wait_until_idle(worker)

    enriched = [json.loads(each.value)["article"]["id"] for each in installation.read("articles.enriched")]
    assert sorted(enriched) == ["urn:test:dropped:1", "urn:test:feed:1"]
    assert first.returncode == again.returncode == 1, "one feed fails"
    assert f"{site}/atom.xml: 1 published." in first.stderr
    assert f"{site}/broken.xml answers 500." in first.stderr
    assert "Failed 2 times in a row" in again.stderr
    assert "published" not in again.stderr
    assert (folder / "done" / "one.json").exists()
    assert (folder / "refused" / "bad.xml.reason.txt").exists()


@pytest.mark.parametrize("source", ["ftp://wire.example/feed", "/none/such"])
def test_a_source_that_is_none_is_named(source: str, installation: Any) -> None:
    done = installation.tocsin("feed", source)

    assert done.returncode == 2
    assert "neither an address" in done.stderr
