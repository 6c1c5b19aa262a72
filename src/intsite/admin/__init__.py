"""Forms in the browser for editors without Git: a folder with a CMS that commits to the repository itself.

The CMS is Sveltia CMS, from npm at a pinned version (`program`); what it asks for follows from the kinds (`forms`). All
of it lies in the folder: no request goes anywhere but to the service that holds the repository.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from intsite import git
from intsite.admin import forms, program
from intsite.config import Config
from intsite.kinds import Kind
from intsite.output import Output
from intsite.read import read
from intsite.resources import shipped
from intsite.vocabularies import parse_vocabulary

_ADDRESS = re.compile(
    r"(?:https?://(?:[^@/]+@)?|ssh://[^@]+@|[^@/]+@)(?P<host>[^:/]+)(?::\d+(?=/))?[:/](?P<name>.+?)(?:\.git)?/?"
)
"""An address from which Git clones: https, ssh, or like `git@host:owner/name.git`."""


class Repository(Struct, frozen=True, kw_only=True):
    """Where the CMS reads and writes."""

    service: str
    """`github`, `gitlab`, `forgejo`, or `test`, which keeps what is written in the browser."""
    host: str
    """`github.com`."""
    name: str
    """`owner/repository`; at GitLab with groups."""
    branch: str
    application: str = ""
    """Id of an OAuth application with PKCE; without one, editors sign in with a token."""


def origin(root: Path) -> tuple[str, str]:
    """Host and name of the repository from which this one was cloned; both empty where there is none."""
    found = _ADDRESS.fullmatch((git.asked(root, "remote", "get-url", "origin") or "").strip())
    return (found["host"], found["name"]) if found else ("", "")


def service_of(host: str) -> str:
    """The service that probably runs at a host."""
    if host == "github.com":
        return "github"
    return "gitlab" if "gitlab" in host else "forgejo"


def admin(
    config: Config,
    kinds: Mapping[str, Kind],
    repository: Repository,
    languages: Sequence[str],
    *,
    editor: str,
    cache: Path,
) -> Iterator[Output]:
    """The files of the folder.

    `languages` are those that get forms for words. Raises `program.NoProgramError` when the CMS cannot be fetched.
    """
    inventory, _ = read(config.root, kinds, config.languages)
    vocabularies = (parse_vocabulary(config.root, path, config.source)[0] for path in inventory.vocabularies)
    asked = forms.Asked(
        kinds=kinds,
        vocabularies={vocabulary.name: vocabulary for vocabulary in vocabularies},
        languages=tuple(languages),
        source=config.source,
        editor=editor,
    )
    settings = {**_settings(config), "backend": _backend(repository), "collections": forms.collections(asked)}
    page = _PAGE.format(
        lang="de" if editor == "de" else "en",
        title=escape(next((text for _, text in config.name), "intsite")),
        policy=_policy(repository),
    )
    written = {"index.html": page, "config.json": json.dumps(settings, ensure_ascii=False, indent=1) + "\n"}
    yield from (Output(path=path, content=text.encode()) for path, text in written.items())
    for script in sorted(shipped("admin").glob("*.mjs")):
        yield Output(path=script.name, content=script.read_bytes())
    yield from program.files(cache)


def _settings(config: Config) -> dict[str, object]:
    return {
        "load_config_file": False,
        "app_title": next((text for _, text in config.name), "intsite"),
        **({"site_url": config.base_url} if config.base_url else {}),
        "media_folder": "assets/images",
        "public_folder": "/assets/images",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "output": {"omit_empty_optional_fields": True},
        "editor": {"preview": False},
    }


def _backend(repository: Repository) -> dict[str, object]:
    if repository.service == "test":
        return {"name": "test-repo"}
    backend: dict[str, object] = {"repo": repository.name, "branch": repository.branch}
    if repository.service == "github":
        # Signing in with a password would need a server of somebody who keeps the application's secret.
        return {"name": "github", **backend, "auth_methods": ["token"]}
    api = "v4" if repository.service == "gitlab" else "v1"
    backend |= {"base_url": f"https://{repository.host}", "api_root": f"https://{repository.host}/api/{api}"}
    if repository.service == "gitlab":
        backend["graphql_api_root"] = f"https://{repository.host}/api/graphql"
    if repository.application:
        backend |= (
            {"app_id": repository.application, "auth_type": "pkce"}
            if repository.service == "gitlab"
            else {"app_id": repository.application}
        )
    else:
        backend["auth_methods"] = ["token"]
    return {"name": "gitlab" if repository.service == "gitlab" else "gitea", **backend}


def _policy(repository: Repository) -> str:
    """The Content-Security-Policy: the folder itself, and the programming interface of the service.

    The CMS writes style elements, hence 'unsafe-inline'; it shows pictures that it has read or that are to be saved.
    """
    hosts = {"test": "", "github": "https://api.github.com"}
    service = hosts.get(repository.service, f"https://{repository.host}")
    if service and not urlsplit(service).hostname:
        raise ValueError(repository.host)
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        f"img-src 'self' data: blob:; media-src blob:; connect-src 'self' data: blob: {service}".rstrip()
        + "; form-action 'none'; base-uri 'none'"
    )


_PAGE = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">
<title>{title}</title>
<link rel="icon" href="data:,">
<script type="module" src="start.mjs"></script>
</head>
<body>
</body>
</html>
"""
