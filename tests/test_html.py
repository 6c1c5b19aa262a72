"""The finished pages obey the rules of HTML, as the W3C's checker knows them."""

from support.html_checker import HtmlChecker
from support.sites import THOROUGH, BuiltSite


def test_every_page_is_valid_html_without_warnings(demo: BuiltSite, html_checker: HtmlChecker) -> None:
    pages = [page for page in demo.pages if page.language in {"", *THOROUGH}]
    for language in demo.config.languages:
        pages += demo.one_of_each_sort(language)

    report = html_checker(demo.folder / path for path in sorted({page.path for page in pages}))

    assert [str(message) for message in (*report.errors, *report.warnings)] == []
