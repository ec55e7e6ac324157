from __future__ import annotations

import re

import pytest

from schemas.topics import ARTICLES, REJECTED, STATE, TOPICS, Topic


@pytest.mark.parametrize("topic", [*TOPICS, STATE], ids=lambda topic: topic.name)
def test_a_topic_states_who_writes_and_who_reads_it(topic: Topic) -> None:
    assert topic.written_by
    assert topic.read_by
    assert re.fullmatch(r"[a-z]+([.-][a-z]+)*", topic.name)


def test_what_fits_on_articles_fits_among_the_rejected_with_its_reason() -> None:
    assert REJECTED.max_message_bytes > ARTICLES.max_message_bytes


def test_the_topics_whose_offsets_are_revisions_are_one_sequence() -> None:
    assert [topic.name for topic in TOPICS if topic.is_one_sequence] == ["alert-rules", "alert-rules.applied"]
    assert all(topic.partitions == 1 for topic in TOPICS if topic.is_one_sequence)


def test_states_are_compacted_and_kept() -> None:
    for topic in (STATE, next(t for t in TOPICS if t.name == "alerts")):
        assert topic.config["cleanup.policy"] == "compact"
        assert topic.config["retention.ms"] == "-1"
