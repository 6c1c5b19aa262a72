"""`links`: whether the addresses that the content names still lead anywhere."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from intsite.cli.terminal import (
    CONTENT_PROBLEMS,
    Progress,
    contact_line,
    counted,
    editor_language,
    entry_named,
    fail,
    lines_of,
    say,
    show,
    site_of,
    with_config,
)

if TYPE_CHECKING:
    from intsite.config import Config
    from intsite.freshness import Contact
    from intsite.outside_links import Found, Outcome
    from intsite.problems import Problem, Span
    from intsite.resolve import Site


@click.command()
@click.argument("entries", nargs=-1, metavar="[KIND:ID…]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="json: every address, for other programs; markdown: a list to tick off in an issue.",
)
@click.option(
    "--max-age",
    "days",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="DAYS",
    help="Days for which a good answer holds: 1 is today; 0 asks for everything.",
)
@click.option("--inside", is_flag=True, help="Also ask hosts of internal networks, which are left alone otherwise.")
@click.option("--fix", is_flag=True, help="Write the new addresses of pages that have moved for good into the files.")
@with_config
def links(config: Config, entries: tuple[str, ...], form: str, days: int, *, inside: bool, fix: bool) -> None:
    """Ask whether the addresses in texts and facts still lead anywhere.

    Without arguments for all entries. One request at a time to each host, with a pause. What an editor has looked at
    stands in links.yaml, a line each: the address, a colon, the day.

    \b
    Example:
      intsite links
      intsite links office:jobcenter --max-age 0
      intsite links --format markdown > links.md
    """
    from intsite.outside_links import check, mend

    site = site_of(config)
    keys = tuple(entry_named(site, name).key for name in entries)
    progress = Progress()
    outcome = check(site, keys, days=days, inside=inside, progress=progress)
    progress.close()
    if outcome.is_offline:
        fail(
            say(
                "Kein einziger Server hat geantwortet. Hat dieser Rechner eine Verbindung ins Internet?",
                "Not a single server has answered. Does this computer have a connection to the internet?",
            )
        )
    match form:
        case "json":
            click.echo(_as_json(outcome))
        case "markdown":
            click.echo(_as_markdown(outcome))
        case _:
            _print(site, outcome)
    show(outcome.problems, config.root, "text")
    if fix:
        for place in mend(config.root, outcome.found):
            click.echo(say(f"Berichtigt: {_at(place.span)}", f"Mended: {_at(place.span)}"), err=form != "text")
    if any(found.is_error for found in (*outcome.problems, *(each for _, each in _troubles(outcome)))):
        sys.exit(CONTENT_PROBLEMS)


def _troubles(outcome: Outcome) -> list[tuple[Found, Problem]]:
    """What is broken first, then what somebody should look at; each in the order of the content."""
    found = [(one, trouble) for one in outcome.found if (trouble := one.problem)]
    return sorted(found, key=lambda pair: not pair[1].is_error)


def _print(site: Site, outcome: Outcome) -> None:
    from intsite.problems import as_text

    read_line = lines_of(site.config.root)
    for one, trouble in _troubles(outcome):
        click.echo(as_text(trouble, editor_language(), read_line))
        also = ", ".join(_at(place.span) for place in one.places[1:])
        if also:
            click.echo(say(f"  auch: {also}", f"  also: {also}"))
        if one.since < site.today:
            click.echo(say(f"  seit {one.since}", f"  since {one.since}"))
        for contact in _contacts(one):
            click.echo(f"  {contact_line(contact)}")
    reasons = Counter(str(one.answer.reason) for one in outcome.found)
    errors = sum(trouble.is_error for _, trouble in _troubles(outcome))
    total = counted(len(outcome.found), ("Adresse", "Adressen"), ("address", "addresses"))
    click.echo(
        say(
            f"{total}: {errors} kaputt, {len(_troubles(outcome)) - errors} anzusehen, {reasons['fine']} in Ordnung, "
            f"{reasons['by-hand']} von Hand geprüft. Gefragt: {outcome.asked}.",
            f"{total}: {errors} broken, {len(_troubles(outcome)) - errors} to be looked at, {reasons['fine']} fine, "
            f"{reasons['by-hand']} checked by hand. Asked: {outcome.asked}.",
        )
    )


def _as_json(outcome: Outcome) -> str:
    from intsite.problems import advice, sentence

    language = editor_language()
    rows = [
        {
            "url": one.address,
            "reason": one.answer.reason,
            "severity": trouble.severity if (trouble := one.problem) else "",
            "status": one.answer.status,
            "target": one.answer.target,
            "message": sentence(trouble, language) if trouble else "",
            "hint": advice(trouble, language) if trouble else "",
            "on": one.on.isoformat(),
            "since": one.since.isoformat(),
            "places": [
                {
                    "entry": ":".join(place.key),
                    "path": place.span.path,
                    "line": place.span.line,
                    "column": place.span.column,
                    "office": place.contact.office,
                    "role": place.contact.role,
                    "email": place.contact.email,
                }
                for place in one.places
            ],
        }
        for one in outcome.found
    ]
    return json.dumps({"asked": outcome.asked, "links": rows}, ensure_ascii=False, indent=2)


def _as_markdown(outcome: Outcome) -> str:
    """By office; an address that several offices answer for stands below each."""
    from intsite.problems import advice, sentence

    by_office: defaultdict[str, list[str]] = defaultdict(list)
    for one, trouble in _troubles(outcome):
        said = f"{sentence(trouble, editor_language())} → {advice(trouble, editor_language())}"
        for contact in _contacts(one):
            own = [place for place in one.places if place.contact == contact]
            at = ", ".join(f"`{_at(place.span)}`" for place in own)
            by_office[contact_line(contact)].append(f"- [ ] {at}: {said}")
    lines = [say("## Links nach außen", "## Links to other websites")]
    for office, tasks in sorted(by_office.items()):
        lines += ["", f"### {office}", "", *tasks]
    return "\n".join(lines)


def _contacts(one: Found) -> Sequence[Contact]:
    """Whom to ask about an address: once each, however often it stands there."""
    return tuple(dict.fromkeys(place.contact for place in one.places))


def _at(span: Span) -> str:
    return f"{span.path}:{span.line}:{span.column}" if span.column else f"{span.path}:{span.line}"
