"""Claims and reports: values to contracts and back, for the topic `claims`."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from schemas import topics
from schemas.claim import ClaimV1, KindV1, PartyV1, PlaceV1, QuantityV1, ReportV1
from streams.claims.claim import Claim, Party, Place, Quantity
from streams.claims.kind import Kind
from streams.events.report import Report, claim_id
from streams.wire.message import Outgoing, cloud_event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streams.clean.article import Article


CLOCK = b"clock"
"""The key of messages without a value; no partition key is this."""


def claim_contract(article_id: str, version: int, claim: Claim) -> ClaimV1:
    """Return a claim as other systems see it."""
    return ClaimV1(
        id=claim_id(article_id, version, claim),
        rule=claim.rule,
        kind=claim.kind,
        event_type=claim.event_type,
        status=claim.status,
        trigger=claim.trigger,
        evidence=claim.evidence,
        quote=claim.quote,
        cue=claim.cue,
        actor=party_contract(claim.actor),
        recipient=party_contract(claim.recipient),
        location=place_contract(claim.location),
        quantity=quantity_contract(claim.quantity),
        source=party_contract(claim.source),
        happened_on=claim.happened_on,
        rule_revision=claim.rule_revision,
    )


def party_contract(party: Party | None) -> PartyV1 | None:
    """Return a party as other systems see it."""
    if party is None:
        return None
    return PartyV1(
        text=party.text,
        country=party.countries[0] if party.countries else None,
        countries=party.countries,
        span=party.span,
        entity_id=party.entity_id,
    )


def place_contract(place: Place | None) -> PlaceV1 | None:
    """Return a place as other systems see it."""
    if place is None:
        return None
    return PlaceV1(
        text=place.text,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        span=place.span,
        entity_id=place.entity_id,
    )


def quantity_contract(quantity: Quantity | None) -> QuantityV1 | None:
    """Return a quantity as other systems see it."""
    if quantity is None:
        return None
    return QuantityV1(text=quantity.text, value=quantity.value, unit=quantity.unit, span=quantity.span)


def read_claim(sent: ClaimV1) -> Claim:
    """Return the claim behind the contract."""
    return Claim(
        rule=sent.rule,
        kind=sent.kind,
        event_type=sent.event_type,
        status=sent.status,
        trigger=sent.trigger,
        evidence=sent.evidence,
        quote=sent.quote,
        cue=sent.cue,
        actor=read_party(sent.actor),
        recipient=read_party(sent.recipient),
        location=read_place(sent.location),
        quantity=read_quantity(sent.quantity),
        source=read_party(sent.source),
        happened_on=sent.happened_on,
        rule_revision=sent.rule_revision,
    )


def kind_contract(kind: Kind) -> KindV1:
    """Return the facts of a kind as other systems see them."""
    return KindV1(
        id=kind.id,
        title=kind.title,
        theme=kind.theme,
        event_type=kind.event_type,
        severity=kind.severity,
        family=kind.family,
        principal=kind.principal,
    )


def read_kind(sent: KindV1) -> Kind:
    """Return the kind behind the contract."""
    return Kind(
        id=sent.id,
        title=sent.title,
        theme=sent.theme,
        event_type=sent.event_type,
        severity=sent.severity,
        family=sent.family,
        principal=sent.principal,
    )


def read_party(sent: PartyV1 | None) -> Party | None:
    """Return the party behind the contract."""
    if sent is None:
        return None
    return Party(text=sent.text, countries=sent.countries, span=sent.span, entity_id=sent.entity_id)


def read_place(sent: PlaceV1 | None) -> Place | None:
    """Return the place behind the contract."""
    if sent is None:
        return None
    return Place(
        text=sent.text,
        country=sent.country,
        latitude=sent.latitude,
        longitude=sent.longitude,
        span=sent.span,
        entity_id=sent.entity_id,
    )


def read_quantity(sent: QuantityV1 | None) -> Quantity | None:
    """Return the quantity behind the contract."""
    return (
        None if sent is None else Quantity(text=sent.text, value=sent.value, unit=sent.unit, span=sent.span)
    )


def write_report_value(report: Report) -> bytes:
    """Return the bytes of a report, the same for the same report."""
    return (
        ReportV1(
            article_id=report.article_id,
            version=report.version,
            is_withdrawn=report.is_withdrawn,
            publisher=report.publisher,
            published_at=report.published_at,
            url=report.url,
            title=report.title,
            near_duplicate_of=report.near_duplicate_of,
            fingerprint=base64.b64encode(report.fingerprint).decode(),
            first_published_at=report.first_published_at,
            embargoed_until=report.embargoed_until,
            genre=report.genre,
            purpose=report.purpose,
            received_at=report.received_at,
            claims=tuple(claim_contract(report.article_id, report.version, claim) for claim in report.claims),
            kinds=tuple(kind_contract(kind) for kind in report.kinds),
            rules_offset=report.rules_offset,
        )
        .model_dump_json()
        .encode()
    )


def read_report(raw: bytes) -> Report:
    """Return the report behind the bytes. Raises `ValueError` where they are none."""
    sent = ReportV1.read(raw)
    return Report(
        article_id=sent.article_id,
        version=sent.version,
        is_withdrawn=sent.is_withdrawn,
        publisher=sent.publisher,
        published_at=sent.published_at,
        url=sent.url,
        title=sent.title,
        near_duplicate_of=sent.near_duplicate_of,
        fingerprint=base64.b64decode(sent.fingerprint, validate=True),
        first_published_at=sent.first_published_at,
        embargoed_until=sent.embargoed_until,
        genre=sent.genre,
        purpose=sent.purpose,
        received_at=sent.received_at,
        claims=tuple(read_claim(claim) for claim in sent.claims),
        kinds=tuple(read_kind(kind) for kind in sent.kinds),
        rules_offset=sent.rules_offset,
    )


def write_report(key: str, report: Report, partition: int | None = None) -> Outgoing:
    """Return the message that carries a report to the alert agent."""
    what = "\x1f".join((report.article_id, str(report.version), key))
    identifier = hashlib.sha256(what.encode()).hexdigest()[:32]
    return Outgoing(
        topic=topics.CLAIMS.name,
        key=key.encode(),
        value=write_report_value(report),
        headers=cloud_event(topics.CLAIMS, identifier, report.published_at, report.article_id),
        partition=partition,
    )


def write_clock(partition: int) -> Outgoing:
    """Return the message that only tells the time, by which the alert agent lets go of what waited for it."""
    return Outgoing(topic=topics.CLAIMS.name, key=CLOCK, value=None, partition=partition)


def write_markers(article: Article, partitions: Iterable[int]) -> list[Outgoing]:
    """Return what tells the holders of an article's earlier claims that they are out of date, if there can be any.

    The claims of an earlier version may lie under keys, hence in partitions, that this version's claims do not
    reach: a report without claims goes to every partition. The first version, which is most, needs none.
    """
    if article.version == 1 and not article.is_withdrawn:
        return []
    bare = Report(
        article_id=article.id,
        version=article.version,
        is_withdrawn=article.is_withdrawn,
        publisher=article.source,
        published_at=article.published_at,
        embargoed_until=article.embargoed_until,
        purpose=article.purpose,
    )
    return [write_report(f"{article.id}|marker", bare, partition) for partition in partitions]
