from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from tests.factories.accounts import UserFactory

from hundra.core.accounts.models import User
from hundra.core.ui.forms import (
    DateInput,
    Found,
    MultipleFileField,
    PictureInput,
    SearchSelect,
    search_answer,
)


class Suggestion(forms.Form):
    title = forms.CharField(label="Rubrik", help_text="Kort", max_length=10)
    text = forms.CharField(label="Text", widget=forms.Textarea, required=False)
    audience = forms.ChoiceField(
        label="För vem", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    day = forms.DateField(label="Dag", widget=DateInput, required=False)
    picture = forms.FileField(label="Bild", widget=PictureInput(limit="Högst 1 MB"), required=False)
    agrees = forms.BooleanField(label="Jag vill", required=False)


def test_a_field_ties_label_description_and_control_together():
    html = str(Suggestion())
    assert '<label class="ds-label" for="id_title">Rubrik' in html
    assert 'id="id_title_helptext"' in html
    assert 'aria-describedby="id_title_helptext"' in html


def test_required_is_told_but_left_for_us_to_check():
    html = str(Suggestion())
    assert " required" not in html
    assert html.count('aria-required="true"') == 1
    assert "(frivilligt)" in html


def test_nothing_typed_is_lost_when_a_form_fails():
    data = {"title": "alldeles för lång", "text": "<b>rad ett</b>", "audience": "b", "agrees": "on"}
    html = str(Suggestion({**data, "day": "igår"}))
    assert 'value="alldeles för lång"' in html
    assert "&lt;b&gt;rad ett&lt;/b&gt;" in html
    assert 'value="igår"' in html
    assert html.count(" checked") == 2


def test_the_summary_leads_to_each_field_with_a_fault():
    html = str(Suggestion({"title": "alldeles för lång"}))
    assert "2 saker behöver rättas" in html
    assert 'href="#id_title"' in html
    assert 'href="#id_audience_0"' in html
    assert 'id="id_audience_0"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html


def test_a_chosen_file_that_the_browser_forgets_is_asked_for_again():
    form = Suggestion({"title": ""}, {"picture": SimpleUploadedFile("a.png", b"x")})
    assert "Välj filen igen" in str(form)
    assert "Välj filen igen" not in str(Suggestion({"title": ""}))


def test_a_date_travels_the_same_in_every_language():
    form = Suggestion(initial={"day": "2026-03-09"})
    assert 'type="date" name="day" value="2026-03-09"' in str(form)


def test_several_files_are_cleaned_to_a_list():
    class Upload(forms.Form):
        files = MultipleFileField()

    two = QueryDict(mutable=True)
    two.setlist("files", [SimpleUploadedFile("a", b"1"), SimpleUploadedFile("b", b"2")])
    form = Upload({}, two)
    assert form.is_valid(), form.errors
    assert [file.name for file in form.cleaned_data["files"]] == ["a", "b"]
    assert not Upload({}, {}).is_valid()


class Choose(forms.Form):
    person = forms.ModelChoiceField(User.objects.all(), widget=SearchSelect("/people/search/"))


def test_one_of_very_many_is_shown_by_name_with_one_query(db, django_assert_num_queries):
    people = UserFactory.create_batch(3)
    with django_assert_num_queries(1):
        html = str(Choose(initial={"person": people[1].pk}))
    assert f'name="person" value="{people[1].pk}"' in html
    assert f'name="person-text" value="{people[1]}"' in html
    assert 'data-url="/people/search/"' in html


def test_the_one_that_was_chosen_is_the_value(db):
    person = UserFactory()
    form = Choose({"person": str(person.pk), "person-text": str(person)})
    assert form.is_valid()
    assert form.cleaned_data["person"] == person


def test_text_that_names_nobody_is_a_fault_and_is_kept(db):
    form = Choose({"person": "", "person-text": "Okänd"})
    assert not form.is_valid()
    assert 'name="person-text" value="Okänd"' in str(form)


def test_without_script_the_text_itself_is_looked_up(db):
    person = UserFactory(name="Bo Exempelberg")

    class Plain(forms.Form):
        person = forms.ModelChoiceField(
            User.objects.all(),
            widget=SearchSelect(
                "/", resolve=lambda text: User.objects.filter(name=text).values_list("pk").get()[0]
            ),
        )

    form = Plain({"person-text": "Bo Exempelberg"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["person"] == person


def test_answers_are_escaped_and_at_most_twenty(rf):
    found = [Found(number, f"<{number}>", "enhet") for number in range(30)]
    html = search_answer(rf.get("/"), found).text
    assert html.count('role="option"') == 20
    assert "&lt;0&gt;" in html
    assert "Skriv mer för att hitta rätt" in html


class Choosing(forms.Form):
    unit = forms.ChoiceField(
        choices=[
            ("", "Alla"),
            ("<1>", "Bo & <b>Hem</b>"),
            ("Skolor", [("2", "Tallen"), ("3", "Granen")]),
        ],
        required=False,
    )


def test_options_are_escaped_grouped_and_chosen():
    html = str(Choosing(initial={"unit": "3"})["unit"])
    assert '<option value="&lt;1&gt;">Bo &amp; &lt;b&gt;Hem&lt;/b&gt;</option>' in html
    assert (
        '<optgroup label="Skolor"><option value="2">Tallen</option>'
        '<option value="3" selected>Granen</option></optgroup></select>' in html
    )
