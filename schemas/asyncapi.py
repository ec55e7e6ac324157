"""The topics as an AsyncAPI 3.0 document: who may expect what on which, with Kafka's bindings."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from schemas.alert_headers import HEADERS as OF_ALERTS
from schemas.rejection import HEADERS as OF_REJECTIONS
from schemas.rejection import RejectionV1
from schemas.topics import ALERTS, REJECTED, TOPICS, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BINDING = "0.5.0"
DIALECT = "application/schema+json;version=draft-2020-12"
CLOUD_EVENT = {
    "ce_specversion": "Version of CloudEvents.",
    "ce_type": "What the message is.",
    "ce_source": "Who publishes it.",
    "ce_id": "The same whenever the same thing is published again.",
    "ce_time": "When it was so; RFC 3339. Left out where nobody said.",
    "ce_subject": "What it is about.",
}
BESIDE = {
    ALERTS.name: {name: header.what for name, header in OF_ALERTS.items()},
    REJECTED.name: {
        name: RejectionV1.model_fields[field].description or field for field, name in OF_REJECTIONS.items()
    },
}
"""Headers of a topic's own, by what each says."""


def document(topics: Iterable[Topic] = TOPICS) -> dict[str, Any]:
    """Return the document; the schemas of the messages lie beside it."""
    listed = list(topics)
    return {
        "asyncapi": "3.0.0",
        "id": "urn:tocsin",
        "info": {
            "title": "Tocsin",
            "version": version("tocsin"),
            "description": "A geopolitical alert stream for news: articles in, enriched articles and alerts out.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {topic.name: _channel(topic) for topic in listed},
        "operations": {name: each for topic in listed for name, each in _operations(topic)},
        "components": {"messages": {topic.value.__name__: _message(topic) for topic in listed}},
    }


def text() -> str:
    """Return the document as it stands on disk."""
    return json.dumps(document(), indent=2) + "\n"


def _channel(topic: Topic) -> dict[str, Any]:
    config = topic.config
    return {
        "address": topic.name,
        "description": f"{topic.about} Written by {', '.join(topic.written_by)}; read by {', '.join(topic.read_by)}.",
        "messages": {topic.value.__name__: {"$ref": f"#/components/messages/{topic.value.__name__}"}},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": {
                    "cleanup.policy": topic.cleanup.split(","),
                    "retention.ms": topic.retention_ms,
                    "max.message.bytes": topic.max_message_bytes,
                    **{name: int(value) for name, value in config.items() if name == "delete.retention.ms"},
                },
                "bindingVersion": BINDING,
            }
        },
    }


def _operations(topic: Topic) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what Tocsin does there: what it receives others send, and what it sends others may receive."""
    for names, action in ((topic.read_by, "receive"), (topic.written_by, "send")):
        ours = [name for name in names if name.startswith("tocsin ") or name.endswith(" agent")]
        if ours:
            yield (
                f"{action} {topic.name}",
                {
                    "action": action,
                    "channel": {"$ref": f"#/channels/{topic.name}"},
                    "summary": f"By {', '.join(ours)}.",
                    "messages": [{"$ref": f"#/channels/{topic.name}/messages/{topic.value.__name__}"}],
                },
            )


def _message(topic: Topic) -> dict[str, Any]:
    names = {**CLOUD_EVENT, "content-type": "How the value is written.", **BESIDE.get(topic.name, {})}
    properties = {name: {"type": "string", "description": about} for name, about in names.items()}
    properties["ce_type"]["const"] = topic.event
    return {
        "name": topic.event,
        "title": topic.about,
        "contentType": "application/json",
        "headers": {"type": "object", "properties": properties},
        "payload": {"schemaFormat": DIALECT, "schema": {"$ref": f"./{topic.name}.schema.json"}},
        "bindings": {
            "kafka": {"key": {"type": "string", "description": topic.key}, "bindingVersion": BINDING}
        },
    }
