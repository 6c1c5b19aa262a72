"""Recordings: an entry's words, read by a person, in sound files that lie beside the words file."""

from __future__ import annotations

from intsite.pages.context import Context
from intsite.parse import Entry
from intsite.views import RecordingView, SoundFile

_FORMATS = {".opus": "audio/ogg; codecs=opus", ".mp3": "audio/mpeg"}
"""Endings and what they hold; browsers take the first that they can play."""
_TRACK = ".vtt"


def recording(context: Context, entry: Entry, language: str) -> RecordingView | None:
    """The recording of the words in a language, `de.opus`, `de.mp3` or both, with its cues in `de.vtt`."""
    found = {ending: context.media.get((entry.path, f"{language}{ending}")) for ending in (*_FORMATS, _TRACK)}
    files = tuple(
        SoundFile(url=medium.url, type=kind) for ending, kind in _FORMATS.items() if (medium := found[ending])
    )
    track = found[_TRACK]
    return RecordingView(files=files, track_url=track.url if track else "") if files else None
