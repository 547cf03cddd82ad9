import datetime
from types import SimpleNamespace

import pytest
from django.template import TemplateSyntaxError, engines

from hundra.core.ui import icons
from hundra.core.ui.components import Part, Step, Tab


def draw(template, **context):
    return engines["django"].from_string(template).render(context)


def test_an_icon_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in draw('{% icon "ear" %}')
    named = draw('{% icon "ear" label %}', label='"Lyssna"')
    assert 'role="img" aria-label="&quot;Lyssna&quot;"' in named


def test_an_unknown_icon_is_a_fault_of_ours():
    with pytest.raises(icons.UnknownIconError):
        draw('{% icon "no-such-icon" %}')


def test_a_tag_escapes_its_text_and_knows_its_tones():
    assert draw('{% tag text "info" %}', text="<b>") == (
        '<span class="ds-tag" data-color="info">&lt;b&gt;</span>'
    )
    with pytest.raises(TemplateSyntaxError):
        draw('{% tag "x" "pink" %}')


def test_a_figure_is_written_as_the_language_does_with_definition_n_and_interval():
    html = draw(
        '{% figure_card "Nöjda" value note n=412 interval=interval definition="Andel" %}',
        value=1240.5,
        note="i år",
        interval=(61.4, 68.9),
    )
    assert "1\u00a0240,5" in html
    assert "Mellan 61,4 och 68,9 med 95\u00a0% säkerhet" in html
    assert "n = 412" in html
    assert "Andel" in html


def test_with_too_few_answers_the_figure_itself_is_not_in_the_page():
    html = draw('{% figure_card "Nöjda" 97.3 n=4 too_few=True interval=i %}', i=(1.5, 2.5))
    assert "För få svar" in html
    assert "97" not in html
    assert "1,5" not in html


def test_steps_tell_in_words_what_colour_tells():
    html = draw(
        "{% stepper steps %}",
        steps=[Step("Mottaget", "done"), Step("På gång", "current"), Step("Avslag", "stopped")],
    )
    assert "(klart)" in html
    assert "(avbrutet)" in html
    assert html.count('aria-current="step"') == 1


def test_the_last_crumb_is_where_one_is():
    html = draw("{% breadcrumb crumbs %}", crumbs=[("Start", "/"), ("Här", "")])
    assert '<a href="/">Start</a>' in html
    assert '<span aria-current="page">Här</span>' in html


def test_a_dialog_is_named_by_its_heading_and_keeps_its_content():
    html = draw('{% dialog "d" title %}<p>{{ text }}</p>{% enddialog %}', title="T", text="<x>")
    assert 'id="d" aria-labelledby="d-title"' in html
    assert "<p>&lt;x&gt;</p>" in html


def test_an_alert_that_is_urgent_is_read_out():
    assert 'role="alert"' in draw('{% alert "danger" %}x{% endalert %}')
    assert "role=" not in draw("{% alert %}x{% endalert %}")


def test_history_says_who_did_what_when_and_from_what_to_what():
    change = SimpleNamespace(field="Läge", before="Planerad", after="Stämplad")
    entry = SimpleNamespace(
        at=datetime.datetime(2026, 3, 9, 8, 30, tzinfo=datetime.UTC),
        who="Bo Exempelberg",
        kind="update",
        what="Stämplades",
        changes=(change,),
    )
    html = draw("{% history trail %}", trail=[entry])
    assert "Bo Exempelberg · " in html
    assert "9 mars 2026 09:30" in html
    assert "<del><span" in html
    assert "Inget har hänt ännu." in draw("{% history trail %}", trail=[])


def test_a_long_history_shows_the_latest_and_keeps_the_rest_at_hand():
    moment = datetime.datetime(2026, 3, 9, 8, 30, tzinfo=datetime.UTC)
    trail = [
        SimpleNamespace(at=moment, who="", kind="update", what=f"händelse {n}", changes=())
        for n in range(20)
    ]
    shown, hidden = draw("{% history trail %}", trail=trail).split("<details")
    assert "händelse 5" in shown
    assert "händelse 6" in hidden
    assert "14 tidigare händelser" in hidden
    assert "<details" not in draw("{% history trail %}", trail=trail[:7])


def test_facts_without_a_value_are_left_out():
    html = draw("{% facts pairs %}", pairs=[("Enhet", ""), ("Dag", datetime.date(2026, 3, 9))])
    assert "Enhet" not in html
    assert "<dd>2026-03-09</dd>" in html


def test_progress_shows_its_parts_in_figures_and_in_proportion():
    html = draw(
        '{% progress_bar 53 100 "klara" parts=parts %}',
        parts=[Part("Medarbetare", 29, 50), Part("Invånare", 24, 50)],
    )
    assert '<rect class="progress-part-2" x="29.00" width="24.00"' in html
    assert "<strong>53</strong> av 100" in html


def test_progress_beyond_or_without_a_goal_stays_within_the_bar():
    assert 'width="100.00"' in draw("{% progress_bar 120 100 %}")
    assert 'width="0.00"' in draw("{% progress_bar 0 0 %}")


def test_tabs_are_links_of_which_one_is_current():
    html = draw("{% tabs tabs %}", tabs=[Tab("Alla", "/a", True, 1200), Tab("Nya", "/b")])
    assert html.count('aria-current="page"') == 1
    assert "1\u00a0200" in html
