"""Character references: `&amp;` and `&#8217;` to the characters that they stand for."""

from __future__ import annotations

import html
import re

_ZEROS = re.compile(r"(&#)0+(?=[0-9])|(&#[xX])0+(?=[0-9a-fA-F])")
# More than Unicode has; of some thousand digits Python makes no number at all.
_BEYOND = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")


def unescape(text: str) -> str:
    """Return a text with its references replaced; one to a character that does not exist becomes U+FFFD."""
    if "&#" in text:
        text = _BEYOND.sub("\ufffd", _ZEROS.sub(r"\1\2", text))
    return html.unescape(text)
