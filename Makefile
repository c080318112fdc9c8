.DEFAULT_GOAL := help
.PHONY: help run port test test-browser test-postgres soak bench html-checker check format messages compilemessages

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
PIP := $(PY) -m pip install -qq --disable-pip-version-check
CODE := manage.py newsroom people events programmes releases tests bench
# The Nu HTML checker, kept outside of the checkout; tests of HTML skip where it is absent.
TOOLS ?= $(HOME)/.cache/newsroom
export VNU_JAR ?= $(TOOLS)/vnu-26.9.27.jar
TEMPLATES = $(shell find $(wildcard templates $(CODE)) -path '*templates/*' -name '*.html')

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 18

run: export DEBUG = 1
run: export SITE_URL = http://localhost:$(PORT)
run: port $(VENV)/run.stamp ## install, fill a demo site and serve it on http://localhost:8000 (or PORT=8001)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo
	@$(MANAGE) reindex --verbosity 0
	@$(MANAGE) first_login
	@$(MANAGE) runserver 127.0.0.1:$(PORT)

port:
	@$(PYTHON) -c 'import socket, sys; sys.exit(socket.socket().connect_ex(("127.0.0.1", $(PORT))) == 0 and \
	"Port $(PORT) is taken: stop what runs there, or choose another one, such as: make run PORT=8001")'

test: $(VENV)/dev.stamp ## run the tests on SQLite; ARGS go to pytest
	@$(PY) -m pytest $(ARGS)

test-browser: $(VENV)/dev.stamp ## run the browser tests only (Debian: chromium, fonts-liberation, libatomic1)
	@$(PY) -m pytest tests/browser $(ARGS)

test-postgres: $(VENV)/dev.stamp ## run the tests on a throw-away PostgreSQL (Debian: postgresql-15, postgresql-common)
	@pg_virtualenv -t -c '--locale C.UTF-8' sh -c \
	'DATABASE_URL="postgres://$$PGUSER:$$PGPASSWORD@$$PGHOST:$$PGPORT/postgres" exec "$$@"' sh \
	$(PY) -m pytest $(ARGS)

soak: $(VENV)/dev.stamp ## play the journeys' state machine for long, drawing anew each time
	@$(PY) -m pytest tests/journeys/test_state_machine.py --hypothesis-profile soak -s $(ARGS)

html-checker: $(VNU_JAR) ## fetch the HTML checker for `make test` (Debian: npm; it runs on default-jre-headless)

$(VNU_JAR):
	@echo "Fetching the HTML checker into $(@D) ..."
	@npm install --silent --ignore-scripts --no-audit --no-fund --no-save \
	--prefix $(TOOLS)/npm vnu-jar@$(patsubst vnu-%.jar,%,$(@F))
	@cp $(TOOLS)/npm/node_modules/vnu-jar/build/dist/vnu.jar $@

bench: $(VENV)/run.stamp ## measure search with 100,000 documents (DATABASE_URL for another database than SQLite)
	@$(PY) -W ignore bench/search.py $(ARGS)

check: export SECRET_KEY = a-key-for-this-check-only-and-for-no-site-that-is-served
check: export DEBUG = 0
check: export DATA_DIR = var/check
check: export DATABASE_URL = sqlite://:memory:
check: export SITE_URL = https://newsroom.example
check: export ALLOWED_HOSTS = newsroom.example
check: $(VENV)/dev.stamp ## lint, migrations, translations (Debian: gettext), deploy check
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m ruff check $(CODE)
	@$(PY) -m django_upgrade --target-version 5.2 --check $$(find $(CODE) -name '*.py' -size +0)
	$(VENV)/bin/djade --target-version 5.2 --check $(TEMPLATES)
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --deploy --fail-level WARNING
	$(PY) -m pytest -q --no-skips tests/test_translations.py

format: $(VENV)/dev.stamp ## rewrite code and templates the way `make check` wants them
	$(PY) -m ruff check --fix $(CODE)
	$(PY) -m ruff format $(CODE)
	$(VENV)/bin/djade --target-version 5.2 $(TEMPLATES)

messages: $(VENV)/run.stamp ## collect the strings to translate into locale/ (Debian: gettext)
	DEBUG=1 $(MANAGE) makemessages -l fi -l sv --no-obsolete --add-location file -i var -i tests

compilemessages: $(VENV)/run.stamp ## compile locale/*.po into the committed .mo (Debian: gettext)
	DEBUG=1 $(MANAGE) compilemessages -i $(VENV)

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Newsroom needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv $(VENV) || { rm -f $(PY); exit 1; }

$(VENV)/run.stamp: requirements.txt | $(PY)
	@echo "Installing what the site needs into $(VENV) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt | $(PY)
	@echo "Installing what tests and checks need into $(VENV) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $(VENV)/run.stamp $@
