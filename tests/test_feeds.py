"""Feeds that readers' programs understand."""

import datetime as dt
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from lxml import etree

from intsite import pages
from intsite.feeds import feeds
from support.counties import County, county, words

BASE = "https://integration.musterland.example/portal/"
ATOM = "{http://www.w3.org/2005/Atom}"
NEWS = "content/news"


def feeds_of(made: County, base_url: str = BASE) -> dict[str, etree._Element]:
    site = made.site()
    planned = [page for language in site.config.languages for page in pages.plan(site, {}, language)]
    return {output.path: etree.fromstring(output.content) for output in feeds(planned, base_url)}


@pytest.fixture
def multilingual() -> County:
    return County(root=Path(__file__).parent / "sites" / "multilingual")


def test_news_and_events_have_a_feed_in_each_language(multilingual: County) -> None:
    assert set(feeds_of(multilingual)) == {
        f"{language}/{kind}/feed.xml" for language in ("de", "en", "ru", "uk", "ar") for kind in ("news", "events")
    }


def test_a_feed_says_what_it_is_and_where(multilingual: County) -> None:
    feed = feeds_of(multilingual)["en/news/feed.xml"]
    assert (feed.tag, feed.get("version")) == ("rss", "2.0")
    assert feed.findtext("channel/title") == "Landkreis Musterland – News"
    assert feed.findtext("channel/link") == f"{BASE}en/news/"
    assert feed.findtext("channel/language") == "en"
    assert feed.findtext("channel/description")
    (link,) = feed.iterfind(f"channel/{ATOM}link")
    assert dict(link.attrib) == {"href": f"{BASE}en/news/feed.xml", "rel": "self", "type": "application/rss+xml"}


def test_items_are_current_news_with_whole_addresses(multilingual: County) -> None:
    (item,) = feeds_of(multilingual)["de/news/feed.xml"].iterfind("channel/item")
    assert item.findtext("title") == "Der Bus fährt wieder & pünktlich"
    assert item.findtext("description") == "Ab heute."
    assert item.findtext("link") == item.findtext("guid") == f"{BASE}de/news/bus/"
    published = parsedate_to_datetime(item.findtext("pubDate", ""))
    assert published.date() == dt.date(2026, 11, 15)
    assert published.utcoffset() == dt.timedelta(hours=1)


def test_an_event_in_a_feed_is_not_called_published_in_the_future(multilingual: County) -> None:
    items = list(feeds_of(multilingual)["de/events/feed.xml"].iterfind("channel/item"))
    titles = [item.findtext("title") for item in items]
    assert titles == ["Sprachcafé", "Winterwanderung", "Konferenz; mit Komma, und mehr"]
    assert [item.find("pubDate") for item in items] == [None, None, None]


def test_newest_news_come_first_and_no_more_than_fifty(tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for day in range(60):
        date = dt.date(2026, 11, 22) - dt.timedelta(days=day)
        files |= {f"{NEWS}/n{day}/facts.yaml": f"date: {date}\n", f"{NEWS}/n{day}/de.md": words(f"Tag {day}")}
    feed = feeds_of(county(tmp_path, files))["de/news/feed.xml"]
    titles = [item.findtext("title") for item in feed.iterfind("channel/item")]
    assert titles == [f"Tag {day}" for day in range(50)]


def test_without_an_address_of_the_site_items_still_have_lasting_names(tmp_path: Path) -> None:
    made = county(tmp_path, {f"{NEWS}/bus/facts.yaml": "date: 2026-11-01\n", f"{NEWS}/bus/de.md": words("Bus <neu>")})
    (item,) = feeds_of(made, "")["de/news/feed.xml"].iterfind("channel/item")
    assert (item.findtext("guid"), item.find("guid").get("isPermaLink")) == ("/de/news/bus/", "false")  # type: ignore[union-attr]
    assert item.findtext("title") == "Bus <neu>"


def test_a_county_without_news_has_no_empty_feed(tmp_path: Path) -> None:
    assert feeds_of(county(tmp_path, {"content/pages/imprint/de.md": words("Impressum")})) == {}
