"""NewsML-G2 to article events: news items, alone or in a news message."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from lxml import etree

from streams.wire.article_events import make_event, refuse
from streams.wire.refusal import Refused, UnreadableFileError
from streams.wire.versions import version_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemas.article import ArticleV1

NO_END = datetime(9999, 12, 31, tzinfo=UTC)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_READ = ("text", "composite")
_STATUS = {
    "": "usable",
    "usable": "usable",
    "canceled": "withdrawn",
    "cancelled": "withdrawn",
    "withheld": "withdrawn",
}
_XHTML = frozenset(("html", "body", "article", "section", "div", "p"))
# What NITF has beside the text: pictures with their captions.
_NITF_ASIDE = ("media", "body.end", "body.head")

# An lxml element; the library publishes no types.
Element = Any


def read_newsml(raw: bytes) -> tuple[ArticleV1 | Refused, ...]:
    """Return the items in their order. Raises `UnreadableFileError` where it is no NewsML-G2.

    Withheld and canceled items withdraw, as in ninjs.
    """
    root = _parse(raw)
    items = root.findall("{*}itemSet/*") if _name(root) == "newsMessage" else [root]
    return tuple(_event(item) for item in items if isinstance(item.tag, str))


def _parse(raw: bytes) -> Element:
    """Parse XML from a stranger: no entities, no network, nothing huge."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(f"is not XML that can be read: {error}.") from None


def _event(item: Element) -> ArticleV1 | Refused:
    guid = item.get("guid")
    if _name(item) != "newsItem":
        return refuse(guid, f"It is a {_name(item)}; only a newsItem carries a text.")
    kind = _tail(item.find("{*}itemMeta/{*}itemClass")) or "text"
    if kind not in _READ:
        return refuse(guid, f"`itemClass`: it is {kind}; read are {' and '.join(_READ)}.")
    status = _STATUS.get(_tail(item.find("{*}itemMeta/{*}pubStatus")))
    if status is None:
        return refuse(guid, "`pubStatus`: it is neither usable nor withheld nor canceled.")
    created = _moment(_text(item.find("{*}itemMeta/{*}versionCreated")))
    if created is None:
        return refuse(guid, "`versionCreated`: there is no date that can be read, with its offset.")
    body, content_type = ("", "text/plain") if status == "withdrawn" else _body(item)
    return make_event(
        {
            "id": guid,
            "version": version_of(item.get("version"), created),
            "status": status,
            "source": _source(item),
            "title": _text(item.find("{*}contentMeta/{*}headline"))
            or _text(item.find("{*}itemMeta/{*}title")),
            "body": body,
            "content_type": content_type,
            "language": _language(item),
            "published_at": created,
            "embargoed_until": _embargo(item),
            "genre": _genre(item),
            "authors": tuple(filter(None, map(_text, item.findall("{*}contentMeta/{*}by")))),
        }
    )


def _embargo(item: Element) -> datetime | None:
    """Return until when an item is embargoed. An embargo without a time lasts until another version says otherwise."""
    found = item.find("{*}itemMeta/{*}embargoed")
    return None if found is None else _moment(_text(found)) or NO_END


def _genre(item: Element) -> str:
    found = item.find("{*}contentMeta/{*}genre")
    return "" if found is None else found.get("qcode") or found.get("uri") or _text(found.find("{*}name"))


def _name(element: Element) -> str:
    return str(etree.QName(element).localname)


def _text(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _tail(element: Element | None) -> str:
    """Return the last part of a code (`stat:usable`) or of an address that stands for one."""
    said = "" if element is None else (element.get("qcode") or element.get("uri") or "")
    return str(said).replace("/", ":").rpartition(":")[2].strip().lower()


def _moment(said: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _source(item: Element) -> str | None:
    """Return whose content it is, or else who provides it, or else who holds the rights."""
    sources = item.findall("{*}contentMeta/{*}infoSource")
    parties = [each for each in sources if str(each.get("role", "")).endswith("origcont")]
    parties += item.findall("{*}itemMeta/{*}provider")
    parties += item.findall("{*}rightsInfo/{*}copyrightHolder")
    return next(filter(None, map(_party, parties)), None)


def _party(element: Element) -> str:
    """Return what a party is called, or at least its code."""
    code = str(element.get("qcode") or "").rpartition(":")[2]
    return _text(element.find("{*}name")) or element.get("literal") or code or element.get("uri") or ""


def _language(item: Element) -> str | None:
    said = item.find("{*}contentMeta/{*}language")
    contents = item.findall("{*}contentSet/*")
    given = [said.get("tag")] if said is not None else []
    return next(filter(None, (*given, *(each.get(_LANG) for each in contents), item.get(_LANG))), None)


def _body(item: Element) -> tuple[str, str]:
    """Return the text that the item carries, in markup where it has both: there the paragraphs are marked."""
    for content in item.findall("{*}contentSet/{*}inlineXML"):
        pieces = list(_markup(content))
        if pieces:
            return "\n".join(pieces), "text/html"
    for content in item.findall("{*}contentSet/{*}inlineData"):
        kind = str(content.get("contenttype") or "text/plain").partition(";")[0].strip().lower()
        if kind in ("text/plain", "text/html") and not content.get("encoding"):
            return "".join(content.itertext()), kind
    return "", "text/plain"


def _markup(content: Element) -> Iterator[str]:
    """Yield XHTML as it stands, and the text of NITF, whose paragraphs have the same name."""
    for root in content:
        if _name(root) == "nitf":
            found = root.find(".//{*}body.content")
            yield from (
                _html(each) for each in (() if found is None else found) if _name(each) not in _NITF_ASIDE
            )
        elif _name(root) in _XHTML:
            yield _html(root)


def _html(element: Element) -> str:
    """Return an element as HTML, without its namespace: apart from the document, which would lend it others."""
    apart = deepcopy(element)
    for each in apart.iter():
        if isinstance(each.tag, str):
            each.tag = _name(each)
    etree.cleanup_namespaces(apart)
    return str(etree.tostring(apart, encoding="unicode", method="html", with_tail=False))
