"""`make run`: the portal on one's own machine, with the production settings and a production server.

One process prepares the site and then hands it to the server, whose workers it forks with all code loaded.
"""

import errno
import os
import secrets
import signal
import socket
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from portal.operations.worker import worker_beside

BASE_DIR = Path(__file__).resolve().parent.parent
WORKERS = 2
#: Requests at once in each worker; no more than the pool of database connections holds.
THREADS = 4
#: Seconds until a server that does not answer is given up.
PATIENCE = 60
STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


def main() -> int:
    try:
        host, port = address()
        data_dir = Path(os.environ.get("DATA_DIR") or BASE_DIR / "data").resolve()
        set_environment(host, port, data_dir)
    except OSError as error:
        return fail(f"{error.filename or 'The data folder'} cannot be used: {error.strerror}.")
    except ValueError as error:
        return fail(str(error))
    try:
        if prepared_anew():
            # The server forks: it starts from a process in which no library has started threads.
            os.execv(sys.executable, [sys.executable, "-m", "portal.operations.launch"])
        with worker_beside():
            return serve(host, port, data_dir)
    except KeyboardInterrupt:
        say("Stopped.")
        return 0


def say(text: str) -> None:
    print(text, flush=True)


def fail(text: str) -> int:
    print(text, file=sys.stderr, flush=True)
    return 1


def address() -> tuple[str, int]:
    """Return HOST and PORT of the environment; raise ValueError where nothing can listen there."""
    host, text = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ValueError(f"PORT={text} is no port: give a number from 1 to 65535, as in PORT=8001 make run")
    port = int(text)
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # A port that was left a moment ago is free; one on which somebody listens is not.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            problem = f"Port {port} is in use. Stop what listens there, or take another: PORT=8001 make run"
        elif error.errno == errno.EACCES:
            problem = f"Port {port} is reserved for the system. Take one above 1023: PORT=8001 make run"
        else:
            problem = f"HOST={host} cannot be listened on: {error.strerror}. Try HOST=127.0.0.1"
        raise ValueError(problem) from error
    return host, port


def set_environment(host: str, port: int, data_dir: Path) -> None:
    """Say what the production settings ask for, where it was not said already."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["DATA_DIR"] = str(data_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
    os.environ.setdefault("SECRET_KEY", secret_key(data_dir / "secret-key"))
    os.environ.setdefault("ALLOWED_HOSTS", ",".join(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", host])))
    os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
    os.environ.setdefault("HTTPS", "0")


def secret_key(path: Path) -> str:
    """Return the key in the file; draw it first where there is none. Only its owner may read it."""
    if not path.is_file() or not path.read_text().strip():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.fchmod(descriptor, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(60) + "\n")
    return path.read_text().strip()


def prepared_anew() -> bool:
    """Bring the site up to date, and return whether there was anything to do."""
    import django

    django.setup()
    from django.db import connections
    from django.urls import get_resolver

    from portal.operations.preparation import prepare

    changed = prepare(say)
    # Loaded here once instead of in each worker.
    _ = get_resolver().url_patterns
    for connection in connections.all():
        # Workers must not share a connection.
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
    return changed


def serve(host: str, port: int, data_dir: Path) -> int:
    """Serve until a signal; return the exit status."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    class Server(Granian):
        """Tells where the site is once its first page has been answered, and stops at any signal to stop.

        Granian's own signal handlers may wait for ever for a lock that the code they interrupt holds. Here the
        signals are kept from all threads but one that does nothing else.
        """

        def startup(self, *args, **kwargs):
            signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
            super().startup(*args, **kwargs)
            threading.Thread(target=self.await_signal, daemon=True).start()
            if answers(host, port, until=self.main_loop_interrupt.is_set):
                announce(port, data_dir)

        def await_signal(self):
            signal.sigwait(STOP_SIGNALS)
            self.signal_handler_interrupt()

    server = Server(
        "portal.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=min(WORKERS, os.cpu_count() or 1),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=application_of_worker, wrap_loader=False)
    say("Stopped.")
    return 0


def application_of_worker():
    """Load the site in a worker, which listens to its server alone: Ctrl-C in the terminal is not for it."""
    os.setpgrp()
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    from portal.wsgi import application

    return application


def answers(host: str, port: int, *, until) -> bool:
    """Wait for the first page; return whether it came."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not until():
        connection = HTTPConnection(reached, port, timeout=PATIENCE)
        try:
            connection.request("GET", "/ar/", headers={"Host": f"localhost:{port}"})
            return connection.getresponse().status < 500
        except (OSError, HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    return False


def announce(port: int, data_dir: Path) -> None:
    site = f"http://localhost:{port}"
    say(f"\nShafafiya is ready:\n  Arabic  {site}/ar/\n  French  {site}/fr/\n  Admin   {site}/admin/")
    accounts = data_dir / "accounts.txt"
    if accounts.is_file():
        say(f"\nAccounts of the demonstration ({accounts}):")
        for line in accounts.read_text(encoding="utf-8").splitlines():
            say("  {:<15} {}".format(*line.split("\t", 1)))
    say("\nCtrl-C stops it.")


if __name__ == "__main__":
    sys.exit(main())
