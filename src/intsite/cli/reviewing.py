"""`freshness` and `confirm`: what somebody should check again, and the word that somebody did."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from intsite.cli.terminal import contact_line, entry_named, need, say, site_of, today, with_config
from intsite.files import write_text

if TYPE_CHECKING:
    from intsite.config import Config
    from intsite.freshness import Due
    from intsite.past_days import PastDay


@click.command()
@click.option("--within", type=click.IntRange(min=0), default=30, show_default=True, help="Days to look ahead.")
@click.option("--office", help="Only what this office answers for: a part of its title.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ics", "markdown"]),
    default="text",
    show_default=True,
    help="ics: for a calendar; markdown: a list to tick off in an issue.",
)
@with_config
def freshness(config: Config, within: int, office: str | None, form: str) -> None:
    """List what somebody should check again, by office, and days in texts that have passed.

    The day comes from review-by in the facts, or from reviewed-on and the months of the kind.

    \b
    Example:
      intsite freshness
      intsite freshness --office Jobcenter --within 90
      intsite freshness --format ics > reviews.ics
    """
    from intsite.freshness import contact, due
    from intsite.past_days import past_days

    site = site_of(config)
    if office is not None:
        titles = {contact(site, key).office for key in site.entries}
        if not any(office.casefold() in title.casefold() for title in titles):
            need([office], sorted(titles))
    found = [
        one
        for one in due(site, today() + dt.timedelta(days=within))
        if office is None or office.casefold() in one.contact.office.casefold()
    ]
    passed = list(past_days(site)) if office is None else []
    match form:
        case "json":
            click.echo(_as_json(found, passed))
        case "ics":
            from intsite.calendars import reviews

            click.echo(reviews(site, found).decode(), nl=False)
        case "markdown":
            click.echo(_as_markdown(found, passed))
        case _:
            _print(found, passed)


def _as_json(found: Sequence[Due], passed: Sequence[PastDay]) -> str:
    listed = {
        "due": [
            {
                "entry": ":".join(one.key),
                "title": one.title,
                "by": one.by.isoformat() if one.by else None,
                "reviewed-on": one.reviewed_on.isoformat() if one.reviewed_on else None,
                "office": one.contact.office,
                "role": one.contact.role,
                "email": one.contact.email,
                "path": one.path,
            }
            for one in found
        ],
        "past-days": [
            {
                "entry": ":".join(one.key),
                "path": one.path,
                "line": one.line,
                "day": one.day.isoformat(),
                "written": one.written,
                "sentence": one.sentence,
            }
            for one in passed
        ],
    }
    return json.dumps(listed, ensure_ascii=False, indent=2)


def _as_markdown(found: Sequence[Due], passed: Sequence[PastDay]) -> str:
    lines = [say("## Bitte prüfen", "## Please check")]
    office = None
    for one in found:
        if one.contact.office != office:
            office = one.contact.office
            lines += ["", f"### {contact_line(one.contact)}", ""]
        lines.append(f"- [ ] {one.title} (`{':'.join(one.key)}`), {_when(one)}")
    if passed:
        lines += ["", say("### Vergangene Tage in Texten", "### Days in texts that have passed"), ""]
        lines += [f"- [ ] `{one.path}:{one.line}` **{one.written}**: … {one.sentence} …" for one in passed]
    return "\n".join(lines)


def _print(found: Sequence[Due], passed: Sequence[PastDay]) -> None:
    office = None
    for one in found:
        if one.contact.office != office:
            office = one.contact.office
            click.secho(f"\n{contact_line(one.contact)}", bold=True)
        click.echo(f"  {_when(one):<24} {':'.join(one.key)}  {one.title}")
    if passed:
        click.secho(say("\nVergangene Tage in Texten", "\nDays in texts that have passed"), bold=True)
        for day in passed:
            click.echo(f"  {day.path}:{day.line}: {day.written}")
            click.echo(f"      … {day.sentence} …")
    click.echo()
    click.echo(
        say(
            f"Zu prüfen: {len(found)}. Vergangene Tage in Texten: {len(passed)}. "
            "Stimmt noch alles: intsite confirm ART:KENNUNG",
            f"To be checked: {len(found)}. Days in texts that have passed: {len(passed)}. "
            "Where all is still true: intsite confirm KIND:ID",
        )
    )


def _when(one: Due) -> str:
    if one.by is None:
        return say("noch nie geprüft", "never checked")
    late = (today() - one.by).days
    if late > 0:
        return say(f"{one.by} (seit {late} Tagen)", f"{one.by} ({late} days ago)")
    return one.by.isoformat()


@click.command()
@click.argument("entries", nargs=-1, required=True, metavar="KIND:ID…")
@with_config
def confirm(config: Config, entries: tuple[str, ...]) -> None:
    """Record that somebody checked entries today and everything is still true.

    Writes reviewed-on into facts.yaml and nothing else.

    \b
    Example:
      intsite confirm office:jobcenter
      intsite confirm course:evening-course-b1 course:literacy-course
    """
    from intsite.freshness import confirm as confirmed
    from intsite.source import read_text

    site = site_of(config)
    for entry in [entry_named(site, name) for name in entries]:
        file = config.root / entry.path / "facts.yaml"
        before = read_text(file, file.name)[0] if file.exists() else ""
        write_text(file, confirmed(before, today()))
        click.echo(f"{entry.path}/facts.yaml: reviewed-on: {today().isoformat()}")
