"""A language as its international tag, such as de, ar, uk or de-simple."""

from __future__ import annotations

import re

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import Problem, Span, problem
from intsite.source import Node

EXAMPLE = "ar"

_TAG = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
"""Language, script, region, variants, private use. https://www.rfc-editor.org/info/bcp47"""

_SHORT, _SCRIPT = 2, 4
_TWO_LETTERS = frozenset(
    re.findall(
        r"\w+",
        "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
        "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
        "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
        "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
        "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw "
        "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu",
    ),
)
"""Every language of ISO 639-1, a closed list; of longer subtags only the form is checked."""

_MISTAKEN = {
    "al": "sq",
    "alb": "sq",
    "ara": "ar",
    "arab": "ar",
    "bos": "bs",
    "bul": "bg",
    "ces": "cs",
    "cn": "zh",
    "cz": "cs",
    "dari": "prs",
    "deu": "de",
    "dk": "da",
    "eng": "en",
    "fas": "fa",
    "fra": "fr",
    "ger": "de",
    "gr": "el",
    "hrv": "hr",
    "in": "id",
    "ir": "fa",
    "ita": "it",
    "iw": "he",
    "jp": "ja",
    "kur": "ku",
    "per": "fa",
    "pol": "pl",
    "por": "pt",
    "ron": "ro",
    "rus": "ru",
    "som": "so",
    "spa": "es",
    "srp": "sr",
    "tir": "ti",
    "tur": "tr",
    "ua": "uk",
    "ukr": "uk",
    "urd": "ur",
    "vie": "vi",
    "vn": "vi",
    "zho": "zh",
}
"""Countries that people write for a language, and older or longer tags of languages with two letters."""


def read(node: Node, field: Field) -> Reading:
    """The tag as text, with the letter case that BCP 47 recommends."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    return check_tag(text, node.span)


def check_tag(text: str, span: Span) -> tuple[str | None, tuple[Problem, ...]]:
    """The language tag in the case that BCP 47 recommends, or what is wrong with it."""
    first, *rest = text.split("-")
    if not _TAG.fullmatch(text):
        meant = "-".join([_MISTAKEN.get(first.lower(), first), *rest]).replace("_", "-")
        suggestion = meant if _TAG.fullmatch(meant) else ""
        return None, (problem("bad-language", span, value=text, suggestion=suggestion),)
    if first.lower() in _MISTAKEN or (len(first) == _SHORT and first.lower() not in _TWO_LETTERS):
        meant = _MISTAKEN.get(first.lower(), "")
        suggestion = "-".join([meant, *rest]) if meant else ""
        return None, (problem("unknown-language", span, value=text, suggestion=suggestion),)
    return _in_usual_case(first, rest), ()


def _in_usual_case(first: str, rest: list[str]) -> str:
    """`zh-Hans-TW`: language small, script with a capital, region in capitals, everything else small."""
    cased = [first.lower()]
    private = False
    for part in rest:
        private = private or part.lower() == "x"
        if len(part) == _SHORT and not private:
            cased.append(part.upper())
        elif len(part) == _SCRIPT and part.isalpha() and not private:
            cased.append(part.title())
        else:
            cased.append(part.lower())
    return "-".join(cased)


def schema(_field: Field) -> dict[str, object]:
    """A string of letters and hyphens."""
    return {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}
