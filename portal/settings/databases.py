"""Databases: SQLite in the data folder by default, PostgreSQL by DATABASE_URL."""

from pathlib import Path

import environ


def database_from_url(url: str, data_dir: Path) -> dict:
    """Return Django's settings of a database.

    SQLite: WAL, ten seconds of lock timeout, and IMMEDIATE transactions, so that concurrent writers wait instead of
    failing. PostgreSQL: a connection pool per process.
    """
    if not url:
        data_dir.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{data_dir / 'db.sqlite3'}"
    config = dict(environ.Env.db_url_config(url))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "timeout": 10,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    else:
        # JIT compilation takes longer than any query of the portal.
        options = {"options": "-c jit=off", **config.get("OPTIONS", {})}
        config["OPTIONS"] = {**options, "pool": {"min_size": 1, "max_size": 8}}
    return config
