# Two commands are enough: `make run` tries Doorstep, `make test` proves it. Both make .venv the first time.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$each" && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test check format lock
.DELETE_ON_ERROR:

run: $(VENV)/installed ## make a demo unit in data/ when there is none, print its logins, and serve it
	@$(BIN)/doorstep demo

test: check ## everything that must hold before a change is good
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

check: $(VENV)/installed-dev ## what can be said without running the program
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed-dev ## put every file into the one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "Doorstep needs Python 3.11 or newer; none was found." >&2; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# Exactly what the lock says, by its hashes; then the project itself, which fetches nothing.
$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/made
	@echo "Installing what the lock names …"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

# Pins anew what pyproject.toml asks for; neither lock holds an address.
COMPILE := $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
	--build-deps-for wheel --build-deps-for editable
lock: $(VENV)/installed-dev ## pin the newest versions that pyproject.toml allows
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
