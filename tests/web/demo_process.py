"""The demo as its user starts it: a process of its own, told to stop by Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


class Demo:
    """A running `jiedan demo`, on a port of its own choice."""

    def __init__(self, folder: Path, *more: str) -> None:
        self._log = folder.with_suffix(".log")
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "demo", "--dir", str(folder), "--port", "0", *more],
                cwd=CHECKOUT,
                stdout=subprocess.PIPE,
                stderr=log,
                env=os.environ | {"PYTHONUNBUFFERED": "1"},
            )
        self.url = self._address()

    def _address(self) -> str:
        for line in self.process.stdout:
            if found := re.search(rb"(http://\S+)/demo", line):
                return found.group(1).decode()
        raise AssertionError(f"the demo did not start:\n{self.log}")

    @property
    def log(self) -> str:
        """What it wrote for the operator."""
        return self._log.read_text(encoding="utf-8")

    def stop(self) -> int:
        """Ctrl-C; returns the exit code. Raises TimeoutExpired when it does not end by itself."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=15)
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
