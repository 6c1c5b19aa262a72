"""What a build remembers of earlier ones: it saves time, and never changes a byte."""

import os
import pickle
import random
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from intsite import memo
from intsite.build import build
from intsite.connections import Key
from intsite.memo import Memo
from intsite.output import Filed, Output
from intsite.pages import Page, Planner
from intsite.problems import Problem
from intsite.render import Renderer
from intsite.workers import forked
from support.counties import SITE, TODAY, County, words

FILES = {
    "site.toml": SITE,
    "content/vocabularies/accessibility-features.yaml": "step-free: {labels: {de: Stufenlos, en: Step-free}}\n",
    "content/offices/town-hall/facts.yaml": 'phones: ["030 23125 100"]\naccessibility: [step-free]\n',
    "content/offices/town-hall/de.md": words("Rathaus", "## Wo\n\nAm Markt."),
    "content/guides/arriving/de.md": words("Ankommen", "Zum [](office:town-hall), {office:town-hall.phones.0}."),
    "content/guides/school/facts.yaml": "related: [guide:arriving]\n",
    "content/guides/school/de.md": words("Schule", "Lernen."),
    "content/pages/welcome/facts.yaml": "purpose: greeting\n",
    "content/pages/welcome/de.md": words("Willkommen", "Guten Tag."),
}
"""Entries that show each other: by link, by quoted fact, as related, on the home page."""

Edit = Callable[[County, random.Random], None]


def change(path: str, old: str, new: str) -> Edit:
    """Replace a text in a file where it stands there; a number makes each change another one."""

    def edit(county: County, chance: random.Random) -> None:
        file = county.root / path
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace(old, new.format(chance.randrange(10, 99))), encoding="utf-8")

    return edit


def write(path: str, text: str) -> Edit:
    return lambda county, chance: county.write({path: text.format(chance.randrange(10, 99))})


def school(facts: str) -> Edit:
    """That entry may have another id by now."""
    folder = "content/guides/school"
    return lambda county, _: county.write({f"{folder}/facts.yaml": facts, f"{folder}/de.md": words("Schule")})


def remove(path: str) -> Edit:
    return lambda county, _: shutil.rmtree(county.root / path, ignore_errors=True)


def rename(county: County, chance: random.Random) -> None:
    """Give an entry that nothing refers to another id."""
    folders = sorted((county.root / "content/guides").glob("school*"))
    if folders:
        folders[0].rename(folders[0].with_name(f"school-{chance.randrange(10, 99)}"))


def damage(county: County, chance: random.Random) -> None:
    """Spoil a memo: cut it, empty it, change a byte, or put that of another in its place."""
    files = sorted((county.root / ".intsite").rglob("*.*")) + sorted((county.root / ".intsite/memo").glob("*"))
    if files:
        file = chance.choice(files)
        content = bytearray(file.read_bytes())
        place = chance.randrange(len(content)) if content else 0
        if content and chance.random() < 0.4:
            content[place] ^= 1 + chance.randrange(255)
        elif chance.random() < 0.5:
            content = content[:place]
        else:
            content = bytearray(chance.choice(files).read_bytes())
        file.write_bytes(content)


def spoil(county: County, chance: random.Random) -> None:
    """Change or delete a published page by hand."""
    pages = sorted((county.root / "public").rglob("*.html"))
    if pages:
        page = chance.choice(pages)
        page.write_bytes(page.read_bytes()[::-1]) if chance.random() < 0.5 else page.unlink()


EDITS: dict[str, Edit] = {
    "body": change("content/guides/arriving/de.md", "Zum", "Nr. {} zum"),
    "body of the home page": change("content/pages/welcome/de.md", "Guten", "{} guten"),
    "heading": change("content/offices/town-hall/de.md", "## Wo", "## Wo {}\n\nHier.\n\n## Wo"),
    "title": write("content/offices/town-hall/de.md", words("Rathaus {}")),
    "summary": change("content/guides/arriving/de.md", "Ein Satz.", "Ein Satz {}."),
    "fact": write("content/offices/town-hall/facts.yaml", 'phones: ["030 23125 1{}"]\naccessibility: [step-free]\n'),
    "related": school("related: [office:town-hall]\n"),
    "translation": write("content/guides/arriving/en.md", words("Arriving {}", "[](office:town-hall)")),
    "no translation": lambda county, _: (county.root / "content/guides/arriving/en.md").unlink(missing_ok=True),
    "new entry": write("content/guides/new/de.md", words("Neu {}", "[](guide:arriving)")),
    "deleted entry": remove("content/guides/new"),
    "renamed entry": rename,
    "draft": school("draft: true\n"),
    "language": write("site.toml", SITE.replace('"en"]', '"en", "ar"]')),
    "configuration": write("site.toml", SITE.replace("Musterland", "Musterland {}")),
    "as it was": lambda county, _: county.write({"site.toml": SITE}),
    "vocabulary": write(
        "content/vocabularies/accessibility-features.yaml",
        "step-free: {{labels: {{de: Stufenlos {}, en: Step-free}}}}\n",
    ),
    "template": write("templates/pages/sitemap.html", "<p>{}</p>\n"),
    "interface text": write("templates/locales/de.yaml", "messages:\n  title-home: Anfang {}\n"),
    "picture": lambda county, _: county.write({"content/guides/arriving/map.svg": '<svg viewBox="0 0 1 1"></svg>'}),
    "memo": damage,
    "published page": spoil,
    "nothing": lambda *_: None,
}
STEPS = int(os.environ.get("INTSITE_STEPS", "8"))
"""Edits of a sequence, and how many sequences there are: `INTSITE_STEPS=300` for a night."""


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("processes", [1, 2])
def test_whatever_is_edited_the_site_is_that_of_a_clean_build(tmp_path: Path, seed: int, processes: int) -> None:
    chance = random.Random(f"{seed} {processes}")  # noqa: S311  a die, not a secret
    spread = partial(forked, processes=processes)
    kept = County(root=tmp_path / "kept")
    kept.write(FILES)
    names: list[str] = []
    for _ in range(STEPS):
        names.append(chance.choice(sorted(EDITS)))
        EDITS[names[-1]](kept, chance)
        again = build(kept.config(), kept.root / "public", today=TODAY, map=spread)
        clean = build(kept.config(), tmp_path / "clean", today=TODAY, memo=memo.NO_MEMO)
        assert again.problems == clean.problems, names
        assert not clean.has_errors, (names, clean.problems)
        assert contents(kept.root / "public") == contents(tmp_path / "clean"), names


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_after_an_edit_only_what_can_have_changed_is_planned_and_only_what_has_is_rendered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County(root=tmp_path)
    county.write(FILES)
    county.build()
    planned: list[Key] = []
    plan = Planner.pages

    def watched(self: Planner, key: Key) -> Iterator[Page]:
        planned.append(key)
        return plan(self, key)

    monkeypatch.setattr(Planner, "pages", watched)
    county.build()
    assert planned == []
    EDITS["body"](county, random.Random(1))  # noqa: S311
    county.build()
    assert planned == [("guide", "arriving")] * 2
    rendered: list[str] = []
    render = Renderer.render

    def seen(self: Renderer, page: Page) -> tuple[Output | None, tuple[Problem, ...]]:
        rendered.append(page.path)
        return render(self, page)

    monkeypatch.setattr(Renderer, "render", seen)
    planned.clear()
    EDITS["title"](county, random.Random(1))  # noqa: S311
    county.build()
    assert ("guide", "school") in planned
    assert {"de/guides/arriving/index.html", "de/offices/index.html"} <= set(rendered)
    assert "de/guides/school/index.html" not in rendered


def test_what_changes_while_a_build_reads_it_is_seen_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County(root=tmp_path)
    county.write(FILES)
    with monkeypatch.context() as meddling:
        begin = Renderer.__init__

        def saved_meanwhile(self: Renderer, *given: object) -> None:
            begin(self, *given)  # type: ignore[arg-type]
            county.write({"templates/pages/sitemap.html": "<p>new</p>\n"})

        meddling.setattr(Renderer, "__init__", saved_meanwhile)
        county.build()
    county.build()
    assert (tmp_path / "public/de/sitemap/index.html").read_text() == "<p>new</p>\n"


VALUE = (Filed(path="a", size=1, digest="b", look=(1, 2, 3)),)


def test_a_memo_gives_back_what_was_put_with_the_same_key(tmp_path: Path) -> None:
    Memo(tmp_path).put("name", "key", VALUE)
    assert Memo(tmp_path).get("name", "key") == VALUE
    assert Memo(tmp_path).get("name", "other key") is None
    assert Memo(tmp_path).get("other name", "key") is None


def test_what_a_memo_lacks_is_looked_for_in_another_that_stays_as_it_is(tmp_path: Path) -> None:
    Memo(tmp_path / "other").put("name", "key", VALUE)
    upper = Memo(tmp_path / "own", Memo(tmp_path / "other"))
    assert upper.get("name", "key") == VALUE
    upper.put("name", "new key", ())
    assert upper.get("name", "new key") == ()
    assert Memo(tmp_path / "other").get("name", "key") == VALUE


def test_of_rows_the_latest_count_and_few_that_changed_are_written_alone(tmp_path: Path) -> None:
    rows = {str(number): number for number in range(100)}
    Memo(tmp_path).put_rows("name", "key", rows, rows)
    written = (tmp_path / "name").read_bytes()
    for number in range(3):
        rows[str(number)] = -1
        Memo(tmp_path).put_rows("name", "key", rows, [str(number)])
        assert Memo(tmp_path).rows("name", "key") == rows
        assert (tmp_path / "name").read_bytes() == written
    Memo(tmp_path).put_rows("name", "key", rows, [str(number) for number in range(50)])
    assert (tmp_path / "name").read_bytes() != written, "many are written with the others, or the file beside grows"
    assert Memo(tmp_path).rows("name", "key") == rows
    assert Memo(tmp_path).rows("name", "other key") == {}


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_a_damaged_memo_is_none(tmp_path: Path, cut: int) -> None:
    Memo(tmp_path).put("name", "key", VALUE)
    content = (tmp_path / "name").read_bytes()
    (tmp_path / "name").write_bytes(content[:cut])
    assert Memo(tmp_path).get("name", "key") is None
    (tmp_path / "name").write_bytes(content[:cut] + bytes([content[cut] ^ 1]) + content[cut + 1 :])
    assert Memo(tmp_path).get("name", "key") is None


def test_a_memo_of_another_version_of_the_program_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Memo(tmp_path).put("name", "key", VALUE)
    monkeypatch.setattr(memo, "program", lambda: "another")
    assert Memo(tmp_path).get("name", "key") is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Memo(tmp_path / "file").put("name", "key", VALUE)
    assert Memo(tmp_path / "file").get("name", "key") is None


class Evil:
    """What a pickle from elsewhere might do."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("touch evil",)


@pytest.mark.parametrize("value", [Evil(), os.system, Path(), County, Memo, memo.dump])
def test_reading_a_memo_makes_only_values_and_calls_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: object
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pickle.UnpicklingError):
        memo.load(pickle.dumps(value))
    assert list(tmp_path.iterdir()) == []
