"""The running bot: Rasa's server and its action server, started, watched and stopped together."""

from __future__ import annotations

import http.client
import os
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
from types import TracebackType

from scripts.console import Problem, say
from scripts.paths import MODEL, PYTHON, ROOT, STAMPS
from scripts.process import HEARTBEAT_SECONDS, QUIET, Child, stop_all

LOCALHOST = "127.0.0.1"
READY_SECONDS = 300
RESPONSE_TIMEOUT_SECONDS = 60
ACTIONS = "acties"
# Sanic closes a silent connection after 5 s; on a busy machine Rasa can be that long before it asks.
ACTION_SERVER_ENV = {"SANIC_HOST": LOCALHOST, "SANIC_KEEP_ALIVE_TIMEOUT": "75"}
RASA = "rasa"

# Both servers carry on after these, without a model or without actions.
FATAL_LINES = ("Could not load model", "Failed to register package")


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((LOCALHOST, 0))
        port: int = probe.getsockname()[1]
        return port


def chosen_port() -> int:
    """Return PORT (5005 if not set), or say in one line why it can't be used."""
    text = os.environ.get("PORT") or "5005"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Problem(f"PORT={text} is geen poortnummer. Kies een getal tot 65535, bijvoorbeeld PORT=5006")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind_address(), int(text)))
        except PermissionError:
            raise Problem(f"poort {text} mag je niet gebruiken. Kies een andere: PORT=5006") from None
        except OSError:
            raise Problem(
                f"poort {text} is bezet door een ander programma. Stop dat, of kies een andere: "
                "make run PORT=5006"
            ) from None
    return int(text)


def bind_address() -> str:
    """Return the address to listen on: this machine only, unless BIND says otherwise (in a container)."""
    return os.environ.get("BIND") or LOCALHOST


def chosen_token() -> str:
    """Return RASA_TOKEN, or a new secret for this run."""
    token = os.environ.get("RASA_TOKEN")
    if not token:
        token = secrets.token_hex(24)
        say(f"RASA_TOKEN was leeg; voor deze keer: RASA_TOKEN={token}")
    return token


class Bot:
    """Both servers. `with Bot(port) as bot:` starts them, waits until they answer, and ends them."""

    def __init__(self, port: int, token: str | None = None, interface: str = LOCALHOST) -> None:
        self.port = port
        self.token = token
        self.interface = interface
        self.children: dict[str, Child] = {}
        # The libraries are noisy while they start; their lines are shown only if something goes wrong.
        self._show_lines = "LOG_LEVEL" in os.environ

    @property
    def address(self) -> str:
        """Where the bot answers on this machine."""
        return f"http://{LOCALHOST}:{self.port}"

    def __enter__(self) -> Bot:
        try:
            self._start()
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start(self) -> None:
        self._action_port = free_port()
        self._start_child(ACTIONS, action_server(self._action_port), ACTION_SERVER_ENV)
        argv = [str(PYTHON), "-m", "scripts.rasa_cli", "run", "--interface", self.interface]
        argv += ["--port", str(self.port), "--model", str(MODEL)]
        argv += ["--credentials", "credentials.yml", "--endpoints", "endpoints.yml"]
        argv += ["--response-timeout", str(RESPONSE_TIMEOUT_SECONDS)]
        env = {"ACTION_ENDPOINT": f"http://{LOCALHOST}:{self._action_port}/webhook"}
        if self.token:
            argv.append("--enable-api")
            env["RASA_TOKEN"] = self.token
        self._start_child(RASA, argv, env)

    def _start_child(self, name: str, argv: list[str], env: dict[str, str]) -> None:
        def show(line: str) -> None:
            if self._show_lines:
                print(f"{name} | {line}", flush=True)

        self.children[name] = Child(argv, env, on_line=show)

    def _wait_until_ready(self) -> None:
        started = last_word = time.monotonic()
        while not self._answers():
            self.check()
            now = time.monotonic()
            if now - started > READY_SECONDS:
                raise Problem(f"na {READY_SECONDS} s antwoordt de bot niet. Probeer make run LOG_LEVEL=INFO")
            if now - last_word > HEARTBEAT_SECONDS:
                say(f"  nog bezig: bot starten ({now - started:.0f} s)")
                last_word = now
            time.sleep(0.3)
        self.check()
        self._show_lines = True

    def _answers(self) -> bool:
        return answers(f"http://{LOCALHOST}:{self._action_port}/health") and answers(f"{self.address}/")

    def check(self) -> None:
        """Raise a problem, with its last lines, if a server has died or works without its contents."""
        for name, child in self.children.items():
            status = child.wait(0)
            fatal = next((line for line in child.tail if any(words in line for words in FATAL_LINES)), None)
            if status is not None or fatal:
                what = f"is gestopt (status {status})" if status is not None else "werkt niet"
                last_lines = "\n".join(f"  {line}" for line in list(child.tail)[-15:])
                raise Problem(f"'{name}' {what}; de rest is ook gestopt. Laatste regels:\n{last_lines}")

    def watch(self) -> None:
        """Wait for ever; a problem is raised as soon as one of the servers dies."""
        while True:
            self.check()
            time.sleep(0.5)

    def stop(self) -> None:
        """End both servers and everything they started."""
        self._show_lines = False
        stop_all(list(self.children.values()))


def action_server(port: int) -> list[str]:
    """Return the command of the action server. Without --cors it answers no other site's scripts."""
    argv = [str(PYTHON), "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
    return argv if "LOG_LEVEL" in os.environ else [*argv, "--quiet"]


def answers(url: str) -> bool:
    """Say whether a server answers there, whatever it answers."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (OSError, http.client.HTTPException):
        return False


def serve(api: bool) -> None:
    """Run the bot until it is stopped. Everything must be ready."""
    token = chosen_token() if api else None
    say("Bot starten ...")
    with Bot(chosen_port(), token, bind_address()) as bot:
        say(f"Gezinswegwijzer draait op {bot.address} (stoppen: Ctrl-C)")
        bot.watch()


def shell() -> None:
    """Talk to the bot in this terminal; the action server runs beside it."""
    action_port = free_port()
    actions = Child(action_server(action_port), ACTION_SERVER_ENV)
    try:
        argv = [str(PYTHON), "-m", "scripts.rasa_cli", "shell", "--interface", LOCALHOST]
        argv += ["--port", str(free_port()), "--model", str(MODEL), "--endpoints", "endpoints.yml"]
        env = {
            **QUIET,
            "LOG_LEVEL": "ERROR",
            **os.environ,
            "ACTION_ENDPOINT": f"http://{LOCALHOST}:{action_port}/webhook",
        }
        say("Bot laden ...")
        # In our own process group, as it reads the terminal. What libraries have to say goes to a file.
        with open(STAMPS / "shell.log", "w") as log:
            status = subprocess.run(argv, cwd=ROOT, env=env, stderr=log).returncode
        if status:
            raise Problem("de bot kon niet starten of brak af. Wat er mis is, staat in .stamps/shell.log")
    finally:
        stop_all([actions])
