"""How words of a language are inflected, as far as it takes to know a term again in a text.

Two words are the same when they are equal without what the tables below name. That finds `Jobcenters` and
`iş merkezine`; where a word changes inside (`дозвіл`, `дозволу`), the glossary lists the form.
"""

from __future__ import annotations

import functools
import re
from itertools import chain

_SHORTEST = 3
"""Letters that stay; a shorter word is compared as it is."""

_ENDINGS = {
    "de": "ern ers en er em es e n s",
    "en": "’s 's s",
    "fr": "s x",
    "ru": "иями ием ией ами ями ого его ому ему ыми ими иях иям ах ях ам ям ов ев ей ой ый ий ая яя ое ее ую юю ых их "
    "ым им ом ем ою ею ию ия ии ие а я о е и ы у ю ь й",
    "uk": "ами ями ого ього ому ьому ими іми ості ах ях ам ям ів їв ей ою ею єю ий ій ої ії ію ія ию их іх им ім ом ем "
    "єм ові еві а я о е є и і ї у ю ь й",
    "fa": "\u200cهای \u200cها \u200cهایی \u200cای \u200cام \u200cات \u200cاش \u200cتان \u200cشان \u200cمان \u200cی "
    "های ها ی ٔ",
    "ar": "تكم تك ته تها تهم تنا كم ها هم نا ة ه ك",
}
_BEGINNINGS = {"ar": "وبال وال فال بال كال ولل لل ال"}
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640\u00ad]")
"""Stress, vowel signs, tatweel and soft hyphens, which some texts write and others leave out."""
_SAME = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ё": "е", "ʼ": "’", "'": "’"}
)
_TURKISH = re.compile(
    r"(?:l[ae]r)?(?:[ıiuü]?m[ıiuü]z|[ıiuü]?n[ıiuü]z|s?[ıiuü]n?)?(?:[dt][ae]n?|[yn]?[ae]|[yn]?[ıiuü]|n[ıiuü]n|y?l[ae])?$"
)
"""Plural, possession and case, in this order."""


def _folded(affixes: str) -> frozenset[str]:
    return frozenset(affix.translate(_SAME) for affix in affixes.split(" "))


_CUT_OFF = {language: _folded(endings) for language, endings in _ENDINGS.items()}
_CUT_AWAY = {language: _folded(beginnings) for language, beginnings in _BEGINNINGS.items()}
_LONGEST = max(map(len, chain(*_CUT_OFF.values(), *_CUT_AWAY.values())))


@functools.lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """A word without its inflection, in small letters; not a stem of grammar, but the same for all forms."""
    base = language.partition("-")[0]
    if base == "tr":
        word = word.replace("I", "ı").replace("İ", "i").partition("'")[0].partition("’")[0]
    plain = _MARKS.sub("", word.lower()).translate(_SAME)
    if base == "tr":
        return plain[:_SHORTEST] + _TURKISH.sub("", plain[_SHORTEST:], count=1)
    beginnings, endings = _CUT_AWAY.get(base, ()), _CUT_OFF.get(base, ())
    for length in _lengths(plain) if beginnings else ():
        if plain[:length] in beginnings:
            plain = plain[length:]
            break
    for length in _lengths(plain) if endings else ():
        if plain[-length:] in endings:
            return plain[:-length]
    return plain


def _lengths(word: str) -> range:
    """Of what may be cut off, the longest first."""
    return range(min(len(word) - _SHORTEST, _LONGEST), 0, -1)
