"""Web addresses as other formats want them: what articles call one may be anything."""

from __future__ import annotations

import re
from urllib.parse import quote

# One way to read each character, so that no text takes long, however it is made.
_CHAR = r"(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~:/@!$&'()*+,;=])"
_LATER = r"(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~:/@!$&'()*+,;=?])"
_WEB = re.compile(rf"https?://[A-Za-z0-9.-]+(?::[0-9]{{1,5}})?(?:/{_CHAR}*)?(?:\?{_LATER}*)?(?:#{_LATER}*)?")
_KEPT = ":/?#@!$&'()*+,;=%~"


def web_address(url: str | None) -> str | None:
    """Return an address of the web by RFC 3986, what it may not hold escaped; None where it is none."""
    escaped = quote(url or "", safe=_KEPT, errors="replace")
    return escaped if _WEB.fullmatch(escaped) else None
