# Build the sample CV; check and measure cvtex. `make help` lists the targets.

VARIANT ?=
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
# Python compiles what it imports, which is a small part of all.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable
PYTEST := $(BIN)/pytest -n auto --dist worksteal
# Tests of whole builds wait for programs, files and browsers: a worker more than cores.
WAITING = $(BIN)/pytest -n $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)") --dist worksteal
# End-to-end tests that together use every kind of cache entry: formats, fonts, heights, solutions, references, texts, pictures.
CACHED := $(addprefix tests/endtoend/test_,limits.py math.py photograph.py scripts.py)
# Tests that together call every library.
ROOMS := $(addprefix tests/,check cli cite emit fonts importers/test_pdf.py importers/test_docx.py locales profiles read text verify)
LOWEST := build/lowest/$(notdir $(BIN))
SOURCES := cv.yaml publications.bib $(wildcard cv.private.yaml) $(shell find src styles -name '*.py' -o -name '*.sty' -o -name '*.def')

.PHONY: all cv test test-rest test-long sample-lowest test-lowest test-all fuzz lint types types-elsewhere tests schema reference design scripts licences sbom audit gallery pictures site site-serve clean help

all: build/cv-full.pdf build/cv-2page.pdf  ## Build the sample CV: the whole CV and two pages.

build/cv-%.pdf: $(SOURCES) | $(VENV)/installed
	$(BIN)/cvtex build --variant $*

ifneq ($(VARIANT),)
cv: build/cv-$(VARIANT).pdf
else
cv: all
endif
cv:  ## Build one variant: make cv VARIANT=2page

$(BIN)/python:
	test -x $@ || $(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(PIP) '.[tex,scripts]'
	touch $@

# Developers also need what users need: one run of pip installs both.
$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) '.[tex,scripts,dev]'
	touch $(VENV)/installed $@

# mypy without a cache uses one core, pytest all of them: run together, no core is idle.
test:  ## Run lint, types and the quick tests.
	$(MAKE) $(VENV)/installed-dev
	$(MAKE) -j3 lint types tests

lint: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet

types: $(VENV)/installed-dev
	$(BIN)/mypy

types-elsewhere: $(VENV)/installed-dev  ## Check the types of the program as they are on Windows and on a Mac.
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 src
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin src

tests: $(VENV)/installed-dev
	$(PYTEST) --hypothesis-profile quick -m "not slow and not long and not texlive"

test-rest: $(VENV)/installed-dev  ## Run what CI adds: slow tests, tests with a TeX Live, all random examples, and builds without and with a cache.
	$(WAITING) -m "(slow or texlive or hypothesis) and not long"
	$(WAITING) --cold-and-warm -m "not slow and not long and not texlive" $(CACHED)

test-long: $(VENV)/installed-dev  ## Build some hundred more random documents with the real TeX: a quarter of an hour.
	$(PYTEST) -m long

# An environment of its own. The newest versions are what `make test` installs.
build/lowest/installed: pyproject.toml tools/lowest.py | $(VENV)/installed-dev
	mkdir -p build
	$(BIN)/python tools/lowest.py > build/lowest.txt
	$(PYTHON) -m venv build/lowest
	$(LOWEST)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint build/lowest.txt --editable '.[tex,scripts]'
	touch $@

sample-lowest: build/lowest/installed  ## Build the sample in all formats with the lowest versions that pyproject.toml allows.
	$(LOWEST)/cvtex build --force --format pdf,html,docx,md,txt,json,csl,bib --output build/lowest-sample

test-lowest: sample-lowest  ## Run tests of every room with the lowest versions.
	$(LOWEST)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint build/lowest.txt \
	  pytest pytest-xdist hypothesis html5lib pdfminer.six python-bidi regex highspy jsonschema
	$(LOWEST)/pytest -n auto --hypothesis-profile quick -m "not slow and not long and not texlive" $(ROOMS)

MINUTES ?= 10
JOBS ?=
SEED ?= $(shell git rev-parse --short HEAD 2>/dev/null)
TARGETS ?=
fuzz: $(VENV)/installed-dev  ## Run the program with hostile inputs: make fuzz MINUTES=60; see tests/fuzz/README.md.
	PYTHONPATH=tests/fuzz:tests/helpers $(BIN)/python tests/fuzz/fuzz.py --minutes $(MINUTES) \
	  $(if $(JOBS),--jobs $(JOBS)) $(if $(SEED),--seed $(SEED)) $(if $(TARGETS),--targets "$(TARGETS)")

test-all: test test-rest test-long  ## Run all tests.

bench: $(VENV)/installed  ## Run the benchmarks; see bench/README.md.
	$(BIN)/python bench/publications.py
	$(BIN)/python bench/fit.py
	$(BIN)/python bench/finish.py
	$(BIN)/python bench/passes.py
	$(BIN)/python bench/builds.py
	$(BIN)/python bench/serve.py
	$(BIN)/python bench/scripts.py
	$(BIN)/python bench/spaces.py

schema: $(VENV)/installed  ## Update cv.schema.json from the model.
	$(BIN)/cvtex schema > cv.schema.json

reference: $(VENV)/installed-dev  ## Update docs/reference.md, its pictures, docs/profiles.md and the manual page from the program.
	$(BIN)/python tools/reference.py --pictures
	$(BIN)/python tools/profiles.py
	$(BIN)/python tools/man.py

design: $(VENV)/installed-dev  ## Update docs/design.md and its pictures from the model.
	$(BIN)/python tools/design.py --pictures

scripts: $(VENV)/installed-dev  ## Update the table of scripts after a new version of Unicode.
	$(BIN)/python tools/script_table.py

licences: $(VENV)/installed-dev  ## Update docs/licences.md from what is installed.
	$(BIN)/python tools/licences.py

sbom: $(VENV)/installed-dev  ## Write a bill of materials, build/sbom.json (CycloneDX), of what is installed.
	mkdir -p build
	$(BIN)/python tools/sbom.py > build/sbom.json

audit: $(VENV)/installed-dev  ## Ask PyPI for known weaknesses of the newest and of the lowest versions. Needs a network.
	$(PYTHON) -m venv build/audit
	build/audit/$(notdir $(BIN))/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/python tools/lowest.py > build/lowest.txt
	build/audit/$(notdir $(BIN))/pip-audit --path "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
	build/audit/$(notdir $(BIN))/pip-audit --requirement build/lowest.txt --no-deps --disable-pip

gallery: $(VENV)/installed-dev  ## Update the pictures of themes in README.
	$(BIN)/python tools/gallery.py

pictures: build/cv-full.pdf $(VENV)/installed-dev  ## Update the pictures of the sample and of the tutorial.
	$(BIN)/python tools/page_pictures.py

$(VENV)/installed-docs: pyproject.toml | $(BIN)/python
	$(PIP) '.[docs]'
	touch $@

site: $(VENV)/installed-docs  ## Build the documentation as a site in build/site; every warning is an error.
	$(BIN)/sphinx-build -q -W --keep-going -d build/.doctrees docs build/site

site-serve: site  ## Build the site and show it at http://127.0.0.1:8000.
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory build/site 8000

clean:  ## Remove all build output; the installation in .venv stays.
	rm -rf build examples/*/build .mypy_cache .pytest_cache .ruff_cache .hypothesis

help:  ## List the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12
