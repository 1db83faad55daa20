"""Stands in for the installation of the spaCy pipeline."""

import os
import sys
import time
from pathlib import Path

with open("calls.log", "a") as calls:
    calls.write("spacy\n")
if os.environ.get("STAND_IN") == "disk full":
    Path("/dev/full").write_text("x")
if os.environ.get("STAND_IN") == "slow spacy":
    time.sleep(60)
if os.environ.get("STAND_IN") == "no connection":
    sys.exit("urllib.error.URLError: <urlopen error [Errno -3] Temporary failure in name resolution>")
Path(".stamps/spacy_model").write_text("nl_stand_in\n1.0\n")
print("in gebruik: nl_stand_in 1.0")
