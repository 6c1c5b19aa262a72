"""Recordings: an entry's words, read by a person, in sound files that lie beside the words file; else by a computer."""

from __future__ import annotations

from intsite.pages.context import Context
from intsite.parse import Entry
from intsite.views import RecordingView, SoundFile

FORMATS = {".opus": "audio/ogg; codecs=opus", ".mp3": "audio/mpeg"}
"""Endings and what they hold; browsers take the first that they can play."""
TRACK = ".vtt"
COMPUTER = ".computer"
"""Stands between language and ending where a computer speaks: `de.computer.mp3`."""


def recording(context: Context, entry: Entry, language: str) -> RecordingView | None:
    """The recording of the words in a language, `de.opus`, `de.mp3` or both, with its cues in `de.vtt`.

    A computer reads the whole page, so that its sound only serves the page of the same language.
    """
    by_person = _recording(context, entry, language, is_by_computer=False)
    if by_person or language != context.language:
        return by_person
    return _recording(context, entry, f"{language}{COMPUTER}", is_by_computer=True)


def _recording(context: Context, entry: Entry, stem: str, *, is_by_computer: bool) -> RecordingView | None:
    found = {ending: context.media.get((entry.path, f"{stem}{ending}")) for ending in (*FORMATS, TRACK)}
    files = tuple(SoundFile(url=medium.url, type=kind) for ending, kind in FORMATS.items() if (medium := found[ending]))
    if not files:
        return None
    track = found[TRACK]
    return RecordingView(files=files, track_url=track.url if track else "", is_by_computer=is_by_computer)
