"""Stands in for Rasa: trains in no time, serves, and starts a process of its own as Rasa may."""

import os
import subprocess
import sys
import time
from pathlib import Path

from rasa_sdk.__main__ import option, serve


def train() -> None:
    with open("calls.log", "a") as calls:
        calls.write("train --force\n" if "--force" in sys.argv else "train\n")
    if os.environ.get("STAND_IN") == "slow training":
        time.sleep(60)
    if os.environ.get("STAND_IN") == "bad data":
        sys.exit("YamlException: data/nlu.yml is not valid")
    folder = Path(option("--out"))
    folder.mkdir(parents=True)
    (folder / f"{option('--fixed-model-name')}.tar.gz").write_text("model")


def run() -> None:
    if os.environ.get("STAND_IN") == "bad model":
        print("ERROR Could not load model due to a bad file.", flush=True)
    helper = subprocess.Popen(["sleep", "300"])
    with open("calls.log", "a") as calls:
        calls.write(f"pid {helper.pid} helper\nrun {' '.join(sys.argv[2:])}\n")
        calls.write(f"endpoint {os.environ['ACTION_ENDPOINT']}\ntoken {os.environ.get('RASA_TOKEN')}\n")
    serve("rasa", option("--interface"))


{"train": train, "run": run}[sys.argv[1]]()
