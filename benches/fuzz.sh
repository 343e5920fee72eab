#!/bin/sh
# Feeds the three readers (tests/it/readers.rs) with other cases for some minutes:
#   benches/fuzz.sh [MINUTES] [CASES]
# Every round has a seed of its own, which is printed: the same seed makes the same cases again,
#   PROPTEST_RNG_SEED=SEED PROPTEST_CASES=CASES cargo test --test it readers::
# cargo-fuzz would look at the branches taken, but needs a nightly compiler; these know the syntax.
set -eu
cd "$(dirname "$0")/.."
minutes=${1:-5}
cases=${2:-5000}
end=$(($(date +%s) + minutes * 60))
seed=$(date +%s)
log=$(mktemp)
cargo test --quiet --test it --no-run
while [ "$(date +%s)" -lt "$end" ]; do
    seed=$((seed + 1))
    echo "seed $seed, $cases cases of each"
    # A reader that hangs is stopped, and that is a failure too.
    PROPTEST_RNG_SEED=$seed PROPTEST_CASES=$cases timeout 900 cargo test --quiet --test it readers:: >"$log" 2>&1 || {
        cat "$log"
        echo "failed with seed $seed" >&2
        exit 1
    }
done
rm -f "$log"
echo "nothing found"
