"""Machine translation, off unless site.toml names what translates. What a machine writes is marked as such."""

from __future__ import annotations

from intsite.translations.machine.drafting import Draft, draft
from intsite.translations.machine.planning import Plan, plan
from intsite.translations.machine.services import Service, ServiceError, service_of

__all__ = ["Draft", "Plan", "Service", "ServiceError", "draft", "plan", "service_of"]
