# make run | dev | test | quick | check | bench | messages | lock — README.md says what each is for.
PORT ?= 8000
DATA ?= data
PYTHON ?= python3
TESTS ?=
export PORT DATA

PY := .venv/bin/python
MANAGE := $(PY) manage.py
SOURCES := $(patsubst %/__init__.py,%,$(wildcard */__init__.py))
TEMPLATES = $(shell find $(SOURCES) -path '*/templates/*.html')
PRODUCTION := SECRET_KEY=only-for-the-check-9sJ2mQ7xLr4vTz8nKc5wYb3gHd6fPa1e ALLOWED_HOSTS=cites.example DATABASE_URL=sqlite:///:memory:

.DEFAULT_GOAL := help
.PHONY: help run dev test quick check bench messages lock python data installed installed-dev

help:
	@sed -n '1s/^# //p' Makefile

run: data installed
	@$(MANAGE) run

dev: data installed
	@DJANGO_SETTINGS_MODULE=network.settings.development $(MANAGE) run --reload

# All three parts always run; the closing lines (-rs) name what was skipped and why. `make quick` is the first of them.
test: installed-dev
	@status=0; \
	part() { $(PY) -m pytest "$$@" $(TESTS) || { code=$$?; test $$code -eq 5 || status=$$code; }; }; \
	part -n 2 -m "not browser and not sweep"; \
	part -n 2 -m "sweep and not browser"; \
	part -m browser; \
	exit $$status

quick: installed-dev
	@$(PY) -m pytest -n 2 -m "not browser and not sweep" $(TESTS)

check: installed-dev
	@status=0; \
	step() { printf '\n— %s\n' "$$1"; shift; "$$@" || { status=1; printf '  ✗ failed\n'; }; }; \
	step "ruff" $(PY) -m ruff check --output-format concise .; \
	step "format" $(PY) -m ruff format --check --output-format concise .; \
	step "templates" .venv/bin/djade --check --target-version 5.2 $(TEMPLATES); \
	step "one direction between apps" .venv/bin/lint-imports; \
	step "types" $(PY) -m mypy; \
	export DJANGO_SETTINGS_MODULE=network.settings.test; \
	step "migrations" $(MANAGE) makemigrations --check --dry-run; \
	step "catalogues" $(MANAGE) check_catalogues; \
	step "production settings" env $(PRODUCTION) DJANGO_SETTINGS_MODULE=network.settings.production \
		$(MANAGE) check --deploy --fail-level WARNING; \
	test $$status -eq 0 && printf '\nAll checks pass.\n'; exit $$status

bench: installed-dev
	@DJANGO_SETTINGS_MODULE=network.settings.test $(PY) -m tests.bench

messages: installed-dev
	@DJANGO_SETTINGS_MODULE=network.settings.test $(MANAGE) gather_strings

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -q
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 2; }
	@$(LOCK) -o requirements/base.txt
	@$(LOCK) --extra production -o requirements/production.txt
	@$(LOCK) --extra production --extra dev -o requirements/dev.txt

python:
	@command -v $(PYTHON) >/dev/null || { echo "This needs Python 3.11 or newer, and there is no $(PYTHON) here. Name another: make run PYTHON=…"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) -V 2>&1`. Name another: make run PYTHON=…"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv"; exit 2; }

data:
	@mkdir -p "$(DATA)" 2>/dev/null && touch "$(DATA)/.writable" 2>/dev/null && rm "$(DATA)/.writable" || { echo "Nothing can be written in the data folder $(DATA). Name another: make run DATA=…"; exit 2; }

# A lock file is installed again only when its content changed: its copy beside the packages says what is there.
installed installed-dev: python
	@$(PY) -c 'import pip' 2>/dev/null || { echo "Making the virtual environment…"; $(PYTHON) -m venv .venv; }
	@name=$(if $(findstring dev,$@),dev,base); \
	for have in $$name dev; do cmp -s requirements/$$have.txt .venv/$$have.txt && exit 0; done; \
	echo "Installing the packages…"; \
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$$name.txt && \
	cp requirements/$$name.txt .venv/$$name.txt
