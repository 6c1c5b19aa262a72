"""Nothing that a file contains makes the program fall over: whatever it is, a check says what is wrong and ends."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intsite import config
from intsite.load import check
from intsite.problems import as_text
from support.counties import SITE, words

PLACES = (
    "site.toml",
    "content/services/advice/facts.yaml",
    "content/services/advice/de.md",
    "content/vocabularies/phone-labels.yaml",
    "templates/kinds/club/kind.yaml",
    "templates/locales/de.yaml",
)
HEAD = "---\ntitle: Beratung\nsummary: Kurz.\n"
BOMB = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
SHAPES = {
    "nothing": b"",
    "zero bytes": b"\x00" * 5000,
    "a zero byte in the words": f"{HEAD}---\na\x00b\n".encode(),
    "a picture": bytes(range(256)) * 40,
    "UTF-16": "title: Beratung\n".encode("utf-16"),
    "a mark before": b"\xef\xbb\xbf---\r\ntitle: Beratung\r\nsummary: Kurz.\r\n---\r\n",
    "old line ends": b"---\rtitle: Beratung\rsummary: Kurz.\r---\r",
    "aliases that blow up": b"l0: &l0 x\n" + BOMB.encode(),
    "an alias of itself": b"a: &a [*a]\n",
    "deep lists": b"a: " + b"[" * 5000,
    "deep groups": b"".join(b" " * n + b"a:\n" for n in range(1000)),
    "deep quotations": HEAD.encode() + b"---\n" + b"> " * 3000 + b"x\n",
    "deep lists in words": HEAD.encode() + b"---\n" + b"".join(b"  " * n + b"- x\n" for n in range(400)),
    "many brackets": HEAD.encode() + b"---\n" + b"[" * 30000,
    "brackets that fill a file": HEAD.encode() + b"---\n" + (b"[" * 3000 + b"\n\n") * 90,
    "brackets without end": HEAD.encode() + b"---\n" + b"[" * 300_000,
    "many stars": HEAD.encode() + b"---\n" + b"*a **b " * 8000,
    "many back quotes": HEAD.encode() + b"---\n" + b"".join(b"`" * n + b" " for n in range(600)),
    "many braces": HEAD.encode() + b"---\n" + b"{" * 50000 + b"a.b." * 9000,
    "one long line": HEAD.encode() + b"---\n" + b"word " * 350_000,
    "ten megabytes": b"title: " + b"x" * 10_000_000,
    "many fields": b"".join(b"f%d: 1\n" % n for n in range(3000)),
    "a tag of Python": b'a: !!python/object/apply:os.system ["true"]\n',
    "two documents": b"a: 1\n---\nb: 2\n--- \n...\n",
    "a key of everything": b"? {a: [b]}\n: c\n? [d]\n: e\n? !!x &y z\n: f\n",
    "numbers without end": b"order: " + b"9" * 100_000 + b"\nreviewed-on: " + b"9" * 9000 + b"-01-01\n",
    "a rule without end": b"hours: " + b"Mo-Fr 08:00-12:00; " * 5000,
}


def ends(root: Path, place: str, content: bytes) -> None:
    """A check of a county with such a file ends, and everything it says can be printed."""
    files = {"site.toml": SITE.encode(), "content/services/advice/de.md": words("Beratung").encode(), place: content}
    for name, written in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(written)
    chosen, problems = config.load(root)
    if chosen is not None:
        problems = (*problems, *check(chosen, today=dt.date(2026, 11, 22)).problems)
    for found in problems:
        assert as_text(found, "de", lambda *_: "x").strip()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_check_survives(shape: str, place: str, tmp_path: Path) -> None:
    ends(tmp_path, place, SHAPES[shape])


YAML = st.recursive(
    st.sampled_from(
        ["x", "''", "1", "true", "~", "2026-02-30", "[]", "{}", "*a", "&a b", "!!int 7", "|\n  z", "Mo 25:00"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(
            st.sampled_from(["facts", "type", "labels", "de", "list", "kinds", "fields", "listing", "messages", "[a]"]),
            inner,
            max_size=3,
        ).map(lambda pairs: "{" + ", ".join(f"{name}: {value}" for name, value in pairs.items()) + "}"),
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["facts", "words", "labels", "folder", "icon", "listing", "examples", "order", "tree", "at-least-one", "card",
     "messages", "kinds", "name", "reviewed", "hours", "places", "phones", "themes", "images", "related", "aliases",
     "coordinates", "address", "translation", "title", "summary", "keywords", "expires", "gathers", "handout"]
)  # fmt: skip
DOCUMENTS = st.lists(st.tuples(NAMES, YAML), max_size=6).map(
    lambda pairs: "".join(f"{name}: {value}\n" for name, value in pairs).encode()
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from(PLACES),
    content=st.one_of(st.binary(max_size=300), DOCUMENTS, DOCUMENTS.map(lambda text: b"---\n" + text + b"---\n")),
)
def test_a_check_survives_whatever_a_file_holds(
    place: str, content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ends(tmp_path_factory.mktemp("county"), place, content)
