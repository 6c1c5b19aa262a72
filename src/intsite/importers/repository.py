"""Files of a county's repository: their text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

_PLAIN = re.compile(r"[^\W\d_][\w ,()/-]*[\w)]|[^\W\d_]|/[^\s#:'\"\\]*")
"""What YAML takes for text without quotation marks, as far as words and addresses go."""
_NOT_TEXT = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})

LONGEST_TITLE = 120
Value = str | float | Sequence[str] | Mapping[str, object]


def short(text: str, longest: int) -> str:
    """Cut between words, with an ellipsis."""
    if len(text) <= longest:
        return text
    return (text[:longest].rpartition(" ")[0] or text[: longest - 1]).rstrip(" ,;:–-") + "…"


def yaml(fields: Mapping[str, Value]) -> str:
    """A mapping of texts, numbers, lists of texts and mappings; empty ones are left out."""
    return "".join(f"{name}:{_yaml(value)}\n" for name, value in fields.items() if value not in ("", (), [], {}))


def words(front: Mapping[str, Value], body: str) -> str:
    """A file of words: front matter, then Markdown."""
    return f"---\n{yaml(front)}---\n" + (f"\n{body}" if body else "")


def _yaml(value: Value) -> str:
    if isinstance(value, str | Mapping | int | float):
        return " " + _flow(value)
    return "".join(f"\n  - {_scalar(item)}" for item in value)


def _flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else _scalar(str(value), in_flow=True)


def _scalar(text: str, *, in_flow: bool = False) -> str:
    if _PLAIN.fullmatch(text) and not (in_flow and "," in text) and text.lower() not in _NOT_TEXT:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", quoted)


def site_toml(name: str, languages: Sequence[str], region: str = "") -> str:
    """The settings of a new portal; the first of its languages leads."""
    listed = list(languages) or ["de"]
    return (
        "# Was der Landkreis für die ganze Website festlegt. Danach immer: intsite check\n\n"
        f"[site]\nname = {json.dumps(name, ensure_ascii=False)}\n"
        "# Die Adresse, unter der die Website stehen wird.\n"
        '# base-url = "https://integration.landkreis.example/"\n'
        "# Das Bundesland entscheidet über Feiertage und über das Recht zur Barrierefreiheit.\n"
        '# land = "BY"\n'
        f"languages = {json.dumps(listed)}\n"
        "# In dieser Sprache wird zuerst geschrieben; die anderen sind Übersetzungen.\n"
        f"source = {json.dumps(listed[0])}\n"
        "\n# Damit bietet intsite build die Inhalte auch den Apps von Integreat an, unter api/v3/.\n"
        f"# [integreat]\n# region = {json.dumps(region or 'musterland')}\n"
    )
