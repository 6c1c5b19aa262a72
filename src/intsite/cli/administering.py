"""`admin`: forms in the browser for editors without Git."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from intsite.cli.terminal import Progress, counted, editor_language, fail, need, say, unfit, with_config

if TYPE_CHECKING:
    from intsite.config import Config

_SERVICES = ("github", "gitlab", "forgejo", "test")


@click.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to; `admin` beside site.toml when not given.",
)
@click.option("--service", type=click.Choice(_SERVICES), help="What holds the repository; guessed from Git's origin.")
@click.option("--host", help="Where it runs, for example git.landkreis.example; from Git's origin when not given.")
@click.option("--repository", "name", help="OWNER/NAME; from Git's origin when not given.")
@click.option("--branch", default="main", show_default=True, help="The branch that editors write to.")
@click.option(
    "--app-id", default="", help="OAuth application (PKCE) of GitLab or Forgejo; otherwise people use tokens."
)
@click.option("--lang", "languages", multiple=True, help="Also forms for translations into this language.")
@with_config
def admin(  # noqa: PLR0913, PLR0917  click hands over each option
    config: Config,
    output: Path | None,
    service: str | None,
    host: str | None,
    name: str | None,
    branch: str,
    app_id: str,
    languages: tuple[str, ...],
) -> None:
    """Write forms in the browser, with which editors add content without Git.

    A folder with Sveltia CMS and fields made from the kinds, to lie on a server of yours; npm fetches it once. Write it
    anew when kinds, vocabularies or languages change, or with a new version of intsite.

    \b
    Example:
      intsite admin
      intsite admin --branch redaktion --lang en --lang ar --output /var/www/admin
      intsite admin --service forgejo --host git.landkreis.example --repository portal/inhalte
      intsite admin --service test        to try the forms out; nothing leaves the browser
    """
    from intsite import kinds as all_kinds
    from intsite.admin import Repository, origin, service_of
    from intsite.admin import admin as make
    from intsite.admin.program import NoProgramError
    from intsite.load import template_folders
    from intsite.publish import OutputFolderError, publish

    need(languages, config.languages)
    known_host, known_name = origin(config.root)
    host, name = host or known_host, name or known_name
    if service is None and host:
        service = service_of(host)
    if service is None or (service != "test" and not (host and name)):
        fail(_no_repository())
    repository = Repository(service=service, host=host, name=name, branch=branch, application=app_id)
    kinds, _ = all_kinds.discover(template_folders(config), config.root)
    target = output or config.root / "admin"
    progress = Progress()
    progress("npm")
    try:
        made = make(
            config, kinds, repository, languages, editor=editor_language(), cache=config.root / ".intsite" / "admin"
        )
        changes = publish(made, target)
    except NoProgramError as error:
        fail(_no_program(error))
    except OutputFolderError as error:
        fail(f"{say('In diesen Ordner können die Formulare nicht', 'The forms cannot go there')}: {unfit(error)}")
    finally:
        progress.close()
    written = counted(len(changes.written), ("Datei", "Dateien"), ("file", "files"))
    where = repository.name if service != "test" else say("nur im Browser", "only in the browser")
    click.echo(say(f"{target}: {written} geschrieben ({where}).", f"{target}: {written} written ({where})."))


def _no_repository() -> str:
    return say(
        "Welches Repository? Git kennt hier kein origin; nennen Sie es mit --service, --host und --repository.",
        "Which repository? Git knows no origin here; name it with --service, --host and --repository.",
    )


def _no_program(error: Exception) -> str:
    return say(
        f"npm konnte das Programm für die Formulare nicht holen: {error}\n"
        "npm gehört zu Node.js (https://nodejs.org); ohne Installation bringt es: pip install intsite[admin]",
        f"npm could not fetch the program for the forms: {error}\n"
        "npm belongs to Node.js (https://nodejs.org); without installing that: pip install intsite[admin]",
    )
