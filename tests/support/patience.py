"""Settings for random cases: as many as usual, and no failure because the machine is busy."""

from hypothesis import HealthCheck, settings

patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A decorator above `@given`."""
