"""Integreat's pages to a county's repository: guides in a tree, in all their languages.

`read` takes the files that its content API delivers, `convert` turns them into the files of a repository,
`write` writes those. What is wrong with the input comes back as `problems`, what was changed on purpose as
`notes`; nothing is raised.
"""

from __future__ import annotations

from intsite.importers.findings import ImportProblem, Note, counted
from intsite.importers.integreat.conversion import Import, convert, write
from intsite.importers.integreat.dump import Dump, Page, read
from intsite.importers.integreat.reporting import report

__all__ = [
    "Dump",
    "Import",
    "ImportProblem",
    "Note",
    "Page",
    "convert",
    "counted",
    "read",
    "report",
    "write",
]
