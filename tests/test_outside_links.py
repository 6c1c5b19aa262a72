"""`intsite links` against servers that fail in every way a server can."""

import datetime as dt
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
import urllib3

from intsite.outside_links import Reason
from support.counties import County, county, words
from support.web import Request, Web, names, web

OFFICE = "content/offices/town-hall"
FAR_AWAY = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
"""When a certificate ended."""

Answer = tuple[int, dict[str, str], bytes] | None
OK: Answer = 200, {}, b"<title>Page</title>"


def sent_to(address: str, status: int = 301) -> Answer:
    return status, {"Location": address}, b""


@dataclass(kw_only=True)
class Answers:
    """What the servers say, by `host/path`, or by `METHOD host/path`; a list is said in turn."""

    pages: dict[str, Answer | list[Answer]]

    def __call__(self, request: Request) -> Answer:
        for name in (str(request), f"{request.host}{request.path}"):
            if name in self.pages:
                page = self.pages[name]
                return page.pop(0) if isinstance(page, list) else page
        return 404, {}, b""


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Nobody waits; what would have been waited for, in seconds."""
    waited: list[float] = []
    monkeypatch.setattr("intsite.outside_links.turns.sleep", waited.append)
    return waited


@pytest.fixture
def answers() -> Answers:
    return Answers(pages={})


@pytest.fixture
def internet(answers: Answers, monkeypatch: pytest.MonkeyPatch, breaks: list[float]) -> Iterator[Web]:
    names(
        monkeypatch,
        {
            "nobody.example": socket.EAI_NONAME,
            "disturbed.example": socket.EAI_AGAIN,
            "intranet.example": "10.0.0.7",
            "mapped.example": "::ffff:10.0.0.7",
        },
    )
    with web(answers) as made:
        yield made
    del breaks


@pytest.fixture
def town(tmp_path: Path) -> County:
    """A county whose main office answers for everything; `link` says what its text links to."""
    return county(
        tmp_path,
        {
            "site.toml": '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "en"]\noffice = "town-hall"\n'
            'base-url = "https://integration.musterland.example/"\n',
            f"{OFFICE}/facts.yaml": "email: rathaus@musterland.example\nreviewed-on: 2026-11-01\n",
            f"{OFFICE}/de.md": words("Rathaus"),
        },
    )


def link(town: County, *addresses: str) -> None:
    body = "\n\n".join(f"Siehe [Seite]({address})." for address in addresses)
    town.write({f"{OFFICE}/de.md": words("Rathaus", body)})


def reasons(town: County, *arguments: str, language: str = "en") -> dict[str, str]:
    """Address to reason, of a run."""
    result = town.run("links", "--format", "json", *arguments, language=language)
    assert result.exit_code in {0, 1}, result.output
    return {one["url"]: one["reason"] for one in json.loads(result.stdout)["links"]}


def moved(internet: Web) -> str:
    return internet.url("www.example", "/new")


FAILURES: dict[str, tuple[Callable[[Web], Answer | list[Answer]], str]] = {
    "a page that is there": (lambda _: OK, "fine"),
    "a page that is not there": (lambda _: (404, {}, b""), "link-gone"),
    "a page that was taken away": (lambda _: (410, {}, b""), "link-gone"),
    "a page that moved for good": (lambda web: sent_to(moved(web)), "link-moved"),
    "a page that moved for good, said otherwise": (lambda web: sent_to(moved(web), 308), "link-moved"),
    "a page that is elsewhere for a while": (lambda web: sent_to(moved(web), 302), "fine"),
    "a page that moved to where nothing is": (lambda web: sent_to(web.url("www.example", "/nothing")), "link-gone"),
    "a page that is now the start page": (lambda _: sent_to("/"), "link-probably-gone"),
    "a page that is now the start page in a language": (lambda _: sent_to("/de/", 302), "link-probably-gone"),
    "a page that is now a page about errors": (lambda _: sent_to("/service/404.html", 302), "link-probably-gone"),
    "a short address of another website": (lambda web: sent_to(web.url("www.other.example"), 302), "fine"),
    "a page that sends to itself": (lambda web: sent_to(web.url("www.example", "/page")), "link-redirects-forever"),
    "a page that wants a name and a password": (lambda _: (401, {}, b""), "link-refused"),
    "a page that programs do not get": (lambda _: (403, {}, b""), "link-refused"),
    "a page that answers with a number of its own": (lambda _: (999, {}, b""), "link-refused"),
    "a server that is damaged": (lambda _: (500, {}, b""), "link-server-error"),
    "a server that is being mended": (lambda _: (503, {}, b""), "link-server-error"),
    "a server that breaks off": (lambda _: None, "link-no-connection"),
    "a redirect that says not where to": (lambda _: (301, {}, b""), "link-refused"),
    "a redirect to another kind of address": (lambda _: sent_to("mailto:town@musterland.example"), "link-refused"),
    "a redirect to what is no address": (lambda _: sent_to("http://[town"), "link-refused"),
    "a redirect into an internal network": (lambda _: sent_to("http://intranet.example/"), "link-private"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_each_failure_has_its_reason(failure: str, town: County, internet: Web, answers: Answers) -> None:
    answer, reason = FAILURES[failure]
    for page in ("www.example/new", "www.example/", "www.example/de/", "www.other.example/"):
        answers.pages[page] = OK
    answers.pages["www.example/service/404.html"] = OK
    answers.pages["www.example/page"] = answer(internet)
    page = internet.url("www.example", "/page")
    link(town, page)
    assert reasons(town) == {page: reason}


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://nobody.example/", "link-host-unknown"),
        ("http://disturbed.example/", "link-no-connection"),
        ("http://intranet.example/", "link-private"),
        ("http://mapped.example/", "link-private"),
        ("http://127.0.0.1:1/", "link-private"),
        ("http://:80/", "link-malformed"),
    ],
)
def test_hosts_that_are_not_on_the_internet(address: str, reason: str, town: County, internet: Web) -> None:
    link(town, address)
    assert reasons(town) == {address: reason}
    assert internet.asked == []


def test_internal_hosts_are_asked_when_that_is_wished(town: County, internet: Web, answers: Answers) -> None:
    answers.pages["intranet.example/"] = OK
    link(town, internet.url("intranet.example"))
    assert set(reasons(town, "--inside").values()) == {"fine"}


def test_a_port_that_nobody_listens_at_can_be_tried_later(town: County, internet: Web) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        page = f"http://www.example:{taken.getsockname()[1]}/"
        link(town, page)
        assert reasons(town) == {page: "link-no-connection"}
    assert internet.asked == []


def test_a_server_that_is_not_there_is_tried_once(town: County, internet: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    look_up = socket.getaddrinfo

    def counted(host: str, *arguments: int, **more: int) -> object:
        looked_up.append(host)
        return look_up(host, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", counted)
    link(town, *(f"http://nobody.example/{number}" for number in range(5)), internet.url("www.example"))
    assert list(reasons(town).values()) == ["link-host-unknown"] * 5 + ["link-gone"]
    assert looked_up.count("nobody.example") == 1


def test_a_server_that_never_answers(town: County, internet: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intsite.outside_links.asking._TIMEOUT", urllib3.Timeout(connect=5, read=0.01))
    is_over = threading.Event()
    with web(lambda _: OK if is_over.wait(60) else None) as silent:
        page = silent.url("slow.example")
        link(town, page)
        assert reasons(town) == {page: "link-timeout"}
        is_over.set()
    assert internet.asked == []


@pytest.mark.parametrize(
    ("host", "is_trusted", "ends", "reason"),
    [
        ("www.example", True, None, "fine"),
        ("www.example", True, FAR_AWAY, "link-certificate-expired"),
        ("other.example", True, None, "link-certificate-of-another"),
        ("www.example", False, None, "link-certificate-unproven"),
    ],
)
@pytest.mark.usefixtures("internet")
def test_certificates(
    host: str,
    is_trusted: bool,  # noqa: FBT001  a case
    ends: dt.datetime | None,
    reason: str,
    town: County,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    authority, other = trustme.CA(), trustme.CA()
    authority_file = town.root / "authority.pem"
    (authority if is_trusted else other).cert_pem.write_to_path(authority_file)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority_file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host, not_after=ends).configure_cert(context)
    with web(lambda _: OK, context) as secure:
        page = secure.url("www.example", scheme="https")
        link(town, page)
        assert reasons(town) == {page: reason}


@pytest.mark.parametrize("refusal", [(405, {}, b""), (501, {}, b""), (404, {}, b""), (403, {}, b""), None])
def test_a_server_that_refuses_head_is_asked_for_the_page(
    refusal: Answer, town: County, internet: Web, answers: Answers
) -> None:
    answers.pages["HEAD www.example/page"] = refusal
    answers.pages["GET www.example/page"] = OK
    link(town, internet.url("www.example", "/page"))
    assert set(reasons(town).values()) == {"fine"}
    assert internet.asked == ["HEAD www.example/page", "GET www.example/page"]


def test_who_asks_says_so(town: County, internet: Web, answers: Answers) -> None:
    answers.pages["www.example/"] = OK
    link(town, internet.url("www.example"))
    reasons(town)
    agent = internet.requests[0].headers["User-Agent"]
    assert agent.startswith("intsite/")
    assert "+https://integration.musterland.example/" in agent


def test_a_host_has_a_pause_between_requests(
    town: County, internet: Web, answers: Answers, breaks: list[float]
) -> None:
    answers.pages |= dict.fromkeys(("www.example/1", "www.example/2", "www.other.example/1"), OK)
    other = internet.url("www.other.example", "/1")
    link(town, internet.url("www.example", "/1"), internet.url("www.example", "/2"), other)
    assert set(reasons(town).values()) == {"fine"}
    assert len(breaks) == 1
    assert 0.5 < breaks[0] <= 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_a_break_gets_it(
    status: int, town: County, internet: Web, answers: Answers, breaks: list[float]
) -> None:
    answers.pages["www.example/page"] = [(status, {"Retry-After": "30"}, b""), OK]
    link(town, internet.url("www.example", "/page"))
    assert set(reasons(town).values()) == {"fine"}
    assert 29 < breaks[0] <= 30


@pytest.mark.parametrize("until", ["3600", "Tue, 01 Dec 2099 08:00:00 GMT"])
def test_a_host_that_wants_a_long_break_is_left_alone(
    until: str, town: County, internet: Web, answers: Answers, breaks: list[float]
) -> None:
    answers.pages["www.example/1"] = (429, {"Retry-After": until}, b"")
    answers.pages["www.example/2"] = OK
    link(town, internet.url("www.example", "/1"), internet.url("www.example", "/2"))
    assert set(reasons(town).values()) == {"link-refused"}
    assert internet.asked == ["HEAD www.example/1"]
    assert breaks == []


def test_a_second_run_on_the_same_day_asks_only_what_failed(town: County, internet: Web, answers: Answers) -> None:
    answers.pages |= {"www.example/good": OK, "www.example/bad": (500, {}, b"")}
    good, bad = internet.url("www.example", "/good"), internet.url("www.example", "/bad")
    link(town, good, bad)
    reasons(town)
    internet.requests.clear()
    answers.pages["www.example/bad"] = OK
    assert reasons(town) == {good: "fine", bad: "fine"}
    assert internet.asked == ["HEAD www.example/bad"]
    internet.requests.clear()
    reasons(town)
    assert internet.asked == []
    reasons(town, "--max-age", "0")
    assert len(internet.asked) == 2


def test_good_answers_hold_for_as_many_days_as_one_says(town: County, internet: Web, answers: Answers) -> None:
    answers.pages["www.example/"] = OK
    link(town, internet.url("www.example"))
    reasons(town)
    later = str(int(dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC).timestamp()))
    internet.requests.clear()
    town.run("links", "--max-age", "7", SOURCE_DATE_EPOCH=later)
    assert internet.asked == []
    town.run("links", SOURCE_DATE_EPOCH=later)
    assert internet.asked == ["HEAD www.example/"]


def test_the_report_says_since_when_a_link_is_broken(town: County, internet: Web) -> None:
    link(town, internet.url("www.example", "/gone"))
    reasons(town)
    later = str(int(dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC).timestamp()))
    assert "since 2026-11-22" in town.run("links", SOURCE_DATE_EPOCH=later).stdout


def test_a_damaged_memory_is_none(town: County, internet: Web, answers: Answers) -> None:
    answers.pages["www.example/"] = OK
    link(town, internet.url("www.example"))
    town.write({".intsite/links.json": '{"http://www.example/": {"reason": "bad"}}'})
    assert set(reasons(town).values()) == {"fine"}


def test_an_address_is_asked_for_once_however_often_it_stands(town: County, internet: Web, answers: Answers) -> None:
    answers.pages["www.example/page"] = OK
    link(town, *(internet.url("www.example", f"/page{part}") for part in ("", "#a", "#b")))
    reasons(town)
    assert internet.asked == ["HEAD www.example/page"]


def test_addresses_are_found_in_facts_and_records_and_texts(town: County, internet: Web) -> None:
    town.write(
        {
            f"{OFFICE}/facts.yaml": "email: rathaus@musterland.example\n"
            f"website: {internet.url('www.example', '/1')}\n"
            f"sources:\n  - name: Amt\n    url: {internet.url('www.example', '/2')}\n",
            f"{OFFICE}/de.md": words("Rathaus", f"<{internet.url('www.example', '/3')}>"),
        }
    )
    printed = town.run("links").stdout
    for place, path in ((f"{OFFICE}/facts.yaml:2:10", 1), (f"{OFFICE}/facts.yaml:5:10", 2), (f"{OFFICE}/de.md:6:2", 3)):
        assert f"{place}: {internet.url('www.example', f'/{path}')} is gone" in printed


def test_hosts_with_umlauts_are_known_by_their_other_name(town: County, internet: Web, answers: Answers) -> None:
    answers.pages["xn--straenamt-j1a.example/"] = OK
    town.write({f"{OFFICE}/facts.yaml": f"email: a@b.example\nwebsite: {internet.url('straßenamt.example')}\n"})
    assert set(reasons(town).values()) == {"fine"}


def test_only_the_entries_one_names_are_asked_about(town: County, internet: Web, answers: Answers) -> None:
    answers.pages["www.example/"] = OK
    link(town, internet.url("www.example"))
    town.write({"content/guides/one/de.md": words("Leben", f"[Seite]({internet.url('www.example', '/other')}).")})
    assert reasons(town, "office:town-hall") == {internet.url("www.example"): "fine"}


def test_the_report_says_what_is_wrong_where_and_whom_to_ask(town: County, internet: Web) -> None:
    link(town, internet.url("www.example", "/gone"), "http://nobody.example/", internet.url("www.example", "/gone"))
    result = town.run("links", language="de")
    assert result.exit_code == 1
    gone = internet.url("www.example", "/gone")
    assert f"{OFFICE}/de.md:6:15: {gone} gibt es nicht mehr: Der Server antwortet 404. [link-gone]" in result.stdout
    assert f"auch: {OFFICE}/de.md:10:15" in result.stdout
    assert "Rathaus, rathaus@musterland.example" in result.stdout
    assert "2 Adressen: 2 kaputt, 0 anzusehen, 0 in Ordnung" in result.stdout


def test_the_list_for_an_issue_is_by_office(town: County, internet: Web, answers: Answers) -> None:
    answers.pages |= {"www.example/old": sent_to("/new"), "www.example/new": OK}
    link(town, internet.url("www.example", "/old"))
    result = town.run("links", "--format", "markdown")
    assert result.exit_code == 0
    assert "### Rathaus, rathaus@musterland.example\n\n- [ ] `content/offices/town-hall/de.md:6:15`: " in result.stdout
    assert f"has moved for good, to {internet.url('www.example', '/new')}" in result.stdout


def test_new_addresses_are_written_when_that_is_wished(town: County, internet: Web, answers: Answers) -> None:
    old, new = internet.url("www.example", "/old"), internet.url("www.example", "/new")
    answers.pages |= {
        "www.example/old": sent_to("/new;jsessionid=12AB?lang=de"),
        "www.example/new;jsessionid=12AB?lang=de": OK,
    }
    body = f"Hier [eins]({old}), [zwei]({old}#teil) und [drei]({old}er)."
    town.write(
        {f"{OFFICE}/de.md": words("Rathaus", body), f"{OFFICE}/facts.yaml": f'email: a@b.example\nwebsite: "{old}"\n'}
    )
    assert "Mended" in town.run("links", "--fix").stdout
    assert f"Hier [eins]({new}?lang=de), [zwei]({new}?lang=de#teil) und [drei]({old}er)." in (
        town.root / f"{OFFICE}/de.md"
    ).read_text(encoding="utf-8")
    assert f'website: "{new}?lang=de"\n' in (town.root / f"{OFFICE}/facts.yaml").read_text(encoding="utf-8")


def test_what_an_editor_has_looked_at_is_not_asked_for(town: County, internet: Web) -> None:
    link(town, internet.url("www.example", "/robots"), internet.url("maps.example", "/a"))
    town.write(
        {
            "links.yaml": f"{internet.url('www.example', '/robots')}: 2026-11-01  # opens in a browser\n"
            f"{internet.url('maps.example', '/*')}: 2026-11-01\n"
        }
    )
    result = town.run("links")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "2 checked by hand" in result.stdout
    assert internet.asked == []


def test_the_word_of_an_editor_holds_for_half_a_year(town: County, internet: Web) -> None:
    page = internet.url("www.example", "/robots")
    link(town, page)
    town.write({"links.yaml": f"{page}: 2026-05-01\n"})
    result = town.run("links")
    assert result.exit_code == 1
    assert f"links.yaml:1:1: Somebody looked at {page} on 2026-05-01" in result.stderr
    assert internet.asked == ["HEAD www.example/robots", "GET www.example/robots"]


def test_a_word_about_an_address_that_is_gone_is_no_longer_needed(town: County) -> None:
    town.write({"links.yaml": "https://www.musterland.example/: 2026-11-01\n"})
    assert "[link-note-unneeded]" in town.run("links").stderr
    assert "[link-note-unneeded]" not in town.run("links", "office:town-hall").stderr


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("gestern", "bad-date"),
        ("1.11.2026", "bad-date"),
        ("[a]", "bad-date"),
        ("2026-12-01", "link-note-of-the-future"),
    ],
)
def test_a_word_without_a_day_is_none(day: str, code: str, town: County) -> None:
    town.write({"links.yaml": f"https://www.musterland.example/: {day}\n"})
    result = town.run("links")
    assert (result.exit_code, f"[{code}]" in result.stderr) == (1, True)


def test_a_computer_without_internet_blames_nobody(town: County, internet: Web) -> None:
    link(town, "http://nobody.example/", "http://disturbed.example/")
    result = town.run("links")
    assert result.exit_code == 2
    assert "Does this computer have a connection to the internet?" in result.stderr
    assert internet.asked == []


def test_every_trouble_is_tried_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [reason for reason in Reason if reason.is_trouble and f'"{reason}"' not in text] == []
