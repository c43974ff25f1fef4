# make         the environment in .venv, what the program needs, and dist/
# make test    what the tests need, and every test
# make proof   every construct in every other before every judge
# make manual  the manual in English and Vietnamese, in docs/manual/*/dist/
# make fuzz    any publications before every judge, for MINUTES=60; what fails is kept in tests/cases/

BIN = .venv/bin
PIP = $(BIN)/pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt

MINUTES = 60

.PHONY: all venv build manual test proof fuzz lint check benchmark clean

all: build

build: venv
	$(BIN)/publish build

manual: venv
	$(BIN)/publish build docs/manual/en docs/manual/vi

venv: .venv/installed

.venv/bin/pip:
	.ci/system
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "$$python -m venv .venv"; $$python -m venv .venv && exit 0; rm -rf .venv; \
	done; echo "publish needs Python 3.11 or newer" >&2; exit 6

.venv/installed: pyproject.toml .ci/constraints.txt | .venv/bin/pip
	PYTHON=$(BIN)/python .ci/system
	$(PIP) --editable .
	@touch $@

.venv/installed-test: .venv/installed
	$(PIP) --editable '.[check,test]'
	@touch $@

test: .venv/installed-test
	PYTHON=$(BIN)/python .ci/system --test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m compileall -q publish # the tests start it some thousand times
	$(BIN)/pytest --numprocesses auto --dist loadfile

proof: .venv/installed-test
	PYTHON=$(BIN)/python .ci/system --test
	$(BIN)/pytest tests/proof

fuzz: .venv/installed-test
	PYTHON=$(BIN)/python .ci/system --test
	$(BIN)/python -m tests.proof.fuzz $(MINUTES)

lint: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: venv
	$(BIN)/publish check

benchmark: venv
	$(PIP) --editable '.[benchmark]'
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/book.py

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
