from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intsite.source import Mapping, Scalar, parse_words
from intsite.translations import record
from intsite.translations.record import made_by

DIGESTS = ((".front", "1a2b3c4d"), ("documents", "99aabbcc"))


def recorded(text: str) -> dict[str, str]:
    words, problems = parse_words(text, "x.md")
    assert not problems
    translation = words.front.get("translation")
    assert isinstance(translation, Mapping)
    of = translation.get("of")
    assert isinstance(of, Mapping)
    return {key.text: value.text for key, value in of if isinstance(value, Scalar)}


@pytest.mark.parametrize(
    "front",
    [
        "title: مرحبا\n",
        "title: مرحبا\ntranslation:\n  by: machine\n  reviewed: false\n",
        "translation:\n  by: human\n  of:\n    .front: 00000000\n    gone: 11111111\ntitle: مرحبا\n",
        "translation:\n  of:\n    documents: 00000000\n  by: human\nsummary: Kurz\ntitle: Guten Tag\n",
        "title: مرحبا\ntranslation: {by: machine, reviewed: true, of: {gone: 11111111}}  # schnell\nsummary: Kurz\n",
        "title: مرحبا\ntranslation: {by: human,\n  reviewed: false}\nsummary: Kurz\n",
        "title: مرحبا\ntranslation: {\n  by: human, of: {gone: 11111111,\n fees: 22222222}\n}\nsummary: Kurz\n",
        "title: مرحبا\ntranslation:\n    by: human\n    of:\n        gone: 11111111\nsummary: Kurz\n",
        "title: مرحبا\ntranslation:\n  of:\n    a: 11111111\n\n    b: 22222222\n  by: human\nsummary: Kurz\n",
        "title: مرحبا\ntranslation:\n  of:\n    a: 11111111\n# Büro\n  by: human\nsummary: Kurz\n",
        "title: مرحبا\n'translation': {'by': 'human'}\nsummary: Kurz\n",
        "title: مرحبا\ntranslation:\nsummary: Kurz\n",
    ],
)
def test_a_record_stands_in_the_front_matter_whatever_stood_there(front: str) -> None:
    text = f"---\n{front}---\n\nText\n\n---\n\nMehr\n"

    changed = record(text, DIGESTS)

    assert recorded(changed) == dict(DIGESTS)
    assert changed.partition("\n---\n")[2] == text.partition("\n---\n")[2]
    assert recorded(made_by(changed, by_machine=False, is_reviewed=False)) == dict(DIGESTS)


def test_what_somebody_noted_beside_the_record_stays() -> None:
    front = "translation:  # Büro\n  # wer\n  by: human  # zwei Personen\n  of:\n    gone: 11111111\n  # noch nicht\n"

    changed = record(f"---\n{front}  reviewed: false\n---\n", DIGESTS)

    assert changed == f"---\n{front}  reviewed: false\n---\n".replace(
        "    gone: 11111111\n", "\n".join(f"    {name}: {digest}\n" for name, digest in DIGESTS)
    )


def test_everything_else_of_the_front_matter_stays() -> None:
    text = "---\ntitle: Titel\ntranslation:\n  by: machine\n  reviewed: false\nkeywords: [a, b]\n---\n"

    changed = record(text, DIGESTS)

    assert changed == (
        "---\ntitle: Titel\ntranslation:\n  by: machine\n  reviewed: false\n  of:\n    .front: 1a2b3c4d\n"
        "\n    documents: 99aabbcc\nkeywords: [a, b]\n---\n"
    )


def test_recording_twice_changes_nothing() -> None:
    once = record("---\ntitle: Titel\n---\n", DIGESTS)

    assert record(once, DIGESTS) == once


def test_a_file_without_front_matter_is_left_alone() -> None:
    assert record("Nur Text", DIGESTS) == "Nur Text"


@given(st.text())
def test_the_body_is_never_touched(body: str) -> None:
    changed = record(f"---\ntitle: T\n---\n{body}", DIGESTS)

    assert changed.endswith(f"---\n{body}")
