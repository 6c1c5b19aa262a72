"""site.toml: what a county decides, and what holds when it decides nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intsite.config import Config, is_base_url, load, with_slash
from intsite.problems import Span


def config_of(root: Path, text: str | bytes) -> Config:
    (root / "site.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    config, problems = load(root)
    assert config is not None, problems
    assert problems == ()
    return config


def test_a_name_is_all_that_a_county_has_to_give(tmp_path: Path) -> None:
    assert config_of(tmp_path, '[site]\nname = "Musterland"\n') == Config(
        root=tmp_path,
        name=(("", "Musterland"),),
        places=(("name", Span(path="site.toml", line=2, column=1, length=4)),),
    )


def test_every_setting_is_taken_over(tmp_path: Path) -> None:
    config = config_of(
        tmp_path,
        """\
[site]
name = {de = "Musterland", en = "Musterland county"}
base-url = "https://host.example/portal"
land = "BY"
languages = ["en", "de", "de-simple", "en"]
source = "de"
office = "district-office"
helpdesk = "integration"

[site.tagline]
de = "Ankommen"

[site.notice]
en = "Invented."

[fallback]
de-simple = ["de"]
default = ["en"]
""",
    )
    assert config.name == (("de", "Musterland"), ("en", "Musterland county"))
    assert (config.tagline, config.notice) == ((("de", "Ankommen"),), (("en", "Invented."),))
    assert (config.base_url, config.land) == ("https://host.example/portal/", "BY")
    assert (config.languages, config.source) == (("en", "de", "de-simple"), "de")
    assert (config.office, config.helpdesk) == ("district-office", "integration")
    assert config.fallback == (("de-simple", ("de",)), ("default", ("en",)))
    assert config.content == tmp_path / "content"


def test_a_setting_knows_its_place_for_problems_that_show_later(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[site]\nname = "Musterland"\n\n  office = "x"\n')
    assert config.place("office") == Span(path="site.toml", line=4, column=3, length=6)
    assert config.place("helpdesk") == Span(path="site.toml")


def test_the_first_language_leads_when_none_is_named(tmp_path: Path) -> None:
    assert config_of(tmp_path, '[site]\nname = "M"\nlanguages = ["ar", "de"]\n').source == "ar"


@pytest.mark.parametrize("text", [b'\xef\xbb\xbf[site]\nname = "M"\n', b'[site]\r\nname = "M"\r\n'])
def test_editors_on_windows_are_welcome(tmp_path: Path, text: bytes) -> None:
    assert config_of(tmp_path, text).name == (("", "M"),)


LANGUAGES = st.sampled_from(["de", "en", "ru", "uk", "ar"])


@given(
    page=LANGUAGES,
    entry=LANGUAGES,
    site=LANGUAGES,
    fallback=st.dictionaries(st.one_of(LANGUAGES, st.just("default")), st.lists(LANGUAGES, max_size=3)),
)
def test_a_chain_starts_with_the_page_ends_with_what_leads_and_tries_nothing_twice(
    page: str, entry: str, site: str, fallback: dict[str, list[str]]
) -> None:
    chains = tuple((language, tuple(chain)) for language, chain in fallback.items())
    config = Config(root=Path(), name=(), source=site, fallback=chains)
    chain = config.chain(page, entry)
    assert chain[0] == page
    assert {entry, site} <= set(chain)
    assert len(set(chain)) == len(chain)
    wanted = fallback.get(page, fallback.get("default", []))
    assert [language for language in chain if language in wanted] == list(
        dict.fromkeys(language for language in (page, *wanted) if language in wanted)
    )


@pytest.mark.parametrize("url", ["https://portal.example", "http://127.0.0.1:8000/", "https://host.example/a/b/"])
def test_a_site_can_stand_at_the_address_of_a_host_or_a_folder(url: str) -> None:
    assert is_base_url(url)
    assert with_slash(url).endswith("/")
    assert not with_slash(url).endswith("//")


@pytest.mark.parametrize(
    "url",
    ["portal.example", "ftp://host.example/", "https://", "https:///x", "https://x/?a", "https://x/#a", "http://[", ""],
)
def test_a_site_cannot_stand_elsewhere(url: str) -> None:
    assert not is_base_url(url)
