"""Pages used by keyboard alone: the focus is moved by Tab, as for anyone without a mouse."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Locator, Page

MOST_TABS = 150
HAS_FOCUS = "element => element === document.activeElement"


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, target: Locator) -> None:
        """Presses Tab until the target has the focus; in a group of radio buttons, an arrow too."""
        target.wait_for(state="attached")
        for _ in range(MOST_TABS):
            if target.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {target}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Goes to the target and presses the key."""
        self.tab_to(target)
        self.page.keyboard.press(key)

    def follow(self, target: Locator) -> None:
        """Presses Enter on a link or button, and waits for the page it leads to."""
        self.tab_to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        self.tab_to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose_option(self, target: Locator, text: str) -> None:
        """In a <select>: typing moves to the option that begins so."""
        self.tab_to(target)
        self.page.keyboard.type(text)

    def write_date(self, target: Locator, day: date) -> None:
        """In a date field, in whichever order the browser's own language puts its parts."""
        for pattern in ("%m%d%Y", "%d%m%Y", "%Y%m%d"):
            self.tab_to(target)
            self.page.keyboard.type(day.strftime(pattern))
            if target.input_value() == day.isoformat():
                return
            self._leave_backwards(target)
        raise AssertionError(f"the date field does not take {day}")

    def _leave_backwards(self, target: Locator) -> None:
        """A date field has several places for the focus; the next try begins at its first."""
        while target.evaluate(HAS_FOCUS):
            self.page.keyboard.press("Shift+Tab")


class Counted:
    """The keyboard, with each press counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        for letter in text:
            self.press(letter)
