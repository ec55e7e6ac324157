"""A local Apache Kafka that asks who comes: TLS, SCRAM or tokens, and rights; for tests of access."""

from __future__ import annotations

import secrets
import shlex
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from run import HERE, LOOPBACK, TOOL, Node, fetch_jars, free_port, storage_tool, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True)
class Guarded:
    """Where clients come in, where its owner does, and the authority by which clients know it."""

    address: str
    own_address: str
    authority: Path

    def allow(self, commands: Iterable[str]) -> None:
        """Run lines of `tocsin topics acls` as its owner."""
        for line in commands:
            words = shlex.split(line)
            rights = words[words.index("--add") :]
            command = [
                *TOOL,
                "org.apache.kafka.tools.AclCommand",
                "--bootstrap-server",
                self.own_address,
                *rights,
            ]
            subprocess.run(command, capture_output=True, text=True, check=True)


@contextmanager
def guarded_kafka(users: Mapping[str, str]) -> Iterator[Guarded]:
    """Run a broker with these users and passwords; yield it once it answers."""
    fetch_jars()
    with tempfile.TemporaryDirectory(prefix="tocsin-kafka-") as made:
        folder, password = Path(made), secrets.token_hex(16)
        authority = _certificate(folder, password)
        port, own_port, controller_port = free_port(), free_port(), free_port()
        text = (HERE / "guarded.properties").read_text()
        for name, value in (
            ("PORT", port),
            ("OWN_PORT", own_port),
            ("CONTROLLER_PORT", controller_port),
            ("FOLDER", folder),
            ("PASSWORD", password),
        ):
            text = text.replace(f"@{name}@", str(value))
        settings = folder / "guarded.properties"
        settings.write_text(text)
        known = [
            word
            for user, secret in users.items()
            for word in ("--add-scram", f"SCRAM-SHA-512=[name={user},password={secret}]")
        ]
        identifier = storage_tool("random-uuid").split()[-1]
        storage_tool("format", "-t", identifier, "-c", str(settings), *known)
        node = Node(LOOPBACK, port, settings)
        node.start()
        try:
            wait_for(node)
            yield Guarded(node.address, f"{LOOPBACK}:{own_port}", authority)
        finally:
            node.stop(10.0)


def _certificate(folder: Path, password: str) -> Path:
    """Make the broker's key and certificate, which is its own authority; return the certificate in PEM."""
    store, certificate = folder / "broker.p12", folder / "authority.pem"
    base = [
        "keytool",
        "-keystore",
        str(store),
        "-storetype",
        "PKCS12",
        "-storepass",
        password,
        "-alias",
        "broker",
    ]
    make = ["-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-validity", "2", "-dname", "CN=localhost"]
    subprocess.run(
        [*base, *make, "-ext", f"san=ip:{LOOPBACK},dns:localhost"], capture_output=True, check=True
    )
    subprocess.run([*base, "-exportcert", "-rfc", "-file", str(certificate)], capture_output=True, check=True)
    return certificate
