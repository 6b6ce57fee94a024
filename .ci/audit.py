"""Are there known vulnerabilities in what the program runs on? pip-audit asks; here is decided what
its answer means. It says "none found" also where it could ask nobody, which must not pass for an
audit: then a loud line is written. Exit code 1 for a vulnerability or an answer nobody can read, 0
otherwise."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

PROGRAM, EXTRAS = "jiedan", ("sheets", "posters")
ATTEMPTS = (("pypi",), ("osv",))
"""Where pip-audit may ask, one after the other, until one answers."""

NOBODY_ASKED = re.compile(r"ConnectionError|Timeout|Failed to resolve|Max retries|ServiceError")
LOUD = "!" * 72


def installed(name: str, extras: Iterable[str] = ()) -> dict[str, str]:
    """What a package needs to run, and that again, with the versions that are here."""
    found: dict[str, str] = {}
    wanted = [(name, frozenset(extras))]
    while wanted:
        one, with_extras = wanted.pop()
        try:
            package = distribution(one)
        except PackageNotFoundError:
            continue  # for another platform, or an extra that is not here
        for needed in map(Requirement, package.requires or ()):
            if needed.name.lower() not in found and _applies(needed, with_extras):
                wanted.append((needed.name, frozenset(needed.extras)))
        if one != name:
            found[one.lower()] = package.version
    return found


def _applies(needed: Requirement, extras: Iterable[str]) -> bool:
    marker = needed.marker
    return marker is None or any(marker.evaluate({"extra": one}) for one in ("", *extras))


def decide(answer: Mapping[str, Any], asked: int) -> tuple[int, list[str]]:
    """The exit code, and what to say, for what pip-audit answered about so many packages."""
    rows = answer.get("dependencies", [])
    bad = [
        f"{row['name']} {row['version']}: {vuln['id']}, mended in "
        f"{', '.join(vuln['fix_versions']) or '(no version yet)'}"
        for row in rows
        for vuln in row.get("vulns", ())
    ]
    if bad:
        return 1, ["KNOWN VULNERABILITIES:", *bad]
    skipped = [row["name"] for row in rows if "skip_reason" in row]
    audited = sum("vulns" in row for row in rows)
    if not audited:
        return 0, not_audited(f"no source knew any of the {asked} packages")
    if skipped or audited < asked:
        return 0, [LOUD, f"NOT AUDITED: {', '.join(skipped) or asked - audited}", LOUD]
    return 0, [f"audited {audited} packages: no known vulnerability"]


def not_audited(why: str) -> list[str]:
    """The loud line."""
    return [LOUD, f"DEPENDENCIES WERE NOT AUDITED: {why}", LOUD]


def read(out: str, err: str, asked: int) -> tuple[int, list[str]]:
    """The same for what pip-audit wrote."""
    try:
        return decide(json.loads(out), asked)
    except ValueError:
        if NOBODY_ASKED.search(err):
            return 0, not_audited("no source of vulnerabilities can be reached from here")
        return 1, ["pip-audit gave no answer:", *err.splitlines()[-5:]]


def ask(packages: Mapping[str, str], service: Sequence[str]) -> tuple[str, str]:
    """Run pip-audit over exactly these versions."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text("".join(f"{name}=={found}\n" for name, found in packages.items()))
        options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", "10"]
        options += ["-f", "json", "-r", str(listed), "-s", *service]
        program = [sys.executable, "-m", "pip_audit", *options]
        done = subprocess.run(program, capture_output=True, text=True, timeout=300)  # noqa: S603
    return done.stdout, done.stderr


def main() -> int:
    """Ask, decide, tell."""
    packages = installed(PROGRAM, EXTRAS)
    if not packages:
        raise SystemExit(f"{PROGRAM} is not installed here")
    code, lines = 0, not_audited("nobody was asked")
    for service in ATTEMPTS:
        code, lines = read(*ask(packages, service), len(packages))
        if code or LOUD not in lines:
            break
    sys.stderr.write("\n".join(lines) + "\n")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
