"""What every computer voice is asked and answers, and MP3."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

PACE = 155
"""Words a minute; most readers are learning the language."""
BYTES_PER_SECOND = 3000
"""Of an MP3."""
_SAMPLES = 16000
"""A second. At these rates every frame of an MP3 has 108 bytes, so that length and time of a sound are one."""


class VoiceError(Exception):
    """The voice cannot speak."""


class Voice(Struct, frozen=True, kw_only=True):
    """How a language is spoken."""

    name: str
    """As the engine calls it."""
    pace: int = PACE
    needs_vowels: bool = False


class Speech(Struct, frozen=True, kw_only=True):
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
