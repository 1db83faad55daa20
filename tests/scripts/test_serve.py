"""The running bot through `make run`: its address, its problems, and how it stops."""

from __future__ import annotations

import os
import signal
import socket
import urllib.request

import pytest

from tests.scripts.conftest import Project, lives, wait_until_ended
from tests.scripts.test_setup import one_error


def option(project: Project, name: str) -> str | None:
    """Return an option that Rasa's server was started with."""
    words = next(line.split() for line in project.calls() if line.startswith("run "))
    return words[words.index(name) + 1] if name in words else None


def test_run_serves_on_the_chosen_port_of_this_machine_only(project: Project, port: str) -> None:
    project.start("run", until=f"Gezinswegwijzer draait op http://127.0.0.1:{port}", PORT=port)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        assert answer.status == 200
    assert option(project, "--interface") == "127.0.0.1"
    assert "--enable-api" not in "".join(project.calls())
    assert any(line.startswith("endpoint http://127.0.0.1:") for line in project.calls())


@pytest.mark.parametrize("stop_signal", [signal.SIGINT, signal.SIGTERM])
def test_stopping_ends_every_process(project: Project, port: str, stop_signal: int) -> None:
    process = project.start("run", until="draait op", PORT=port)
    assert len(project.pids()) == 3
    assert all(map(lives, project.pids()))
    os.killpg(process.pid, stop_signal)
    process.wait(60)
    assert wait_until_ended(project.pids()) == []


def test_servers_do_not_outlive_a_killed_set_up(project: Project, port: str) -> None:
    process = project.start("run", until="draait op", PORT=port)
    servers = [pid for pid in project.pids() if os.getpgid(pid) == pid]
    assert len(servers) == 2
    os.killpg(process.pid, signal.SIGKILL)
    assert wait_until_ended(servers) == []


def test_the_port_is_free_again_at_once(project: Project, port: str) -> None:
    for _time in range(2):
        process = project.start("run", until="draait op", PORT=port)
        urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)


def test_an_occupied_port_is_one_clear_line_before_any_work(project: Project) -> None:
    (project.path / "domain.yml").write_text("intents: [greet]\n")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        result = project.make("run", PORT=taken)
    assert result.returncode != 0
    assert f"poort {taken} is bezet" in one_error(result.stderr)
    assert project.calls() == []


@pytest.mark.parametrize("wrong", ["abc", "0", "65536", "-1"])
def test_a_port_that_is_no_port_is_one_clear_line(project: Project, wrong: str) -> None:
    result = project.make("run", PORT=wrong)
    assert result.returncode != 0
    assert f"PORT={wrong} is geen poortnummer" in one_error(result.stderr)


@pytest.mark.parametrize(
    ("trouble", "name", "words"),
    [
        ("bad actions", "acties", "No module named 'gone'"),
        ("bad model", "rasa", "Could not load model"),
    ],
)
def test_a_server_that_can_not_start_is_named_with_its_last_lines(
    project: Project, port: str, trouble: str, name: str, words: str
) -> None:
    result = project.make("run", PORT=port, STAND_IN=trouble)
    assert result.returncode != 0
    assert f"'{name}'" in one_error(result.stderr)
    assert words in result.stderr
    assert wait_until_ended(project.pids()) == []


def test_a_server_that_dies_later_takes_the_others_along(project: Project, port: str) -> None:
    process = project.start("run", until="draait op", PORT=port)
    # Both servers start at the same time: which of them writes first is not known.
    (action_server,) = project.pids("actions")
    os.kill(action_server, signal.SIGKILL)
    assert process.wait(60) != 0
    assert process.stdout is not None
    assert "'acties' is gestopt" in process.stdout.read()
    assert wait_until_ended(project.pids()) == []


def test_the_api_has_the_given_secret_unseen_in_the_process_list(project: Project, port: str) -> None:
    project.start("run-api", until="draait op", PORT=port, RASA_TOKEN="s3cret")
    assert "token s3cret" in project.calls()
    arguments = next(line for line in project.calls() if line.startswith("run "))
    assert "--enable-api" in arguments
    assert "s3cret" not in arguments


def test_the_api_without_a_secret_gets_one_that_is_shown(project: Project, port: str) -> None:
    process = project.start("run-api", until="RASA_TOKEN=", PORT=port)
    assert process.stdout is not None
    while "draait op" not in process.stdout.readline():
        pass
    token = next(line for line in project.calls() if line.startswith("token ")).split()[1]
    assert len(token) >= 24
