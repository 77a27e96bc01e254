# Two commands matter: `make up` runs the platform, `make test` proves it. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml
CLIENT_SOURCES := $(shell find client/src client/public client/index.html client/vite.config.ts client/tsconfig.json \
	-type f 2>/dev/null)

.PHONY: help install up down dev test check bench images audit lock outdated format clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: $(VENV)/.runtime ## Install the command, as .venv/bin/syndic

up: $(VENV)/.runtime client/dist/index.html ## Run the whole platform on this machine
	@$(BIN)/syndic up

down: $(VENV)/.runtime ## Stop it (all data is kept)
	@$(BIN)/syndic down

dev: $(VENV)/.development client/dist/index.html ## Run it and reload the server and the client as files change
	@$(BIN)/syndic up
	@$(BIN)/python -m infra.local.development

test: $(VENV)/.development client/dist/index.html ## Install what the tests want and run all of them
	@$(BIN)/python -m tests.packages
	@$(BIN)/pytest --numprocesses 3 --no-loadscope-reorder --durations 30 --durations-min 20
	@cd client && npm test --silent

check: $(VENV)/.development client/node_modules/.installed ## Every static check
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ty check --quiet
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/hadolint client/Dockerfile infra/Dockerfile server/Dockerfile
	@$(BIN)/syndic check
	@$(BIN)/syndic policy test
	@$(BIN)/syndic policy check client/Dockerfile infra/Dockerfile server/Dockerfile .github/workflows infra/kubernetes
	@$(BIN)/zizmor --offline --quiet --no-progress .github
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yaml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-actions .github/actions/*/action.yaml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci .gitlab-ci.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	@cd client && npm run --silent check

bench: $(VENV)/.development client/dist/index.html ## Measure, with this machine's limit beside each figure
	@$(BIN)/python -m bench

images: $(VENV)/.runtime ## Build every image, or IMAGES="syndic-cron …"; PUSH=1 REGISTRY=host/path pushes; BASES="PYTHON_IMAGE=…"
	@$(BIN)/syndic images build $(IMAGES) $(if $(PUSH),--push) $(if $(REGISTRY),--registry $(REGISTRY)) $(if $(SIGN),--sign) \
		$(foreach base,$(BASES),--base $(base))

audit: $(VENV)/.development client/node_modules/.installed ## Look the locked dependencies up in the advisory databases
	@for lock in runtime development; do $(BIN)/pip-audit --disable-pip --require-hashes \
		--progress-spinner off --requirement requirements/$$lock.lock; done
	@cd client && npm audit --audit-level=moderate

outdated: lock ## Lock anew, and end with an error when newer versions were found
	@git diff --exit-code --stat -- requirements || { echo "ERROR: newer versions can be locked: make lock"; exit 1; }

format: $(VENV)/.development ## Put the sources in shape
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

lock: UPGRADE ?= --upgrade
lock: $(VENV)/.runtime ## Resolve the dependencies anew (pyproject.toml -> requirements/*.lock); UPGRADE= keeps versions
	@$(LOCK) $(UPGRADE) --extra operator --extra embedded --output-file requirements/runtime.lock
	@$(LOCK) --extra operator --constraint requirements/runtime.lock --output-file requirements/operator.lock
	@$(LOCK) --constraint requirements/runtime.lock --output-file requirements/server.lock
	@$(LOCK) $(UPGRADE) --extra reload --constraint requirements/runtime.lock --output-file requirements/reload.lock
	@$(LOCK) $(UPGRADE) --extra operator --extra embedded --extra reload --group development \
		--constraint requirements/runtime.lock --output-file requirements/development.lock

clean: ## Remove what was installed and built here (never .syndic/ and .env)
	rm -rf $(VENV) client/node_modules client/dist

$(VENV)/bin/uv: requirements/bootstrap.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "ERROR: Syndic needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "ERROR: no virtual environment can be made; on Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
	@touch $@

# The development lock holds the runtime lock and more, so one that is current serves `up` as well.
$(VENV)/.runtime: requirements/runtime.lock pyproject.toml | $(VENV)/bin/uv
	@test -e $(VENV)/.development || \
		VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync --quiet --require-hashes requirements/runtime.lock
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --editable .
	@touch $@

# The Rego oracle declares a Python newer than it needs; its wheel is plain ctypes and is installed by hash.
$(VENV)/.development: requirements/development.lock requirements/oracle.lock pyproject.toml | $(VENV)/bin/uv
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync --quiet --require-hashes requirements/development.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python \
		--require-hashes -r requirements/oracle.lock
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --editable .
	@touch $(VENV)/.runtime $@

client/node_modules/.installed: client/package-lock.json client/package.json
	@command -v npm >/dev/null || { echo "ERROR: the web console is built with Node.js 20 or newer and npm; install them"; exit 1; }
	@cd client && npm ci --silent --no-audit --no-fund
	@touch $@

client/dist/index.html: client/node_modules/.installed $(CLIENT_SOURCES)
	@cd client && npm run --silent build
	@touch $@
