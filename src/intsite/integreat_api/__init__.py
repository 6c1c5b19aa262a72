"""Integreat's content API, version 3, as files: so its apps and partners can read the county's data.

    api/v3/regions/index.json                     all regions: this one
    api/v3/regions/<region>/index.json            the region
    api/v3/<region>/languages/index.json
    api/v3/<region>/<language>/{pages,locations,events,news,imprint}/index.json

Only where `[integreat]` in site.toml names a region. Fields that nobody here keeps are there and empty, since clients
break without them. The schemas beside this module say what each file holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from intsite import catalogs
from intsite.integreat_api.items import Items
from intsite.output import Output
from intsite.pages.context import Context
from intsite.resolve import Site


def api(site: Site) -> Iterator[Output]:
    """All files, none where the county has not asked for them."""
    region = site.config.integreat
    if not region:
        return
    known = _region(site, region)
    yield _output("regions", [known])
    yield _output(f"regions/{region}", known)
    yield _output(f"{region}/languages", known["languages"])
    paths: dict[tuple[tuple[str, str], str], str] = {}
    everything = [Items(Context(site=site, language=language, media={}), paths) for language in site.config.languages]
    for items in everything:
        items.find_paths()
    for items in everything:
        language = items.context.language
        for name, found in items.lists().items():
            yield _output(f"{region}/{language}/{name}", found)
        imprint = items.imprint()
        if imprint:
            yield _output(f"{region}/{language}/imprint", imprint)


def _output(path: str, value: object) -> Output:
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Output(path=f"api/v3/{path}/index.json", content=f"{content}\n".encode())


def _region(site: Site, region: str) -> dict[str, object]:
    name = dict(site.config.name)
    return {
        "id": 1,
        "name": name.get(site.config.source) or next(iter(name.values()), region),
        "path": region,
        "live": True,
        "prefix": "",
        "name_without_prefix": name.get(site.config.source) or next(iter(name.values()), region),
        "plz": None,
        "extras": False,
        "events": bool(site.of_kind("event")),
        "pois": bool(site.of_kind("office")),
        "push_notifications": bool(site.of_kind("news")),
        "longitude": None,
        "latitude": None,
        "bounding_box": None,
        "aliases": None,
        "tunews": False,
        "languages": [
            {
                "id": number,
                "code": tag,
                "bcp47_tag": tag,
                "native_name": catalogs.autonym(tag) or tag,
                "dir": catalogs.direction_of(tag),
            }
            for number, tag in enumerate(site.config.languages, start=1)
        ],
    }
