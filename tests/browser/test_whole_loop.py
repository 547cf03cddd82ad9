"""The whole loop by keyboard: suggested, sorted, made an improvement, stamped, delivered, shown.

A worker process delivers the mails to an SMTP server, as in production.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from tests.browser.keyboard import Keyboard
from tests.factories.accounts import user_with
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory
from tests.plugins.post_office import PostOffice

from hundra.core.accounts.models import Role
from hundra.hear.suggestions.forms import SHORTEST_SECONDS
from hundra.hear.suggestions.models import Suggestion
from hundra.improve.improvements import services as improvements
from hundra.improve.improvements.models import Improvement

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

TEXT = "Det finns ingenstans att sitta när man väntar på bussen."


def test_a_suggestion_becomes_a_delivered_improvement_by_keyboard_alone(
    live_server, page: Page, sign_in, axe, shot, post_office: PostOffice, worker: None
) -> None:
    loop = Loop(live_server.url, page, sign_in, axe, shot, post_office)
    loop.prepare()
    loop.citizen_suggests()
    loop.communicator_sorts()
    loop.communicator_makes_it_an_improvement()
    loop.two_people_tick()
    loop.it_is_stamped_and_delivered()
    loop.everybody_sees_it()


class Loop:
    def __init__(
        self,
        url: str,
        page: Page,
        sign_in: Callable[[object], None],
        axe: Callable[[], None],
        shot: Callable[[str], None],
        post_office: PostOffice,
    ) -> None:
        self.url, self.page, self.sign_in = url, page, sign_in
        self.axe, self.shot, self.post_office = axe, shot, post_office
        self.keyboard = Keyboard(page)

    def look(self, name: str) -> None:
        """Every page on the way is free from accessibility faults in every look."""
        self.axe()
        self.shot(f"loop-{name}")

    def prepare(self) -> None:
        self.unit = UnitFactory(name="Gator och parker")
        person = PersonFactory(given_name="Torsten", family_name="Påhittqvist")
        EmploymentFactory(person=person, unit=self.unit)
        self.first = user_with(Role.COMMUNICATOR, self.unit, name="Alva Påhittsson")
        self.second = user_with(Role.COMMUNICATOR, self.unit, name="Bo Exempelberg")
        programme = improvements.create_programme(
            name="100 förbättringar",
            slug="100-forbattringar",
            starts_on=timezone.localdate(),
            by=None,
        )
        improvements.show_programme(programme=programme, by=None)

    def citizen_suggests(self) -> None:
        self.page.set_viewport_size({"width": 390, "height": 844})
        self.page.goto(f"{self.url}/")
        self.look("start")
        self.keyboard.follow(self.page.get_by_role("link", name="förslag").first)
        if not self.page.url.endswith("/nytt/"):
            self.keyboard.follow(self.page.locator('a[href$="/forslag/nytt/"]').first)
        self.look("suggest")
        self.keyboard.press(self.page.locator('input[name="audience"]').first, "Space")
        self.keyboard.write(self.page.locator('textarea[name="text"]'), TEXT)
        self.keyboard.write(self.page.locator('input[name="place"]'), "Björkvägen")
        self.keyboard.write(self.page.locator('input[name="email"]'), "invanare@exempel.example")
        self.page.wait_for_timeout(SHORTEST_SECONDS * 1_000)  # Whoever is quicker is a program.
        self.keyboard.follow(self.page.get_by_role("button", name="Skicka"))
        assert "Tack!" in self.page.locator("h1").inner_text()
        self.look("thanks")
        assert self.page.context.cookies() == []
        self.suggestion = Suggestion.objects.get()
        self._confirm_address()

    def _confirm_address(self) -> None:
        receipt = self.mail_to("invanare@exempel.example", "")
        link = re.search(r"https?://[^/]+(/\S+)", receipt)
        assert link is not None
        self.page.goto(self.url + link.group(1))
        self.look("way")

    def mail_to(self, recipient: str, words: str) -> str:
        """The text of a mail that reached the recipient; waits for it at most a minute."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            for mail in self.post_office.mails:
                body = mail.get_body(("plain",))
                text = f"{mail['Subject']}\n{body.get_content()}" if body else ""
                if mail["To"] == recipient and words in text:
                    return text
            time.sleep(0.1)
        raise AssertionError(f"no mail to {recipient} with “{words}”")

    def communicator_sorts(self) -> None:
        self.sign_in(self.first)
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.goto(f"{self.url}/arbete/")
        self.look("overview")
        self.keyboard.follow(self.page.get_by_role("link", name="Inkorg").first)
        self.look("inbox")
        self.keyboard.follow(self.page.get_by_role("link", name=TEXT[:30]))
        self.look("suggestion")
        self.keyboard.press(self.page.locator("summary", has_text="Godta"))
        self.keyboard.follow(self.page.get_by_role("button", name="Godta"))
        self.keyboard.write(self.page.locator('input[name="title"]'), "Bänk vid busshållplatsen")
        self.keyboard.follow(self.page.get_by_role("button", name="Publicera"))
        self.suggestion.refresh_from_db()
        assert (self.suggestion.state, self.suggestion.is_public) == ("accepted", True)

    def communicator_makes_it_an_improvement(self) -> None:
        self.keyboard.follow(self.page.get_by_role("link", name="Gör till en förbättring"))
        self.look("make-improvement")
        field = self.page.locator
        self.keyboard.write(field('input[name="title"]'), "Bänkar vid alla busshållplatser")
        self.keyboard.press(field('input[name="audience"]').first, "Space")
        self.keyboard.write(field('textarea[name="summary"]'), "Det går att sitta och vänta.")
        self.keyboard.choose_option(field('select[name="owner_unit"]'), "Gator")
        self.keyboard.write(field("input[role=combobox]").last, "Torsten")
        self.page.get_by_role("option", name="Torsten Påhittqvist").wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.day = timezone.localdate() + timedelta(days=30)
        self.keyboard.write_date(field('input[name="planned_for"]'), self.day)
        self.keyboard.write(field('input[name="measure"]'), "Hållplatser med bänk")
        self.keyboard.follow(self.page.locator("main form button[type=submit]"))
        self.look("improvement")
        self.improvement = Improvement.objects.get()
        assert list(self.improvement.suggestions.all()) == [self.suggestion]

    def step(self, name: str) -> None:
        """Opens a step of the improvement's life and carries it out."""
        self.keyboard.follow(self.page.get_by_role("link", name=name))
        self.look(f"step-{name.lower()}")
        self.keyboard.follow(self.page.locator("main form button[type=submit]"))

    def two_people_tick(self) -> None:
        self.step("Planera")
        for user in (self.first, self.second):
            self.sign_in(user)
            self.page.goto(f"{self.url}/arbete/forbattringar/{self.improvement.pk}/")
            for _ in range(5):
                self.keyboard.follow(self.page.locator('button[name="tick"]').first)
        self.look("ticked")

    def it_is_stamped_and_delivered(self) -> None:
        self.step("Stämpla")
        self.improvement.refresh_from_db()
        assert self.improvement.number == 1
        self.mail_to("invanare@exempel.example", "/forbattringar/1/")
        self.step("Leverera")
        self.look("delivered")
        self.improvement.refresh_from_db()
        assert self.improvement.state == "delivered"

    def everybody_sees_it(self) -> None:
        self.page.context.clear_cookies()
        self.page.set_viewport_size({"width": 390, "height": 844})
        self.page.goto(f"{self.url}/forbattringar/")
        self.look("public-list")
        self.keyboard.follow(self.page.get_by_role("link", name="Bänkar vid alla").first)
        assert "Bänkar vid alla busshållplatser" in self.page.locator("h1").inner_text()
        assert "Bänk vid busshållplatsen" in self.page.locator("main").inner_text()
        self.look("public-page")
        for path in (
            "/forbattringar/flode.atom",
            "/forbattringar/flode.json",
            "/inbaddad/forbattringar/",
        ):
            answer = self.page.request.get(self.url + path)
            assert answer.status == 200, path
            assert "Bänkar vid alla busshållplatser" in answer.text(), path
        found = self.page.request.get(f"{self.url}/api/v1/improvements").json()
        assert found["items"][0]["title"] == "Bänkar vid alla busshållplatser"
        subjects = [
            mail["Subject"]
            for mail in self.post_office.mails
            if mail["To"] == "invanare@exempel.example"
        ]
        self.mail_to("invanare@exempel.example", "klar")
        assert len(subjects) == len(set(subjects)), "a mail went out twice"
        assert self.page.context.cookies() == []
