"""How entries hang together: references both ways, trees, translations and their state, old addresses."""

from pathlib import Path

import pytest

from intsite.resolve import Site, outdated_sections
from support.counties import County, county, words

OFFICE = "content/offices/jobcenter"
GUIDE = "content/guides"
REACHED = "email: post@jobcenter.example\n"
FIVE = """\
[site]
name = "Landkreis Musterland"
languages = ["de", "de-simple", "en", "ru", "uk", "ar"]

[fallback]
uk = ["ru", "en"]
de-simple = ["de"]
default = ["en"]
"""


@pytest.fixture
def jobcenter(tmp_path: Path) -> County:
    return county(
        tmp_path,
        {
            f"{OFFICE}/facts.yaml": REACHED,
            f"{OFFICE}/de.md": words("Jobcenter"),
            f"{GUIDE}/working/de.md": words("Arbeiten"),
        },
    )


# --- references


def test_an_entry_knows_who_refers_to_it_and_in_which_field(jobcenter: County) -> None:
    jobcenter.write(
        {
            f"{GUIDE}/working/facts.yaml": "responsible: jobcenter\nrelated: [jobcenter, office:jobcenter]\n",
            "content/events/fair/facts.yaml": "start: 2026-12-01 10:00\nplace: {office: jobcenter}\n",
            "content/events/fair/de.md": words("Messe"),
        }
    )
    back = jobcenter.site().connections.back["office", "jobcenter"]
    assert {(one.source, one.field) for one in back} == {
        (("guide", "working"), "responsible"),
        (("guide", "working"), "related"),
        (("event", "fair"), "place.office"),
    }
    assert len(back) == 3, "two references in one field count once"


def test_an_id_without_a_kind_means_the_one_entry_that_the_field_allows(jobcenter: County) -> None:
    jobcenter.write(
        {
            "content/themes/jobcenter/de.md": words("Thema"),
            "content/events/fair/facts.yaml": (
                "start: 2026-12-01 10:00\nonline: https://x.example/\norganiser: jobcenter\n"
            ),
            "content/events/fair/de.md": words("Messe"),
        }
    )
    assert jobcenter.codes() == []
    assert [one.source for one in jobcenter.site().connections.back["office", "jobcenter"]] == [("event", "fair")]


def test_a_draft_is_no_entry_and_nothing_leads_to_it(jobcenter: County) -> None:
    jobcenter.write(
        {
            f"{OFFICE}/facts.yaml": f"{REACHED}draft: true\naliases: [offices/old]\n",
            f"{GUIDE}/working/facts.yaml": "responsible: jobcenter\n",
        }
    )
    site = jobcenter.site()
    assert list(site.entries) == [("guide", "working")]
    assert site.connections.drafts == {("office", "jobcenter")}
    assert site.connections.aliases == ()
    assert not site.connections.back


# --- trees


def test_a_tree_is_in_the_order_that_the_entries_ask_for(tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for name, facts in {
        "z-first": "order: 1",
        "a-last": "order: 2",
        "m-none": "",
        "below-b": "parent: z-first\norder: 7",
        "below-a": "parent: z-first\norder: 7",
        "below-c": "parent: z-first\norder: 1",
    }.items():
        files |= {f"{GUIDE}/{name}/facts.yaml": f"{facts}\n", f"{GUIDE}/{name}/de.md": words(name)}
    site = county(tmp_path, files).site()
    assert [key[1] for key in site.connections.roots["guide"]] == ["z-first", "a-last", "m-none"]
    assert [key[1] for key in site.connections.children["guide", "z-first"]] == ["below-c", "below-a", "below-b"]
    assert site.parent(("guide", "below-a")) == ("guide", "z-first")
    assert site.parent(("guide", "z-first")) is None


def test_a_circle_is_broken_so_that_every_entry_keeps_a_place(tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for name, parent in {"a": "b", "b": "c", "c": "a", "self": "self"}.items():
        files |= {f"{GUIDE}/{name}/facts.yaml": f"parent: {parent}\n", f"{GUIDE}/{name}/de.md": words(name)}
    made = county(tmp_path, files)
    site = made.site()
    reached, waiting = set(), list(site.connections.roots["guide"])
    while waiting:
        key = waiting.pop()
        reached.add(key)
        waiting += site.connections.children.get(key, ())
    assert reached == set(site.entries)
    assert "circle" in made.codes()


# --- translations


def _shown(site: Site, language: str) -> tuple[str, bool]:
    shown = site.shown[("office", "jobcenter"), language]
    return shown.language, shown.is_fallback


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("de", {"de": "de", "de-simple": "de", "en": "de", "ru": "de", "uk": "de", "ar": "de"}),
        ("de en", {"de": "de", "de-simple": "de", "en": "en", "ru": "en", "uk": "en", "ar": "en"}),
        ("de en ru", {"de": "de", "de-simple": "de", "en": "en", "ru": "ru", "uk": "ru", "ar": "en"}),
        ("de uk", {"de": "de", "de-simple": "de", "en": "de", "ru": "de", "uk": "uk", "ar": "de"}),
    ],
)
def test_a_missing_translation_falls_back_along_the_chain_of_the_language(
    tmp_path: Path, written: str, expected: dict[str, str]
) -> None:
    files = {f"{OFFICE}/{language}.md": words(language) for language in written.split()}
    site = county(tmp_path, {"site.toml": FIVE, f"{OFFICE}/facts.yaml": REACHED, **files}).site()
    assert {language: _shown(site, language) for language in expected} == {
        language: (shown, shown != language) for language, shown in expected.items()
    }


def test_an_entry_may_be_led_by_another_language_than_the_site(tmp_path: Path) -> None:
    files = {f"{OFFICE}/{language}.md": words(language) for language in ("en", "ru")}
    made = county(tmp_path, {"site.toml": FIVE, f"{OFFICE}/facts.yaml": f"{REACHED}source-language: ru\n", **files})
    site = made.site()
    assert site.source_of(site.entries["office", "jobcenter"]) == "ru"
    assert _shown(site, "uk") == ("ru", True)
    assert _shown(site, "de") == ("en", True), "the chain of the page's language comes first"
    assert site.shown[("office", "jobcenter"), "ru"].source == "ru"
    assert made.codes() == []


def test_an_entry_without_the_sites_language_is_led_by_the_one_it_has(jobcenter: County) -> None:
    (jobcenter.root / OFFICE / "de.md").unlink()
    jobcenter.write({f"{OFFICE}/en.md": words("Job centre")})
    site = jobcenter.site()
    assert site.source_of(site.entries["office", "jobcenter"]) == "en"
    assert _shown(site, "de") == ("en", True)


LEADING = "Erst.\n\n## Eins {#one}\n\nText von [hier](https://one.example/)\n\n## Zwei {#two}\n\nText\n"


def _outdated(made: County, leading: str) -> tuple[str, ...]:
    """Sections of the translation, made from `LEADING`, that are outdated by another leading text."""
    made.write({f"{OFFICE}/de.md": words("Jobcenter", LEADING)})
    leads = made.site().entries["office", "jobcenter"].words_in("de")
    assert leads
    recorded = ", ".join(f"{name}: {digest}" for name, digest in leads.digests)
    made.write({f"{OFFICE}/de.md": leading})
    made.write({f"{OFFICE}/en.md": words("Job centre", front=f"translation: {{of: {{{recorded}}}}}\n")})
    return made.site().shown[("office", "jobcenter"), "en"].outdated


@pytest.mark.parametrize(
    "leading",
    [
        words("Jobcenter", LEADING),
        words("  Jobcenter", LEADING.replace("\n\n", "\n\n\n").replace("Text von", "Text   von")),
        words("Jobcenter", LEADING.replace("one.example", "two.example")),
        words("Jobcenter", LEADING, front="keywords: [Arbeit]\n"),
    ],
)
def test_white_space_targets_and_search_words_leave_a_translation_up_to_date(jobcenter: County, leading: str) -> None:
    assert _outdated(jobcenter, leading) == ()


@pytest.mark.parametrize(
    ("leading", "sections"),
    [
        (words("Jobcenter", LEADING.replace("Text von", "Neu von")), ["one"]),
        (words("Jobcenter", LEADING.replace("## Zwei", "## Drei")), ["two"]),
        (words("Jobcenter", LEADING + "\n## Drei {#three}\n"), ["three"]),
        (words("Jobcenter", LEADING.partition("## Zwei")[0]), ["two"]),
        (words("Jobcenter", LEADING.replace("{#two}", "{#second}")), ["second", "two"]),
    ],
)
def test_a_translation_is_outdated_by_the_sections_that_changed(
    jobcenter: County, leading: str, sections: list[str]
) -> None:
    assert list(_outdated(jobcenter, leading)) == sections


@pytest.mark.parametrize("leading", [words("Agentur", LEADING), words("Jobcenter", LEADING, summary="Anders.")])
def test_a_new_title_or_summary_outdates_the_front_matter_alone(jobcenter: County, leading: str) -> None:
    (section,) = _outdated(jobcenter, leading)
    assert section not in {"one", "two"}
    assert "intro" not in section


def test_a_translation_that_recorded_nothing_is_never_called_outdated(jobcenter: County) -> None:
    jobcenter.write({f"{OFFICE}/en.md": words("Job centre", "Text", front="translation: {}\n")})
    entry = jobcenter.site().entries["office", "jobcenter"]
    translated, leading = entry.words_in("en"), entry.words_in("de")
    assert translated
    assert leading
    assert outdated_sections(translated, leading) == ()


# --- old addresses


def test_old_addresses_lead_to_the_page_of_their_language(jobcenter: County) -> None:
    jobcenter.write(
        {
            f"{OFFICE}/facts.yaml": f"{REACHED}aliases: [offices/agency, arbeit/]\n",
            f"{OFFICE}/en.md": words("Job centre", front="aliases: [/old/job.html, old/job/index.html, /job/]\n"),
        }
    )
    assert {alias.path: alias.target for alias in jobcenter.site().connections.aliases} == {
        "de/offices/agency/index.html": "de/offices/jobcenter/",
        "en/offices/agency/index.html": "en/offices/jobcenter/",
        "de/arbeit/index.html": "de/offices/jobcenter/",
        "en/arbeit/index.html": "en/offices/jobcenter/",
        "old/job.html": "en/offices/jobcenter/",
        "old/job/index.html": "en/offices/jobcenter/",
        "job/index.html": "en/offices/jobcenter/",
    }


def test_the_same_old_address_twice_is_a_collision_even_in_one_file(jobcenter: County) -> None:
    jobcenter.write({f"{OFFICE}/de.md": words("Jobcenter", front="aliases: [/alt/, /alt/index.html]\n")})
    assert jobcenter.codes() == ["alias-collision"]
    assert len(jobcenter.site().connections.aliases) == 1
