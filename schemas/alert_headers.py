"""The headers of an alert's record: what a subscriber can choose by without parsing the value."""

from __future__ import annotations

from typing import NamedTuple


class Header(NamedTuple):
    """What a header says, in Markdown, and an example."""

    what: str
    example: str


HEADERS = {
    "ce_specversion": Header("version of CloudEvents", "1.0"),
    "ce_type": Header("what the record is", "tocsin.alert.v1"),
    "ce_source": Header("who publishes it", "urn:tocsin"),
    "ce_id": Header(
        "alert id and revision; the same whenever the same revision is published again", "91821b08073deb0d.4"
    ),
    "ce_time": Header("`last_seen`: when the last evidence was published", "2031-03-04T07:10:00Z"),
    "ce_subject": Header("alert id, also the key of the record", "91821b08073deb0d"),
    "content-type": Header("how the value is written", "application/json"),
    "message_type": Header("`Alert`, `Update` or `Cancel`", "Update"),
    "status": Header("`Actual`, `Exercise` or `Test`: only the first is news", "Exercise"),
    "revision": Header("counts up from 1 within an alert id", "4"),
    "kind": Header("what happened", "troop-buildup"),
    "severity": Header("`Extreme`, `Severe`, `Moderate` or `Minor`", "Severe"),
    "certainty": Header("`Observed`, `Likely`, `Possible` or `Unlikely`", "Likely"),
    "expires": Header(
        "`expires_at`: over then, if nothing more comes; empty where it never is", "2031-03-18T07:10:00Z"
    ),
    "countries": Header(
        "of actor, recipient and place, ISO 3166-1 alpha-3, sorted; empty where none is known", "NOR,SWE"
    ),
    "watchlists": Header(
        "ids of the watchlists that it is on, sorted; empty where it is on none", "nordic-desk"
    ),
}
"""Every header of an alert's record, in the order in which they are written."""
