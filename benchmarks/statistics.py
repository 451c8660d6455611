"""The query API for numbers against SQL written by hand: `.venv/bin/python -m benchmarks.statistics`.

For each kind of question both answer from the same big ledger, in turn, in one run. What counts is the ratio: seconds
depend on the machine. A small ledger beside it shows that the number of statements does not depend on the data.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from django.core.management.utils import get_random_secret_key

from tests import postgresql
from tests.run import ENVIRONMENT, ROOT

#: What the query API may cost, as a multiple of what the hand does.
GOAL = 1.5
SMALL = 20_000


def main() -> int:
    options = arguments()
    databases = ("sqlite", "postgresql") if options.database == "both" else (options.database,)
    measured = {}
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shafafiya-benchmark-")))
        for database in databases:
            addresses = stack.enter_context(ON[database](folder))
            small, big = (
                run(addresses, observations, runs, options.explain if observations == options.observations else "")
                for observations, runs in ((SMALL, 1), (options.observations, options.runs))
            )
            measured[database] = together(small, big)
            print(table(database, options.observations, measured[database]), flush=True)
    if options.json:
        options.json.write_text(json.dumps({"observations": options.observations, **measured}, indent=2) + "\n")
    return int(any(line["differences"] for lines in measured.values() for line in lines))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--runs", type=int, default=5, help="how often each side answers; the median counts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured there too")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="keep the ledgers of SQLite there, and use those that are there; "
        "PostgreSQL keeps them where DATABASE_URL names a server",
    )
    parser.add_argument("--explain", default="", metavar="KIND", help="say how the database goes about one kind")
    return parser.parse_args()


@contextmanager
def on_sqlite(folder: Path) -> Iterator[dict[str, str]]:
    """Yield what the environment says besides, with {size} for that of the ledger."""
    yield {"DATA_DIR": str(folder / "{size}")}


@contextmanager
def on_postgresql(folder: Path) -> Iterator[dict[str, str]]:
    """The server of DATABASE_URL, or one of its own that is thrown away."""
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL") or stack.enter_context(postgresql.server())
        server, _slash, _name = url.rpartition("/")
        yield {"DATA_DIR": str(folder / "{size}-files"), "DATABASE_URL": f"{server}/benchmark_{{size}}"}


ON = {"sqlite": on_sqlite, "postgresql": on_postgresql}


def run(addresses: dict[str, str], observations: int, runs: int, explained: str) -> list[dict]:
    """Measure on a ledger of so many observations, in a process with the settings of production."""
    environment = {name: text.format(size=observations) for name, text in addresses.items()}
    if url := environment.get("DATABASE_URL"):
        make_database(url)
    print(f"{'PostgreSQL' if url else 'SQLite'}, {observations:,} observations", file=sys.stderr, flush=True)
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.measuring", str(observations), str(runs), explained],
        cwd=ROOT,
        env={
            **ENVIRONMENT,
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "SECRET_KEY": get_random_secret_key(),
            "ALLOWED_HOSTS": "localhost",
            **environment,
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(result.stdout)


def make_database(url: str) -> None:
    server, _slash, name = url.rpartition("/")
    with psycopg.connect(libpq(f"{server}/postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')


def libpq(url: str) -> str:
    """Return the address as PostgreSQL's own library reads it: a folder with a socket is no host of an address."""
    start, at, rest = url.partition("@")
    if at and rest.startswith("/"):
        folder, _slash, name = rest.rpartition("/")
        return f"{start.replace('postgres:', 'postgresql:')}@/{name}?host=/{folder.lstrip('/')}"
    return url


def together(small: list[dict], big: list[dict]) -> list[dict]:
    return [
        {**line, "statements_small": other["statements"], "differences": line["differences"] + other["differences"]}
        for other, line in zip(small, big, strict=True)
    ]


def table(database: str, observations: int, lines: list[dict]) -> str:
    head = f"| {database}, {observations:,} observations | query API, ms | by hand, ms | ratio | statements | rows | |"
    return "\n".join([f"\n{head}", "| --- | ---: | ---: | ---: | ---: | ---: | --- |", *map(table_line, lines)])


def table_line(line: dict) -> str:
    counts = (line["statements_small"], line["statements"])
    remarks = [
        *([f"over {GOAL}"] if line["ratio"] > GOAL else []),
        *([f"{line['differences']} DIFFERENCES"] if line["differences"] else []),
    ]
    cells = (
        line["kind"],
        f"{line['api'] * 1000:.0f}",
        f"{line['hand'] * 1000:.0f}",
        f"{line['ratio']:.2f}",
        str(counts[1]) if counts[0] == counts[1] else f"{counts[0]} → {counts[1]}",
        f"{line['rows']:,}",
        ", ".join(remarks),
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
