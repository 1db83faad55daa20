"""How fast the widget is on a running bot: python -m tests.widget.measure http://127.0.0.1:5005"""

import gzip
import statistics
import sys
import time

from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.widget.conftest import ARGUMENTS, PHONE, chromium
from tests.widget.pages import OPENING, Widget
from tests.widget.test_build import BUNDLE

RUNS = 10


def seconds_until(shown: Locator, start: Locator) -> float:
    """Seconds from a click to what it brings."""
    started = time.perf_counter()
    start.click()
    expect(shown).to_be_visible()
    return time.perf_counter() - started


def one_run(page: Page, address: str) -> dict[str, float]:
    """A new visitor on a phone, from the page to the advice."""
    widget = Widget(page, address).visit()
    answer = widget.log.locator("li.bot .bubble:not(.typing)").nth(1)
    found = {"click to open panel with questions": seconds_until(widget.choices, widget.launcher)}
    widget.box.fill(OPENING)
    send = page.get_by_role("button", name="Versturen", exact=True)
    found["first message to first answer"] = seconds_until(answer, send)
    found["click on an answer to advice"] = seconds_until(widget.advice, widget.choice("Belg"))
    return found


def main(address: str) -> None:
    """Print median, slowest and number of runs."""
    print(f"bundle: {len(gzip.compress(BUNDLE.read_bytes()))} bytes gzipped")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        runs = [one_run(browser.new_context(**PHONE).new_page(), address) for _ in range(RUNS)]
        browser.close()
    for name in runs[0]:
        times = [run[name] for run in runs]
        print(f"{name}: median {statistics.median(times):.2f} s, slowest {max(times):.2f} s ({RUNS} runs)")


if __name__ == "__main__":
    main(sys.argv[1])
