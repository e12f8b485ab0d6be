"""Besieges a preview for as long as asked: `python -m tests.fuzz.server --seconds 600 --seed 1`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from serve.hostile_answers import Siege, besieged, megabytes, open_files

AT_A_TIME = 200


def say(line: str) -> None:
    """Write a line."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Send requests until the time is over, and say what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.server")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, besieged(Path(folder)) as target:
        siege = Siege(target, given.seed)
        end = time.monotonic() + given.seconds
        while time.monotonic() < end and len(siege.faults) < 100:
            siege.send(AT_A_TIME)
        say(f"{siege.count:,} pieces of 1 to 3 requests, answers by status: {dict(sorted(siege.statuses.items()))}")
        say(f"open files: {open_files(target.server)}, memory: {megabytes(target.server)} MB")
        kinds = Counter(fault.partition(":")[0] for fault in siege.faults)
        say(f"faults: {dict(kinds) or 'none'}")
        say("\n".join({fault.partition(":")[0]: fault for fault in siege.faults}.values()))
        sys.exit(bool(siege.faults))


if __name__ == "__main__":
    main()
