"""`make run`: prepare the site, then supervise granian and `manage.py work` with the production settings.

The kernel terminates both if this process dies.
"""

import ctypes
import errno
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, "manage.py"]
WORKER = [*MANAGE, "work", "--verbosity", "0"]
#: At most as many threads as the database connection pool.
SERVER = [
    sys.executable, "-m", "granian", "portal.wsgi:application", "--interface", "wsgi", "--http", "1", "--no-ws",
    "--workers", str(min(2, os.cpu_count() or 1)), "--blocking-threads", "4", "--respawn-failed-workers",
    "--workers-kill-timeout", "8", "--log-level", "warning",
]  # fmt: skip
#: Seconds to wait for the first response, for a process to stop before it is killed, and between two polls.
START_PATIENCE, STOP_PATIENCE, TICK = 60, 12.0, 0.2
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: prctl(2): signal sent to a process when its parent dies.
PR_SET_PDEATHSIG = 1


def main() -> int:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.default_int_handler)
    try:
        host, port = address()
        data_dir = Path(os.environ.get("DATA_DIR") or BASE_DIR / "data").resolve()
        set_environment(host, port, data_dir)
    except OSError as error:
        return fail(f"{error.filename or 'The data folder'} cannot be used: {error.strerror}.")
    except ValueError as error:
        return fail(str(error))
    running: dict[str, subprocess.Popen] = {}
    try:
        running["prepare"] = start([*MANAGE, "prepare"])
        if status := running.pop("prepare").wait():
            return status
        running["server"] = start([*SERVER, "--host", host, "--port", str(port)])
        running["worker"] = start(WORKER)
        if answers(host, port, running["server"]):
            announce(port, data_dir)
        while (status := running["server"].poll()) is None:
            if running["worker"].poll() is not None:
                running["worker"] = start(WORKER)
            time.sleep(TICK * 5)
        return fail(f"The server stopped by itself ({status}).")
    except KeyboardInterrupt:
        return 0
    finally:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        stop(list(running.values()))
        say("Stopped.")


def say(text: str) -> None:
    print(text, flush=True)


def fail(text: str) -> int:
    print(text, file=sys.stderr, flush=True)
    return 1


def address() -> tuple[str, int]:
    """Return HOST and PORT from the environment. Raises ValueError if they cannot be listened on."""
    host, text = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ValueError(f"PORT={text} is no port: give a number from 1 to 65535, as in PORT=8001 make run")
    port = int(text)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(*found[:3]) as probe:
            # As servers do: a port in TIME_WAIT is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[4])
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
    """Set defaults of what the production settings require."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["DATA_DIR"] = str(data_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
    os.environ.setdefault("SECRET_KEY", secret_key(data_dir / "secret-key"))
    os.environ.setdefault("ALLOWED_HOSTS", ",".join(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", host])))
    os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
    os.environ.setdefault("HTTPS", "0")


def secret_key(path: Path) -> str:
    """Return the key in the file, which is generated first and readable by its owner only."""
    if not path.is_file() or not path.read_text().strip():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.fchmod(descriptor, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(60) + "\n")
    return path.read_text().strip()


def start(command: list[str], **options) -> subprocess.Popen:
    """Start a process in its own session, out of reach of Ctrl-C, that is terminated with this one."""
    parent = os.getpid()

    def end_with_parent() -> None:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return subprocess.Popen(command, cwd=BASE_DIR, start_new_session=True, preexec_fn=end_with_parent, **options)


def stop(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + STOP_PATIENCE
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(deadline - time.monotonic(), 0.1))
        # Its children too, if it died before them.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers(host: str, port: int, server: subprocess.Popen) -> bool:
    """Wait for the first page; return whether it was served."""
    client_host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        connection = HTTPConnection(client_host, port, timeout=START_PATIENCE)
        try:
            connection.request("GET", "/ar/", headers={"Host": f"localhost:{port}"})
            return connection.getresponse().status < 500
        except (OSError, HTTPException):
            time.sleep(TICK)
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
