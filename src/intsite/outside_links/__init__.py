"""Links that lead out of the site: where they stand, and whether they still lead anywhere."""

from __future__ import annotations

from intsite.outside_links.answers import Answer, Reason
from intsite.outside_links.checking import Found, Outcome, check
from intsite.outside_links.mending import mend

__all__ = ["Answer", "Found", "Outcome", "Reason", "check", "mend"]
