"""A stand-in for the computer's voices that says nothing, and remembers what it was asked to say."""

from collections.abc import Collection
from dataclasses import dataclass, field

from intsite import audio
from intsite.build import finished_pages
from intsite.voices import Speech, Voice
from support.counties import County

RATE = 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Speaks German and Arabic: a tenth of a second for each word."""

    version: str = "1"
    said: list[tuple[str, str]] = field(default_factory=list)
    """Voices and texts."""

    def voice(self, language: str) -> Voice | None:
        base = language.partition("-")[0]
        return Voice(name=base) if base in {"de", "ar"} else None

    def synthesise(self, text: str, voice: Voice) -> Speech:
        self.said.append((voice.name, text))
        return Speech(samples=bytes(2 * RATE // 10 * len(text.split())), rate=RATE)


def speak(county: County, speaker: Speaker, *languages: str) -> audio.Made:
    """What `intsite audio` does, with a stand-in."""
    config = county.config()
    return audio.make(
        config, readings(county, speaker, languages), speaker, known=audio.Sentences(config.root, speaker)
    )


def prune(county: County, speaker: Speaker, *languages: str) -> int:
    """What `intsite audio --prune` does at its end."""
    config = county.config()
    return audio.prune(config, readings(county, speaker, languages), audio.Sentences(config.root, speaker))


def readings(county: County, speaker: Speaker, languages: Collection[str]) -> list[audio.Reading]:
    """Pages of entries as the stand-in reads them."""
    pages = finished_pages(county.site(), wanted=lambda page: bool(page.origin), progress=lambda _: None)
    found = (
        audio.reading(page, output.content, speaker)
        for page, output in pages
        if page.view.language in languages and page.path.count("/") == 3
    )
    return [one for one in found if one]
