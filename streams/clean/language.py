"""The language of a text, found offline."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

undetermined = "und"

# Enough for certainty: half a millisecond's worth.
_SAMPLE_CHARS = 1000
_SUBTAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|[@#])\S+")

_NEWS_LANGUAGES = (
    "ar bg bn cs da de el es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv sw ta th tr uk "
    "ur vi zh"
)
# How much likelier than another language one is to be in a newsroom's feed, before its text is read. The detector
# knows 140 languages, and a headline of five names looks like several: "Zelensky visits Berlin" would be Czech.
_PRIORS = dict.fromkeys(_NEWS_LANGUAGES.split(), 2.0) | {"en": 30.0}
_ELSEWHERE = 0.5
# Languages without a two-letter code are rarely written in news, and their big neighbours look like them: Nigerian
# Pidgin like English, Wu like Chinese.
_RARE = 0.05
_HINTED = 60.0
_SURE = 0.08


class LanguageDetector:
    """The model, opened once (a second)."""

    def __init__(self) -> None:
        self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def detect(self, text: str, hint: str | None = None) -> str:
        """Return the BCP 47 primary subtag, or `und` where the text does not tell.

        `hint` is what the sender says, as a subtag or a whole tag; it decides where the text leaves it open.
        """
        said = _primary(hint)
        sample = _ADDRESS.sub(" ", text[: 2 * _SAMPLE_CHARS])[:_SAMPLE_CHARS]
        if not _LETTER.search(sample):
            return said or undetermined
        ranked: list[tuple[str, float]] = self._identifier.rank(
            sample.encode("utf-8", "ignore").decode("utf-8")
        )
        weighed = {language: share * _prior(language, said) for language, share in ranked}
        best = max(weighed, key=lambda language: weighed[language])
        return best if weighed[best] >= _SURE * sum(weighed.values()) else said or undetermined


def detect_language(text: str, hint: str | None) -> str:
    """Return the BCP 47 primary subtag of the text's language, as `LanguageDetector.detect` does."""
    return _detector().detect(text, hint)


@cache
def _detector() -> LanguageDetector:
    return LanguageDetector()


def _primary(hint: str | None) -> str | None:
    found = _SUBTAG.fullmatch((hint or "").strip())
    return found[1].lower() if found and found[1].lower() != undetermined else None


def _prior(language: str, said: str | None) -> float:
    prior = _PRIORS.get(language, _ELSEWHERE if len(language) == 2 else _RARE)  # noqa: PLR2004 - ISO 639-1
    return prior * _HINTED if language == said else prior
