# make run    a running magazine: the sample's, or that of EXPORT=file.xml UPLOADS=folder
# make test   every test; make test-judges only what independent judges say of the reading site
# make lint   format and warnings
# make docs   the parts of the documents that are made from the program
# make soak   10,000 damaged pictures, from the upload to what is served
# make migration-report  what of real exports is here again: addresses, texts, words
# make fuzz   what reads text from outside is fed at random, each for SECONDS
# make fuzz-requests  damaged requests at a running server, for SECONDS
# make bench  the figures
# make screenshots  each kind of page at three widths, light and dark, in screenshots/

DATA ?= data
PORT ?= 8080
SECONDS ?= 20
EXPORT ?=
UPLOADS ?=
# Another magazine's data lies in a folder of its own.
ifneq ($(EXPORT),)
DATA := data-$(basename $(notdir $(EXPORT)))
endif

SWIFT ?= swift
STET := .build/release/stet
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
# A package we use has a file that it does not declare, and says so at every build.
QUIETLY := 2>&1 | { grep -v -e 'unhandled; explicitly declare' -e '/CMakeLists.txt$$' -e 'prohibited flag(s)' || true; }

RUN_PACKAGES := libsqlite3-dev libpq-dev libcurl4-openssl-dev libvips-dev libgumbo-dev libcmark-gfm-dev libcmark-gfm-extensions-dev zlib1g-dev libbrotli-dev libdeflate-dev pkg-config fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
TEST_PACKAGES := postgresql nginx-light chromium libxml2-utils libimage-exiftool-perl python3 python3-venv curl default-jre-headless jing
JUDGES := .build/judges
BENCH_PACKAGES := python3 postgresql libvips-tools imagemagick-6.q16 nginx-light wrk curl procps

.PHONY: run build test test-judges judges lint docs soak migration-report fuzz fuzz-requests bench screenshots clean packages-run packages-test packages-bench

run: build
	@if [ -n "$(EXPORT)" ]; then \
	    $(STET) import wordpress "$(EXPORT)" --data "$(DATA)" $(if $(UPLOADS),--uploads "$(UPLOADS)") || [ $$? -eq 1 ]; \
	elif [ ! -e "$(DATA)/stet.sqlite" ]; then \
	    $(STET) import folder Sample --data "$(DATA)"; \
	fi
	@exec $(STET) serve --data "$(DATA)" --port $(PORT)

build: packages-run
	@$(SWIFT) build -c release --product stet $(QUIETLY)

# No more tests at once than a small machine carries: some start servers and decode pictures, others watch a connection's clock.
# The judges go last and by themselves: their browser would take the time that those tests watch.
test: packages-run packages-test judges
	@$(SWIFT) build --build-tests $(QUIETLY)
	@failed=(); \
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 $(SWIFT) test --skip-build --skip '^JudgeTests\.' 2>&1 | tee .build/tests.log || failed+=(tests); \
	Tests/Fuzzing/fuzz $(SECONDS) || failed+=(fuzzers); \
	$(SWIFT) test --skip-build --filter '^JudgeTests\.' 2>&1 | tee .build/judges.log || failed+=(judges); \
	[ $${#failed[@]} -eq 0 ] || { echo "Failed: $${failed[*]}. What they found, once more:" >&2; \
	    grep -hE '^✘ .* (recorded an issue|failed after)|Fatal error|crashed' .build/tests.log .build/judges.log | cut -c1-600 | head -60 >&2; exit 1; }

test-judges: packages-run packages-test judges
	@$(SWIFT) build --build-tests $(QUIETLY)
	@$(SWIFT) test --skip-build --filter '^JudgeTests\.'

# The judges that PyPI has, in an environment of their own. Where they cannot be had, their tests say so and fail.
judges: $(JUDGES)/installed

$(JUDGES)/installed: Tests/JudgeTests/requirements.txt | packages-test
	@echo "Installing the judges of $<"
	@rm -rf $(JUDGES); python3 -m venv $(JUDGES) && \
	    $(JUDGES)/bin/pip install --quiet --disable-pip-version-check --no-deps --requirement $< && touch $@ || \
	    echo "The judges could not be installed; the tests that need them will fail." >&2

lint:
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks
	@! $(SWIFT) build --build-tests 2>&1 | grep -E '^/.*(warning|error):'

# The parts of the documents that are made from the program: help texts, settings, what templates are given.
docs: packages-run packages-test
	@$(SWIFT) build --build-tests $(QUIETLY)
	@STET_WRITE_DOCS=1 $(SWIFT) test --skip-build --filter DocumentationTests

soak: packages-run packages-test
	@$(SWIFT) build --build-tests $(QUIETLY)
	@STET_SOAK=10000 $(SWIFT) test --skip-build --filter SoakTests

# Needs the exports beside the project (STET_SHARED); what differs is in docs/migration-differences.md.
migration-report: packages-run packages-test
	@$(SWIFT) build --build-tests $(QUIETLY)
	@$(SWIFT) test --skip-build --filter MigrationReportTests 2>&1 | grep -E '^\||not explained|recorded an issue'

# The fuzzers of the export reader, the sanitiser, the shortcodes and serialised PHP (Tests/Fuzzing/README.md).
fuzz: packages-run
	@Tests/Fuzzing/fuzz $(SECONDS)

# STET_SEED repeats a run (Tests/WebTests/Attacks/RequestFuzzTests.swift).
fuzz-requests: packages-run
	@$(SWIFT) build --build-tests $(QUIETLY)
	@STET_FUZZ_SECONDS=$(SECONDS) $(SWIFT) test --skip-build --filter RequestFuzzTests

bench: packages-bench build
	@python3 Benchmarks/bench.py
	@python3 Benchmarks/delivery.py
	@python3 Benchmarks/pictures.py
	@python3 Benchmarks/pages.py

screenshots: packages-test build
	@python3 Tests/Screenshots/screenshots.py

clean:
	@rm -rf .build

# Installs what is missing of a list of Debian packages, says which, asks nothing. Where nothing is missing it takes no time
# and needs no rights.
define install
@missing=""; for package in $(1); do \
    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
done; \
if [ -n "$$missing" ]; then \
    echo "Installing the system packages that are missing:$$missing"; \
    sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
    $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing >/dev/null || \
        { echo "They could not be installed. Install them by hand, then run make again:$$missing" >&2; exit 1; }; \
fi
endef

packages-run:
	$(call install,$(RUN_PACKAGES))

packages-test:
	$(call install,$(TEST_PACKAGES))

packages-bench:
	$(call install,$(BENCH_PACKAGES))
