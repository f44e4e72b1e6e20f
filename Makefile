# From a bare checkout: `make demo` runs the demonstration campaign, `make test` the test suite.
# Needs Python 3.11 with venv, make and git; everything else is installed here, from hashed lock files.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
RUN := $(VENV)/bin
CATALOGUES := $(wildcard solidary/*/locale/*/LC_MESSAGES/django.po)
PIP := $(RUN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo serve install test check lock messages pictures clean

demo: install
	$(RUN)/solidary demo

serve: install
	$(RUN)/solidary serve

install: $(VENV)/installed $(VENV)/messages

test: $(VENV)/installed-for-tests $(VENV)/messages
	$(RUN)/python -m pytest

# What CI checks beside the tests: lint, format, types, imports, migrations.
check: $(VENV)/installed-for-tests $(VENV)/messages
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/djlint --lint --quiet solidary
	$(RUN)/lint-imports
	$(RUN)/mypy
	SOLIDARY_HOME=$$(mktemp -d) $(RUN)/solidary manage makemigrations --check --dry-run

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-for-tests: requirements/dev.txt $(VENV)/installed
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/messages: $(CATALOGUES) $(VENV)/installed
	$(RUN)/python scripts/messages.py compile
	@touch $@

# Write the lock files anew. `--universal`: one file for every machine; no index address gets in.
lock:
	$(PIP) install uv
	$(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/runtime.in -o requirements/runtime.txt
	$(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/dev.in -o requirements/dev.txt

# Bring the catalogues in step with the sources, for translators.
messages: $(VENV)/installed-for-tests
	$(RUN)/python scripts/messages.py update
	$(RUN)/python scripts/messages.py compile

# The screenshots of the README.
pictures: $(VENV)/installed-for-tests $(VENV)/messages
	$(RUN)/python scripts/pictures.py

clean:
	rm -rf $(VENV) build *.egg-info
