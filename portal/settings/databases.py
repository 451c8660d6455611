"""The two databases: SQLite in the data folder by default, PostgreSQL through DATABASE_URL."""

from pathlib import Path

import environ


def database_from_url(url: str, data_dir: Path) -> dict:
    """Return Django's settings for one database.

    SQLite writes ahead (readers never wait for the writer), checks foreign keys (Django's own default),
    waits ten seconds for a lock, and takes the write lock when a transaction begins, so that two editors
    who save at once wait for each other instead of failing half-way. PostgreSQL keeps a pool of
    connections for each process.
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
        # To compile a statement takes PostgreSQL longer than to run any that the portal asks.
        options = {"options": "-c jit=off", **config.get("OPTIONS", {})}
        config["OPTIONS"] = {**options, "pool": {"min_size": 1, "max_size": 8}}
    return config
