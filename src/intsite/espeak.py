"""espeak-ng says a text, in Arabic with the vowels that libtashkeel finds.

Both come with the extra `intsite[audio]`, like LAME, which makes an MP3 of what is said. They are no part of intsite,
which ships none of them: espeak-ng and piper-tts, which holds libtashkeel, are under the GPL 3, LAME is under the
LGPL. They are loaded only while `intsite audio` runs, in processes of their own: a voice that fails takes nothing else
with it.

https://github.com/espeak-ng/espeak-ng/blob/master/src/include/espeak-ng/speak_lib.h
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from msgspec import Struct

from intsite.voices import PACE, Speech, Voice, VoiceError

PACKAGES = ("espeakng-loader", "lameenc", "piper-tts")
"""What the extra installs."""

_SLOW_PACE = 135
"""Words a minute, for Leichte Sprache, which takes its time."""
_SAME_VOICE = {"kmr": "ku", "no": "nb", "prs": "fa", "zh": "cmn"}
"""Languages that espeak-ng knows under another tag."""

_SYNCHRONOUS, _DONT_EXIT, _UTF8, _PACE_SETTING, _BY_CHARACTER = 2, 0x8000, 1, 1, 1


def missing_packages() -> tuple[str, ...]:
    """Those of the extra that are not installed."""

    def is_missing(name: str) -> bool:
        try:
            version(name)
        except PackageNotFoundError:
            return True
        return False

    return tuple(filter(is_missing, PACKAGES))


class Espeak(Struct, frozen=True, kw_only=True):
    """espeak-ng, with a model for the vowels of Arabic."""

    voices: tuple[tuple[str, str], ...]
    """Languages and the names of their voices."""

    @property
    def version(self) -> str:
        """The releases of all that has a part in the sound."""
        return " ".join(f"{name} {version(name)}" for name in PACKAGES)

    def voice(self, language: str) -> Voice | None:
        """The voice of a language; Leichte Sprache is spoken more slowly."""
        base, _, rest = language.lower().partition("-")
        base = _SAME_VOICE.get(base, base)
        name = dict(self.voices).get(base)
        pace = _SLOW_PACE if rest == "simple" else PACE
        return Voice(name=name, pace=pace, needs_vowels=base == "ar") if name else None

    def synthesise(self, text: str, voice: Voice) -> Speech:
        """Say a text, in Arabic with its vowels; never twice in quite the same bytes."""
        said = vowelled(text) if voice.needs_vowels else text
        library, rate = _library()
        parts: list[bytes] = []

        def take(samples: int | None, count: int, _: object) -> int:
            if samples and count:
                parts.append(ctypes.string_at(samples, count * 2))
            return 0

        callback = _CALLBACK(take)
        library.espeak_SetSynthCallback(callback)
        library.espeak_SetParameter(_PACE_SETTING, voice.pace, 0)
        content = said.encode()
        if library.espeak_SetVoiceByName(voice.name.encode()) or library.espeak_Synth(
            content, len(content) + 1, 0, _BY_CHARACTER, 0, _UTF8, None, None
        ):
            message = f"espeak-ng ({voice.name}): {text}"
            raise VoiceError(message)
        return Speech(samples=b"".join(parts), rate=rate)


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class _EspeakVoice(ctypes.Structure):
    """The beginning of `espeak_VOICE`."""

    _fields_ = (("name", ctypes.c_char_p), ("languages", ctypes.c_void_p), ("identifier", ctypes.c_char_p))


@functools.cache
def _library() -> tuple[ctypes.CDLL, int]:
    """The library, and the samples a second that it makes."""
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), _DONT_EXIT)
    if rate <= 0:
        message = "espeak-ng"
        raise VoiceError(message)
    return library, rate


def espeak() -> Espeak:
    """espeak-ng with the main voice of each language that it has. Raises `VoiceError`."""
    library, _ = _library()
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_EspeakVoice))
    listed = library.espeak_ListVoices(None)
    found: dict[str, tuple[int, int, str]] = {}
    number = 0
    while listed[number]:
        voice = listed[number].contents
        # First a byte of priority, low is good, then the tag: `\x02en-gb`.
        priority, tag = ctypes.string_at(voice.languages, 1)[0], ctypes.string_at(voice.languages + 1).decode()
        ranked = (len(tag), priority, voice.identifier.decode())
        language = tag.lower().partition("-")[0]
        found[language] = min(found.get(language, ranked), ranked)
        number += 1
    return Espeak(voices=tuple((language, name) for language, (_, _, name) in found.items()))


def vowelled(text: str) -> str:
    """An Arabic text with the short vowels that are spoken but not written."""
    return _diacritiser()(text)


@functools.cache
def _diacritiser() -> Callable[[str], str]:
    from piper.tashkeel import TashkeelDiacritizer

    diacritise: Callable[[str], str] = TashkeelDiacritizer()
    return diacritise
