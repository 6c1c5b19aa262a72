"""Computer voices: espeak-ng says a text, LAME makes an MP3 of it; Arabic gets its vowels from libtashkeel before.

All three come with the extra `intsite[audio]`. They are no part of intsite, which ships none of them: espeak-ng and
piper-tts, which holds libtashkeel, are under the GPL 3, LAME is under the LGPL. They are loaded only while `intsite
audio` runs, in processes of their own: a voice that fails takes nothing else with it.

https://github.com/espeak-ng/espeak-ng/blob/master/src/include/espeak-ng/speak_lib.h
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

PACKAGES = ("espeakng-loader", "lameenc", "piper-tts")
"""What the extra installs."""

BYTES_PER_SECOND = 3000
"""Of an MP3."""
_SAMPLES = 16000
"""A second. At these rates every frame of an MP3 has 108 bytes, so that length and time of a sound are one."""

_PACE, _SLOW_PACE = 155, 135
"""Words a minute; most readers are learning the language, and Leichte Sprache takes its time."""
_SAME_VOICE = {"kmr": "ku", "no": "nb", "prs": "fa", "zh": "cmn"}
"""Languages that espeak-ng knows under another tag."""

_SYNCHRONOUS, _DONT_EXIT, _UTF8, _PACE_SETTING, _BY_CHARACTER = 2, 0x8000, 1, 1, 1


class VoiceError(Exception):
    """The voice cannot speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How a language is spoken."""

    name: str
    """As the engine calls it."""
    pace: int = _PACE
    needs_vowels: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What an engine says: one channel of 16 bits a sample, as the processor orders them."""

    samples: bytes
    rate: int
    """Samples a second."""


class Engine(Protocol):
    """Turns texts into sound; works in every process that it is sent to."""

    @property
    def version(self) -> str:
        """Changes when the same words would sound otherwise."""

    def voice(self, language: str) -> Voice | None:
        """For a BCP 47 tag; None where there is none: never the voice of another language."""

    def synthesise(self, text: str, voice: Voice) -> Speech:
        """Say a text. Raises `VoiceError`."""


def missing_packages() -> tuple[str, ...]:
    """Those of the extra that are not installed."""

    def is_missing(name: str) -> bool:
        try:
            version(name)
        except PackageNotFoundError:
            return True
        return False

    return tuple(filter(is_missing, PACKAGES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Espeak:
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
        pace = _SLOW_PACE if rest == "simple" else _PACE
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


def encode(speech: Speech, pause: float) -> bytes:
    """An MP3 of whole frames, `pause` seconds of silence at its end; several can be joined to one.

    Its length in bytes by `BYTES_PER_SECOND` is its length in seconds.
    """
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(speech.rate)
    encoder.set_out_sample_rate(_SAMPLES)
    encoder.set_bit_rate(BYTES_PER_SECOND * 8 // 1000)
    encoder.set_quality(2)
    silence = bytes(2 * int(speech.rate * pause))
    return bytes(encoder.encode(speech.samples + silence)) + bytes(encoder.flush())
