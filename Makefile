# Gyeot. Two commands for newcomers: `make try` (the bot in a browser) and `make test` (everything).
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: prove-replicas install install-dev try run test lint evaluate bench bench-understanding bench-directory clean prove-privacy
.PHONY: prove-delivery prove-hostile prove-flood audit sbom

install: $(VENV)/.installed
	@$(BIN)/gyeot train

$(VENV)/.installed: requirements.lock requirements-print.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. / 파이썬 3.11 이상이 필요해요."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.lock -r requirements-print.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

install-dev: install $(VENV)/.installed-dev

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

try: install
	$(BIN)/gyeot try

run: install
	$(BIN)/gyeot run

lint: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint audit
	$(BIN)/gyeot check
	$(BIN)/python -m pytest

evaluate: install
	PYTHONPATH=. $(BIN)/python -m tests.evaluation

# Ways whose library is not installed (bm25s, rapidfuzz, kiwipiepy) are named and left out.
bench-understanding: install
	PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -W ignore tests/bench/understanding.py

# The bots Gyeot is compared with have an environment of their own: aiogram and Gyeot need different versions of pydantic.
BENCH := .venv-bench
$(BENCH)/.installed: requirements-bench.lock
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements-bench.lock
	@touch $@

# Gyeot and echo bots side by side on one core; writes docs/performance.md. About twelve minutes, on a machine that does nothing
# else; QUICK=1: about three, for a look. ONLY=rates,waiting,memory,start,directory: some of it, the rest stays as it was.
bench: $(VENV)/.installed $(BENCH)/.installed
	PYTHONPATH=. $(BIN)/python -m tests.bench.speed $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY))

# Three bots behind nginx with PostgreSQL, one killed, one drained, the database restarted. Needs nginx.
prove-replicas: install-dev
	PYTHONPATH=. $(BIN)/python -m tests.deploy.replicas

# The real bot as a process, every fault, every place searched for what strangers sent. About ten minutes; writes docs/privacy-proof.md.
prove-privacy: install-dev
	$(BIN)/python -m tests.proof.privacy

# Kills bots under load, Gyeot and others side by side; goes on where it was interrupted. Figures: docs/reliability.md.
ROUNDS ?= 10
UPDATES ?= 2000
SEED ?= 20261124
prove-delivery: install-dev $(BENCH)/.installed
	PYTHONPATH=. nice $(BIN)/python -m tests.proof.delivery --rounds $(ROUNDS) --updates $(UPDATES) --seed $(SEED)

HOSTILE ?= 100000
prove-hostile: install-dev
	PYTHONPATH=. nice $(BIN)/python -m tests.proof.delivery_hostile --updates $(HOSTILE) --seed $(SEED)

CHATS ?= 1000000
prove-flood: install-dev
	PYTHONPATH=. nice $(BIN)/python -m tests.proof.delivery_flood --chats $(CHATS)

# Known vulnerabilities of what is pinned. Says so where no advisory service could be asked; findings end in an error.
audit: install-dev
	PYTHONPATH=. $(BIN)/python -m tests.supply.audit

sbom: install-dev
	PYTHONPATH=. $(BIN)/python -m tests.supply.sbom

# Some minutes: 10,000 entries are written, loaded, checked and answered from.
bench-directory: install
	PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -W ignore tests/bench/directory.py

clean:
	rm -rf $(VENV) $(BENCH) var .pytest_cache .mypy_cache .ruff_cache .hypothesis
