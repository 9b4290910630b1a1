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
NODE := node_modules/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build test check bench clean setup setup-test

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: setup ## The site on http://127.0.0.1:8000/ (ADDRESS=host:port), rebuilt as data, pages and templates change
	$(MKDOCS) serve --dev-addr $(ADDRESS) $(OPEN)

build: setup ## The site as static files in site/; any warning is an error
	$(MKDOCS) build --strict

test: setup-test ## Every test, those in a real browser too
	@$(BIN)/python -m pytest $(TESTS)

check: $(TOOLS) ## Format, lint, types; changes nothing
	$(BIN)/ruff format --check hooks tests scripts
	$(BIN)/ruff check hooks tests scripts
	$(BIN)/mypy hooks/disclosure hooks/desk.py
	$(BIN)/mypy --command "$$(cat hooks/site.py)"

bench: setup-test ## How long the hooks take, and what pages weigh
	@$(BIN)/python tests/bench.py

clean: ## Remove what was built; what was fetched stays
	rm -rf site .cache .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find hooks tests -name __pycache__ -type d -exec rm -rf {} +

setup: $(SITE) ## Fetch what the site needs: into .venv, and node_modules where Node is there
	@if ! command -v npm >/dev/null; then \
		echo "Node.js (npm) not found: the larger packaged chart library is used; pages work the same."; \
	else \
		$(MAKE) --no-print-directory $(NODE); \
	fi

setup-test: setup $(TOOLS) ## Fetch what the tests need, Chromium and Chinese fonts included
	@sh scripts/browser.sh

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not it: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
		rm -rf .venv; echo "No virtual environment could be made; on Debian: apt install python3-venv" >&2; exit 1; }

$(SITE): requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(TOOLS): requirements-dev.txt requirements-desk.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(SITE)

$(NODE): package.json package-lock.json
	npm ci --no-audit --no-fund --ignore-scripts
	@touch $@
