# `make` lists what there is. A fresh machine needs Python 3.11 or newer; everything else is fetched when first needed.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
# Opens the browser where there is a screen; OPEN= keeps it shut.
OPEN ?= $(if $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname))),--open)

BIN := .venv/bin
MKDOCS := $(BIN)/python -m mkdocs
export NO_MKDOCS_2_WARNING := 1
# Only fetched again when the file it comes from changes.
SITE := .venv/.site
TOOLS := .venv/.tools
AUDIT := .venv/.audit
DESK := .venv/.desk
MUTANTS := .venv/.mutants
NODE := node_modules/.site
NODE_TOOLS := node_modules/.tools
# A project begun from this one has no tests: they prove the program here.
CODE := $(wildcard hooks tests scripts)
LIGHTHOUSE := tests/lighthouse/node_modules/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build test test-fast mutants check bench lock audit sbom clean setup setup-desk setup-test

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: setup ## The site on http://127.0.0.1:8000/ (ADDRESS=host:port), rebuilt as data, pages and templates change
	$(MKDOCS) serve --dev-addr $(ADDRESS) $(OPEN)

build: setup ## The site as static files in site/; any warning is an error
	$(MKDOCS) build --strict

# Compiled once, not by each of the many processes that tests start.
unexport PYTHONDONTWRITEBYTECODE
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal
IN_PROCESS := not browser and not nginx and not java and not builds

test: $(if $(wildcard tests),setup-test) ## Every test, those in a real browser too
test-fast: $(if $(wildcard tests),$(TOOLS)) ## The tests within Python alone: no browser, no Java, no web server, no whole site built
test test-fast:
	@test -d tests || { echo "The tests are in the project that this one was begun from; here: hooks/desk.py check, make build" >&2; exit 1; }
	@$(PYTEST) $(if $(filter test-fast,$@),-m "$(IN_PROCESS)") $(TESTS)

mutants: $(if $(wildcard tests),$(MUTANTS)) ## Put 400 small faults into the core, one at a time, and list those that no test notices (hours); MUTANTS_ARGS="--count 20"
	@test -d tests || { echo "The tests are in the project that this one was begun from" >&2; exit 1; }
	@$(BIN)/python tests/mutants.py $(MUTANTS_ARGS)

check: $(TOOLS) ## Format, lint, types, imports, locks; changes nothing
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	PYTHONPATH=hooks $(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/python scripts/locks.py --check

bench: $(if $(wildcard tests),setup-test) ## Measure builds, pages on a slow phone, load, spoilt files, reports read; the table goes to guides/benchmarks.md
	@$(call with_npm,$(LIGHTHOUSE),no scores of Lighthouse) || echo "Lighthouse could not be fetched."
	@$(BIN)/python tests/bench.py

lock: $(AUDIT) ## Write the lock beside requirements.txt and each requirements/*.txt; UPGRADE=1 raises what these leave open
	$(BIN)/python scripts/locks.py $(if $(UPGRADE),--upgrade)

audit: $(AUDIT) ## Known vulnerabilities of what Python's and npm's locks name; skipped, and said so, where their lists can't be reached
	@PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python scripts/audit.py

sbom: $(SITE) $(AUDIT) ## What the site is made with, Python's, npm's and the font, each with its licence, as CycloneDX in sbom/
	@$(BIN)/python scripts/sbom.py

clean: ## Remove what was built; what was fetched stays
	rm -rf site sbom .cache .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find hooks tests -name __pycache__ -type d -exec rm -rf {} +

setup: $(SITE) ## Fetch what the site needs: into .venv, and node_modules where Node is there
	@$(call with_npm,$(NODE),the larger packaged chart library is used; pages work the same)

setup-desk: $(DESK) ## Fetch what reading reports needs (desk import, inbox, verify)

setup-test: $(TOOLS) ## Fetch what the tests need, browsers, Chinese fonts, Java and nginx included
	@$(call with_npm,$(NODE_TOOLS),the tests of pages that need it are skipped)
	@sh scripts/system.sh

with_npm = if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(1); \
	else echo "Node.js (npm) not found: $(2)."; fi

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not it: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
		rm -rf .venv; echo "No virtual environment could be made; on Debian: apt install python3-venv" >&2; exit 1; }

# From the locks alone: what is not in them, or has another hash, is refused. They are made from the .txt beside them, which
# say why, and from which pip can install as well; `make check` holds one against the other.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

$(SITE): requirements.lock | $(BIN)/python
	$(PIP_INSTALL) -r $<
	@touch $@

$(TOOLS): requirements/dev.lock | $(BIN)/python
	$(PIP_INSTALL) -r $<
	@touch $@ $(SITE)

$(AUDIT): requirements/audit.lock | $(BIN)/python
	$(PIP_INSTALL) -r $<
	@touch $@

$(MUTANTS): requirements/mutants.lock $(TOOLS) | $(BIN)/python
	$(PIP_INSTALL) -r $<
	@touch $@

$(DESK): requirements/desk.lock | $(BIN)/python
	$(PIP_INSTALL) -r $<
	@touch $@ $(SITE)

NPM_CI := npm ci --no-audit --no-fund --ignore-scripts

$(NODE): package.json package-lock.json
	$(NPM_CI) --omit=dev
	@touch $@

$(NODE_TOOLS): package.json package-lock.json
	$(NPM_CI)
	@touch $(NODE) $@

$(LIGHTHOUSE): tests/lighthouse/package.json tests/lighthouse/package-lock.json
	$(NPM_CI) --prefix tests/lighthouse
	@touch $@
