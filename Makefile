# make site          build the generator and write the whole portal to public/; with PROFILE=fast by a program that takes
#                    longer to compile and half as long to run: for portals of many plans
# make test          install what the tests need, then check formatting, lint and test everything; say what each of it cost
# make deny          check the licences, versions and origins of all crates
# make soak          try every slip, alteration and document where `make test` tries a sample; takes an hour
# make fuzz          give the readers of others' bytes ten million altered inputs in all; takes an hour or two
# make pictures      take pictures of the pages in several widths and displays, to be looked at: target/pictures/
# make lighthouse    measure five pages as on a phone: access, good practice and search engines must be 100
# make deploy        the same as site, with precompressed .br and .gz files beside those of public/
# make deploy-check  serve the public/ of make deploy with a real nginx and the configuration of deploy/, and test
#                    what it sends
# make bench         print how long the generator takes beside Zola, and what the search reaches beside Pagefind and
#                    Zola's stock index: quality, bytes, latency; make bench-search prints the latter alone, and
#                    what a question costs in portals of 1,980 and 14,040 tasks; make bench-many in one of 140,040
# make clean         remove what all of them made

CARGO ?= cargo
NODE ?= node
# Browser suites at a time: each keeps about one core busy, and node's own default is one less than there are cores.
SUITES ?= $(shell nproc 2>/dev/null || echo 2)
PROFILE ?= release
BUILT = $(or $(CARGO_TARGET_DIR),target)/$(PROFILE)/policy-portal

# One job after another, whatever -j says: cargo and the browser keep all cores busy by themselves.
.NOTPARALLEL:
.PHONY: site test tools lint deny test-rust test-search test-browser soak fuzz bench bench-search bench-many pictures lighthouse deploy deploy-check clean program

site: program
	$(BUILT) build

program:
	$(CARGO) build --profile $(PROFILE) --locked

# Lint and tests use the profile that ships: what is tested is what is published, and no crate is compiled twice. The
# program comes with the tests, the site is built once: `-o` holds what follows it to be made already.
test:
	@for part in tools lint test-rust "-o program site" "-o site test-search" "-o site test-browser"; do \
	  start=$$(date +%s); $(MAKE) --no-print-directory $$part || exit; \
	  costs="$$costs$${part##* }: $$(($$(date +%s) - start)) s\n"; \
	done; printf "$$costs"

# The browser, Chinese fonts, and the npm packages of package.json.
tools:
	scripts/install-test-tools

lint: deny
	$(CARGO) fmt --check
	$(CARGO) clippy --release --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --quiet --release --locked --no-deps --document-private-items
	node_modules/.bin/tsc

# What deny.toml allows. No advisories: they would need a network.
deny:
	scripts/cargo-deny check licenses bans sources

# ZOLA and ZOLA_ALSO, where set, name the Zola to test with and a second one.
test-rust:
	$(CARGO) test --release --locked

soak:
	SOAK=1 $(CARGO) test --release --locked --lib -- --nocapture
	SOAK=1 $(CARGO) test --release --locked --test it -- promise edit_is_seen --nocapture

# By a program that is made fast: the usual one would take days.
fuzz: site
	FUZZ=8500000 $(CARGO) test --profile fast --locked --lib fuzz -- --nocapture --test-threads 1
	FUZZ=1500000 $(NODE) --test tests/search/fuzz.test.mjs

# What the build published for the search, without a browser.
test-search: site
	$(NODE) --test tests/search/*.test.mjs

# In the finished site, as a reader gets it, and in that of a second, quite different plan.
test-browser: site
	$(NODE) tests/browser/portals.mjs $(BUILT)
	$(NODE) --test --test-concurrency=$(SUITES) tests/browser/*.test.mjs

bench: bench-search
	$(CARGO) bench --profile fast --locked --bench portal

pictures: site
	$(NODE) tests/browser/pictures.mjs

lighthouse: site
	$(NODE) tests/browser/lighthouse.mjs

bench-search: site
	$(CARGO) bench --locked --bench portal -- search target/bench/22 22
	$(CARGO) bench --locked --bench portal -- search target/bench/156 156
	$(CARGO) bench --locked --bench portal -- search target/bench/19 19 shipped
	$(NODE) tests/bench/shards.mjs target/bench/22 target/bench/156 target/bench/19
	$(BUILT) build --root target/bench/22 --force
	$(NODE) tests/bench/search.mjs target/bench/22/public

bench-many: site
	$(CARGO) bench --locked --bench portal -- search target/bench/1556 1556
	$(NODE) tests/bench/shards.mjs target/bench/1556

deploy: site
	$(NODE) scripts/precompress.mjs public

# ADDRESS, where set, names a site that is served already: then that one is tested.
deploy-check:
	scripts/deploy-check

clean:
	$(CARGO) clean
	rm -rf public node_modules
