# cvtex: the sample CV, and the developer's loop. `make help` lists the targets.

VARIANT ?=
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
SOURCES := cv.yaml publications.bib $(wildcard cv.private.yaml) $(shell find src styles -name '*.py' -o -name '*.sty' -o -name '*.def')

.PHONY: all cv test test-rest test-caches test-all lint types tests schema scripts picture clean help

all: build/cv-full.pdf build/cv-2page.pdf  ## Build the sample CV: the whole one and the two-page one.

build/cv-%.pdf: $(SOURCES) | $(VENV)/installed
	$(BIN)/cvtex build --variant $*

ifneq ($(VARIANT),)
cv: build/cv-$(VARIANT).pdf
else
cv: all
endif
cv:  ## Build one variant: make cv VARIANT=2page

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[tex,scripts]'
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[tex,scripts,dev]'
	touch $@

test: lint types tests  ## Lint, types and the quick tests.

lint: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet

types: $(VENV)/installed-dev
	$(BIN)/mypy

tests: $(VENV)/installed-dev
	$(BIN)/pytest -n auto --dist worksteal -m "not slow and not texlive"

test-rest: $(VENV)/installed-dev  ## What `make test` leaves out: slow tests, those that need a TeX Live, and builds without and with a cache.
	$(BIN)/pytest -n auto --dist worksteal -m "slow or texlive"
	$(BIN)/pytest -n auto --dist worksteal --cold-and-warm -m "not slow and not texlive" tests/endtoend

test-caches: $(VENV)/installed-dev  ## All end-to-end tests with each build without and with a cache; takes a quarter of an hour.
	$(BIN)/pytest -n auto --dist worksteal --cold-and-warm tests/endtoend

test-all: test test-rest test-caches  ## Everything.

bench: $(VENV)/installed  ## Measure; see bench/README.md.
	$(BIN)/python bench/publications.py
	$(BIN)/python bench/fit.py
	$(BIN)/python bench/finish.py
	$(BIN)/python bench/passes.py
	$(BIN)/python bench/builds.py
	$(BIN)/python bench/scripts.py

schema: $(VENV)/installed  ## Write cv.schema.json anew from the model.
	$(BIN)/cvtex schema > cv.schema.json

scripts: $(VENV)/installed-dev  ## Write the table of scripts again, after a new version of Unicode.
	$(BIN)/python tools/script_table.py

picture: build/cv-full.pdf $(VENV)/installed-dev  ## Draw README's picture anew.
	$(BIN)/python docs/picture.py

clean:  ## Remove what was built; the installation in .venv stays.
	rm -rf build examples/*/build .mypy_cache .pytest_cache .ruff_cache .hypothesis

help:  ## This list.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12
