# Everything below works on a Debian 12 that has only python3 (3.11 or later) with pip and venv, git and make; no root needed.
# `make site` builds the site, `make serve` shows it, `make test` checks and tests everything.

PYTHON ?= python3
INSTALL := .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps
LOCKED := $(INSTALL) --require-hashes --only-binary :all: --requirement
# Where Node is missing, .tools/bin has one.
NODE_PATHS := PATH="$(CURDIR)/.tools/bin:$$PATH"

.PHONY: site serve test check fix budget lighthouse sequences bench bench-search docs tools lock clean
.DELETE_ON_ERROR:

site: .venv/intsite.stamp
	.venv/bin/intsite build
	@echo 'The site is in public/; look at it with: make serve'

serve: .venv/intsite.stamp
	.venv/bin/intsite serve

test: check .tools/test.stamp
	.venv/bin/pytest

check: .venv/test.stamp .tools/check.stamp
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/djlint --quiet --lint templates
	$(NODE_PATHS) node_modules/.bin/biome check --error-on-warnings
	$(NODE_PATHS) node_modules/.bin/tsc

# Mends what the tools of `check` can mend by themselves.
fix: .venv/test.stamp .tools/check.stamp
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	$(NODE_PATHS) node_modules/.bin/biome check --write

# What a page of each type weighs and how fast it is on a slow line; fails where bytes or requests exceed the budgets.
budget: .tools/test.stamp
	.venv/bin/python benchmarks/budget.py

# What Lighthouse says of a few pages.
lighthouse: .tools/lighthouse.stamp
	.venv/bin/python benchmarks/lighthouse.py

# Writes the reference anew from what the program says of itself.
docs: .venv/intsite.stamp
	.venv/bin/python scripts/write_reference.py

# Everything that the tests need, without running them.
tools: .tools/test.stamp

# Random edits of a county, each build compared with a clean one: what a build remembers must never be wrong.
SEQUENCES ?= 100
sequences: .tools/test.stamp
	INTSITE_SEQUENCES=$(SEQUENCES) .venv/bin/pytest tests/test_sequences.py

# How long intsite and Hugo take for the same invented county: make bench ENTRIES=1000 ROUNDS=1
ENTRIES ?= 100
ROUNDS ?= 3
EDITS ?= body fact template text nothing
bench: .venv/benchmark.stamp
	.venv/bin/python benchmarks/speed/imports.py
	.venv/bin/python benchmarks/speed/measure.py --entries $(ENTRIES) --rounds $(ROUNDS) --edits $(EDITS)

# How well the search answers, beside others: the invented county, and a real one where it lies beside this folder.
bench-search: .tools/test.stamp .venv/benchmark.stamp
	.venv/bin/python benchmarks/search/measure.py demo
	test ! -d ../shared/real || .venv/bin/python benchmarks/search/measure.py real

# Pins anew: the newest releases that pyproject.toml allows. The locks hold for every system and Python from 3.11 on.
COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--custom-compile-command 'make lock'
lock: .venv/intsite.stamp
	$(LOCKED) requirements/lock.txt
	$(COMPILE) pyproject.toml --group build --group check --group test --output-file requirements/test.txt
	$(COMPILE) pyproject.toml --group build --constraint requirements/test.txt --output-file requirements/site.txt
	$(COMPILE) --group benchmark --constraint requirements/test.txt --output-file requirements/benchmark.txt
	for group in node java lock; do $(COMPILE) --group $$group --output-file requirements/$$group.txt; done

clean:
	rm -rf .venv .tools node_modules public

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "intsite needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv

.venv/site.stamp: requirements/site.txt | .venv/bin/python
	$(LOCKED) $<
	touch $@

.venv/intsite.stamp: pyproject.toml .venv/site.stamp
	$(INSTALL) --no-build-isolation --editable .
	touch $@

.venv/test.stamp: requirements/test.txt .venv/intsite.stamp
	$(LOCKED) $<
	touch $@

.venv/benchmark.stamp: requirements/benchmark.txt .venv/intsite.stamp
	$(LOCKED) $<
	touch $@

.tools/check.stamp: scripts/setup_tools.py package-lock.json requirements/node.txt .venv/test.stamp
	.venv/bin/python scripts/setup_tools.py check
	touch $@

.tools/test.stamp: requirements/java.txt requirements/chromium/package-lock.json .tools/check.stamp
	.venv/bin/python scripts/setup_tools.py test
	touch $@

.tools/lighthouse.stamp: requirements/lighthouse/package-lock.json .tools/test.stamp
	.venv/bin/python scripts/setup_tools.py lighthouse
	touch $@
