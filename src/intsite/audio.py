"""Sound of whole pages in a computer voice, for those that nobody has read.

`intsite audio` makes an MP3 of each chosen page and a list of cues (WebVTT, one per sentence, named by its id).
Sentences are kept one by one, so that only new ones are spoken. The cues carry a fingerprint of what is said and a
digest of the sound: a build takes it only for a page that still says the same.

https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from intsite import voices
from intsite.assets import Medium
from intsite.config import Config
from intsite.files import write_changed
from intsite.output import Output
from intsite.pages import Page
from intsite.pages.recordings import COMPUTER, FORMATS, TRACK
from intsite.problems import Problem, Span, problem
from intsite.resolve import Site
from intsite.spoken import fingerprint, sentences
from intsite.views import EntryView
from intsite.voices import BYTES_PER_SECOND, Engine, Voice

_SOUND = ".mp3"
_PAUSE = 0.4
"""Seconds after each sentence."""
_CHARACTERS_PER_SECOND = 14
"""Roughly, for an estimate; Arabic script takes longer, since its vowels are not written."""
_SENTENCES = ".intsite/sentences"
_HEAD = "WEBVTT\n\nNOTE intsite "
_NOTE = re.compile(rf"{re.escape(_HEAD)}([0-9a-f]+) ([0-9a-f]+)\n")
"""Fingerprint of what is said, and digest of the sound that belongs to the cues."""
_LATIN = re.compile(r"[^\W\d_a-zA-Z\u00aa-\u024f\u1e00-\u1eff]")
"""Finds a letter that is not Latin."""
_DIGEST = 16


class Sounds(Struct, frozen=True, kw_only=True):
    """What `intsite audio` has made for a site."""

    media: Mapping[tuple[str, str], Medium]
    """By folder of the entry and a name that stands for a file beside it: `de.computer.mp3`."""
    fingerprints: Mapping[tuple[str, str], str]
    """Of what is said, by folder of the entry and language."""
    outputs: Mapping[tuple[str, str], tuple[Output, ...]]
    """The files, likewise."""


def find(site: Site) -> Sounds:
    """The sounds that lie there, for words that no person has read."""
    media: dict[tuple[str, str], Medium] = {}
    fingerprints: dict[tuple[str, str], str] = {}
    outputs: dict[tuple[str, str], tuple[Output, ...]] = {}
    has_sounds = (site.config.root / site.config.audio_folder).is_dir()
    for entry in site.entries.values() if has_sounds else ():
        for language in site.config.languages:
            sound = _place(site.config, entry.path, language)
            if not sound.is_file() or any(f"{language}{ending}" in entry.media for ending in FORMATS):
                continue
            content = sound.read_bytes()
            digest = _digest(content)
            cues, said = _cues_of(sound, digest)
            if not said:
                continue
            # The name changes with the sound: no cache between plays an older one.
            stem = f"media/{_below_content(entry.path)}/{language}.{digest[:10]}"
            made = (Output(path=stem + _SOUND, content=content), Output(path=stem + TRACK, content=cues))
            for output, ending in zip(made, (_SOUND, TRACK), strict=True):
                name = f"{language}{COMPUTER}{ending}"
                media[entry.path, name] = Medium(url=output.path, bytes=len(output.content))
            fingerprints[entry.path, language] = said
            outputs[entry.path, language] = made
    return Sounds(media=media, fingerprints=fingerprints, outputs=outputs)


def _cues_of(sound: Path, digest: str) -> tuple[bytes, str]:
    """The cues beside a sound that `make` has written, and the fingerprint of what is said; of any other, nothing."""
    file = sound.with_suffix(TRACK)
    cues = file.read_bytes() if file.is_file() else b""
    found = _NOTE.match(cues.decode(errors="replace"))
    return (cues, found[1]) if found and found[2] == digest else (b"", "")


def _place(config: Config, entry_path: str, language: str) -> Path:
    return config.root / config.audio_folder / _below_content(entry_path) / f"{language}{_SOUND}"


def _below_content(entry_path: str) -> str:
    return entry_path.removeprefix("content/")


def is_outdated(page: Page, output: Output, sounds: Sounds) -> bool:
    """Whether a finished page says something else than the sound which it offers."""
    content = page.view.content
    return (
        isinstance(content, EntryView)
        and content.recording is not None
        and content.recording.is_by_computer
        and fingerprint(sentences(output.content.decode())) != sounds.fingerprints[page.origin, page.view.language]
    )


def silenced(page: Page) -> Page:
    """The page of an entry without its sound."""
    return replace(page, view=replace(page.view, content=replace(page.view.content, recording=None)))  # type: ignore[type-var]


def published(sounds: Sounds, silent: Collection[tuple[str, str]]) -> Iterator[Output]:
    """The files of the sounds that are offered, not those of the `silent` entries and languages."""
    for key, outputs in sounds.outputs.items():
        if key not in silent:
            yield from outputs


def warnings(config: Config, silent: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Which pages have lost their sound."""
    for origin, language in silent:
        yield problem("audio-outdated", Span(path=f"{origin}/{language}.md"), folder=config.audio_folder)


class Line(NamedTuple):
    """A sentence and who says it."""

    id: str
    text: str
    voice: Voice


class Reading(Struct, frozen=True, kw_only=True):
    """A page as a computer reads it."""

    origin: str
    """Folder of the entry."""
    language: str
    fingerprint: str
    lines: tuple[Line, ...]


class Made(Struct, frozen=True, kw_only=True):
    """What has been made."""

    pages: int
    """Whose files were written, since they were new or had changed."""
    sentences: int
    """That were spoken; all others were known."""
    seconds: float
    """How long all pages sound."""
    bytes: int


def reading(page: Page, content: bytes, engine: Engine) -> Reading | None:
    """How a finished page is read; None where its language has no voice.

    Words of a language without a voice are read by that of the page when their letters are Latin, else left out.
    """
    own = engine.voice(page.view.language)
    if own is None:
        return None
    said = sentences(content.decode())
    lines = (
        Line(one.id, one.text, voice)
        for one in said
        if (voice := engine.voice(one.language) or (None if _LATIN.search(one.text) else own))
    )
    return Reading(origin=page.origin, language=page.view.language, fingerprint=fingerprint(said), lines=tuple(lines))


class Sentences:
    """Sentences that were spoken before, each in a file of its own; a damaged one is as good as none."""

    def __init__(self, root: Path, engine: Engine) -> None:
        self._folder = root / _SENTENCES
        self._version = engine.version

    def _file(self, line: Line) -> Path:
        voice = line.voice
        key = json.dumps([self._version, voice.name, voice.pace, voice.needs_vowels, _PAUSE, line.text])
        digest = _digest(key.encode())
        return self._folder / digest[:2] / digest[2:]

    def get(self, line: Line) -> bytes | None:
        """The sound of a sentence."""
        try:
            content = self._file(line).read_bytes()
        except OSError:
            return None
        digest, sound = content[:_DIGEST], content[_DIGEST:]
        return sound if sound and hashlib.blake2b(sound, digest_size=_DIGEST).digest() == digest else None

    def put(self, line: Line, sound: bytes) -> None:
        """Keep the sound of a sentence."""
        write_changed(self._file(line), hashlib.blake2b(sound, digest_size=_DIGEST).digest() + sound)

    def keep(self, lines: Iterable[Line]) -> None:
        """Forget all others."""
        kept = {self._file(line) for line in lines}
        for file in self._folder.glob("??/*"):
            if file not in kept:
                file.unlink()

    def unknown(self, readings: Iterable[Reading]) -> tuple[Line, ...]:
        """Each sentence once that has to be spoken."""
        lines = {(line.text, line.voice): line for one in readings for line in one.lines}
        return tuple(line for line in lines.values() if self.get(line) is None)


def estimate(lines: Iterable[Line]) -> tuple[float, int]:
    """About how many seconds sentences sound, and how many bytes that makes."""
    seconds = sum(len(line.text) / _CHARACTERS_PER_SECOND + _PAUSE for line in lines)
    return seconds, round(seconds * BYTES_PER_SECOND)


def make(
    config: Config,
    readings: Sequence[Reading],
    engine: Engine,
    *,
    known: Sentences,
    map: Callable[..., Iterable[Any]] = map,  # noqa: A002  that of a pool may stand in for it
    progress: Callable[[int], None] = lambda _: None,
) -> Made:
    """Speak what is not known yet, and write the files of all pages that changed. Raises `voices.VoiceError`."""
    lines = known.unknown(readings)
    sounds = map(_say, [engine] * len(lines), lines)
    for number, (line, sound) in enumerate(zip(lines, sounds, strict=True), start=1):
        known.put(line, sound)
        progress(number)
    written = size = 0
    for one in readings:
        sounded = [(line, known.get(line) or b"") for line in one.lines]
        content = b"".join(sound for _, sound in sounded)
        place = _place(config, one.origin, one.language)
        cues = _cues(f"{one.fingerprint} {_digest(content)}", sounded).encode()
        written += any([write_changed(place, content), write_changed(place.with_suffix(TRACK), cues)])
        size += len(content)
    return Made(pages=written, sentences=len(lines), seconds=size / BYTES_PER_SECOND, bytes=size)


def prune(config: Config, readings: Iterable[Reading], known: Sentences) -> int:
    """Remove sounds that `make` has written for other pages, and sentences that none of `readings` says.

    Gives the number of pages that lose theirs. What an editor has laid there, or changed since, stays.
    """
    readings = tuple(readings)
    known.keep(line for one in readings for line in one.lines)
    kept = {_place(config, one.origin, one.language) for one in readings}
    removed = 0
    for sound in sorted((config.root / config.audio_folder).rglob(f"*{_SOUND}")):
        if sound not in kept and _cues_of(sound, _digest(sound.read_bytes()))[1]:
            sound.unlink()
            sound.with_suffix(TRACK).unlink()
            removed += 1
    return removed


def _say(engine: Engine, line: Line) -> bytes:
    return voices.encode(engine.synthesise(line.text, line.voice), _PAUSE)


def _cues(mark: str, sounded: Iterable[tuple[Line, bytes]]) -> str:
    parts = [f"{_HEAD}{mark}\n"]
    end = 0
    for line, sound in sounded:
        start, end = end, end + len(sound)
        text = line.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts.append(f"{line.id}\n{_clock(start)} --> {_clock(end)}\n{text}\n")
    return "\n".join(parts)


def _clock(position: int) -> str:
    """The time at a byte of a sound: `00:01:02.345`."""
    milliseconds = round(position * 1000 / BYTES_PER_SECOND)
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=_DIGEST).hexdigest()
