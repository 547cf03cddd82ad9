# Everything starts with the installation, which takes a moment once it is done.
.DEFAULT_GOAL := help
.PHONY: help install demo test unit check bench wheel format
PY := .venv/bin/python
BIN := .venv/bin
BENCHMARKS := $(wildcard benchmarks/[a-z]*.py)

help:
	@echo "make demo     en påhittad kommun att prova i / a made-up municipality to try"
	@echo "make test     alla tester / all tests"
	@echo "make unit     de snabba testerna / the unit tests alone"
	@echo "make check    format, lint, types, imports, lock, migrations, translations"
	@echo "make bench    mätningar / benchmarks"
	@echo "make wheel    det färdiga programmet i dist/ / the built program in dist/"
	@echo "make format   ordnar koden och access.md / formats the code and access.md"

install:
	@python3 scripts/bootstrap.py

demo: install
	@exec $(BIN)/hundra demo $(ARGS)

test:
	@python3 scripts/bootstrap.py --browser
	$(BIN)/pytest -n 2 --dist worksteal -q -m "not browser" $(ARGS)
	@# On their own: Playwright keeps an event loop in its thread, where jobs cannot have theirs.
	$(BIN)/pytest -n 2 --dist worksteal -q -m browser $(ARGS)

# While developing: without browsers, what takes seconds, and the sweeps over every address.
unit: install
	$(BIN)/pytest -n 2 --dist worksteal -q -m "not browser and not slow and not sweep" --durations=25 $(ARGS)

check: export HUNDRA_DEBUG = 1
check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet src
	$(BIN)/lint-imports
	$(PY) scripts/check_house.py
	$(PY) -W ignore scripts/write_access.py --check
	$(PY) -W ignore -m hundra makemigrations --check --dry-run

bench: install
	@for benchmark in $(BENCHMARKS); do echo "== $$benchmark"; $(PY) $$benchmark $(ARGS) || exit 1; done

wheel: install
	@$(PY) scripts/bootstrap.py
	@$$($(PY) -c "import sys; sys.path.insert(0, 'scripts'); import bootstrap; print(bootstrap.find_uv())") build --wheel --quiet
	@ls dist/*.whl

format: export HUNDRA_DEBUG = 1
format: install
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .
	$(PY) -W ignore scripts/write_access.py
