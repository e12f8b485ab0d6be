"""`site-gen` that is killed in the middle of what it does at a target: `killing.py FILE OPERATION SECONDS ARGUMENTS…`.

Counts what is done at any place, and notes the count in FILE. From the given operation on it has so many seconds to
live: SIGKILL, which no `finally` sees. Operation 0 is none, so that the whole is counted.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from site_gen.cli.main import run
from site_gen.deploy.folder import FolderPlace
from site_gen.deploy.git import GitPlace
from site_gen.deploy.objects import ObjectPlace
from site_gen.deploy.rsync import RsyncPlace
from site_gen.deploy.sftp import SftpPlace
from site_gen.pipeline import deploy_run

OPERATIONS = ("create", "replace", "write", "delete", "settle")
FILES_AT_ONCE = 8


def watch(counted: Path, operation: int, seconds: float) -> None:
    """Let every operation of every place count, and one of them start the clock."""
    count = [0]
    deploy_run._BATCH = FILES_AT_ONCE
    for kind in (FolderPlace, ObjectPlace, RsyncPlace, GitPlace, SftpPlace):
        for name in OPERATIONS:
            real = getattr(kind, name)

            def counting(self, *arguments, real=real):
                count[0] += 1
                counted.write_text(str(count[0]))
                if count[0] == operation:
                    threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
                return real(self, *arguments)

            setattr(kind, name, counting)


if __name__ == "__main__":
    watch(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
    sys.exit(run(sys.argv[4:]))
