"""A real browser against a live server.

    @pytest.mark.browser
    def test_page(live_server, page, sign_in, axe, shot):
        sign_in(user)                              # leave out for a visitor
        page.goto(live_server.url + "/arbete/")
        axe()                                      # 390 and 1280 px, light and dark
        shot("overview")                           # screenshots/overview-390-light.png …

An error in the console, an exception in a script and every stop by the content security policy
fails the test. What a test expects (a 404, say) it takes out of `console_errors`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from tests.browser import chromium

# Playwright's loop runs in this thread, where Django would refuse its own database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "screenshots"
SIZES = {390: (390, 844), 1280: (1280, 900)}
SCHEMES = ("light", "dark")
LONGEST_WAIT_MS = 15_000
# Colours that are still on their way would be measured half-way. What is taken away meanwhile, by
# a page that keeps itself up to date, has settled too.
SETTLED = """async () => {
  await new Promise(requestAnimationFrame);
  const ends = (one) => one.effect.getComputedTiming().endTime !== Infinity;
  const settled = document.getAnimations().filter(ends).map((one) => one.finished);
  await Promise.allSettled(settled);
}"""
AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# What the colour scheme decides; everything else is the same page in the light and in the dark.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
AXE_OPTIONS_FOR_COLOURS = {
    "runOnly": {"type": "rule", "values": COLOUR_RULES},
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole session."""
    path = chromium.find()
    if path is None:
        pytest.fail("No Chromium is installed: see README, or set CHROMIUM to its path.")
    expect.set_options(timeout=LONGEST_WAIT_MS)
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"]
        started = playwright.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


@pytest.fixture
def browser_context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        locale="sv-SE", timezone_id="Europe/Stockholm", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(LONGEST_WAIT_MS)
    yield context
    context.close()


@pytest.fixture
def console_errors() -> list[str]:
    """What the browser complained about so far."""
    return []


@pytest.fixture
def page(browser_context: BrowserContext, console_errors: list[str]) -> Iterator[Page]:
    """A page that fails the test if the browser complained."""
    opened = browser_context.new_page()

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            console_errors.append(message.text)

    opened.on("console", heard)
    opened.on("pageerror", lambda error: console_errors.append(str(error)))
    yield opened
    assert console_errors == []


@pytest.fixture
def sign_in(browser_context: BrowserContext, live_server: Any) -> Callable[[Any], None]:
    """`sign_in(user)`: the browser is that user's from here on."""

    def make(user: Any) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        browser_context.clear_cookies()
        browser_context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url, "httpOnly": True}]
        )

    return make


@cache
def _axe_source() -> str:
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")


def _violations(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds, as lines that say which rule and where."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(_axe_source())
    found = page.evaluate(f"() => axe.run(document, {json.dumps(options)})")
    return [
        f"{violation['id']}: {node['target'][0]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def _in_every_look(page: Page) -> Iterator[str]:
    """The whole page, once it is there, at each size and in each colour scheme; then as it was."""
    page.wait_for_load_state()
    before = page.viewport_size
    for width, (_width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            page.evaluate(SETTLED)
            yield f"{width}-{scheme}"
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)


@pytest.fixture
def axe(page: Page) -> Callable[[], None]:
    """`axe()`: no accessibility fault, nothing wider than the window, in every look."""

    def check() -> None:
        faults: list[str] = []
        for look in _in_every_look(page):
            options = AXE_OPTIONS_FOR_COLOURS if look.endswith("dark") else AXE_OPTIONS
            faults += [f"{look}: {fault}" for fault in _violations(page, options)]
            too_wide = page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if too_wide > 0:
                faults.append(f"{look}: the page is {too_wide} px wider than the window")
        assert not faults, "\n" + "\n".join(faults)

    return check


@pytest.fixture
def shot(page: Page) -> Callable[[str], None]:
    """`shot("name")`: pictures of the whole page in every look, in screenshots/."""

    def take(name: str) -> None:
        if os.environ.get("SCREENSHOTS") != "1":
            return
        SCREENSHOTS.mkdir(exist_ok=True)
        for look in _in_every_look(page):
            page.screenshot(path=SCREENSHOTS / f"{name}-{look}.png", full_page=True)

    return take
