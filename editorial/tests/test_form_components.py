"""A form field is label, help, error, control in that order, and mistakes lead to where they are."""

import re

import pytest
from django import forms
from django.utils import translation

from editorial.tests.rendering import ICON, render


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


class Story(forms.Form):
    headline = forms.CharField(label="Headline", help_text="Short.")
    summary = forms.CharField(label="Summary", widget=forms.Textarea(attrs={"class": "tall"}), required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("club", "Club"), ("forum", "Forum")], widget=forms.RadioSelect)
    poles = forms.MultipleChoiceField(label="For", choices=[("emploi", "Job")], widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField(label="Cleared")


def test_a_field_is_label_help_control_tied_by_ids():
    assert render("{% field form.headline lang='it' %}", form=Story(use_required_attribute=False)) == (
        '<div class="field"><label for="id_headline">Headline</label>'
        '<p class="help" id="id_headline_helptext">Short.</p>'
        '<input type="text" name="headline" lang="it" class="input" aria-describedby="id_headline_helptext"'
        ' id="id_headline"></div>'
    )


def test_a_wrong_field_says_why_and_the_first_takes_the_focus():
    form = Story({})
    html = render("{% field form.headline %}", form=form)
    assert '<p class="error" id="id_headline_error">' in html
    assert 'aria-describedby="id_headline_helptext id_headline_error"' in html
    assert 'aria-invalid="true"' in html
    assert " autofocus" in html
    assert " autofocus" not in render("{% field form.kind %}", form=form)


def test_a_field_that_may_stay_empty_says_so():
    html = render("{% field form.summary rows=3 %}", form=Story())
    assert 'Summary <span class="optional">(optional)</span>' in html
    assert 'class="input tall"' in html
    assert 'rows="3"' in html
    assert "optional" not in render("{% field form.summary optional=False %}", form=Story())


def test_choices_stand_under_a_legend():
    html = render("{% field form.kind %}", form=Story({}))
    assert html.startswith('<fieldset class="field" id="id_kind" aria-describedby="id_kind_error"><legend>Kind')
    assert html.count('<label class="choice"><input type="radio"') == 2


def test_the_five_questions_keep_their_icons_among_choices():
    html = render("{% field form.poles %}", form=Story({"poles": ["emploi"]}))
    assert '<label class="pole" data-pole="emploi"><input type="checkbox"' in html
    assert "checked" in html
    assert f"{ICON.format('emploi')}Job</label>" in html


def test_one_box_carries_its_own_words():
    html = render("{% field form.agree %}", form=Story())
    assert html.startswith('<div class="field"><label class="choice"><input type="checkbox" name="agree"')


def test_the_summary_links_every_mistake_to_its_control():
    html = render("{% error_summary form %}", form=Story({"headline": "x"}))
    assert '<h2 id="errors-title">3 things to correct</h2>' in html
    assert re.findall(r'href="#(\w+)"', html) == ["id_kind_0", "id_poles_0", "id_agree"]
    assert "Kind: This field is required." in html


def test_the_summary_reads_formsets_and_is_silent_without_mistakes():
    rows = forms.formset_factory(Story)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-headline": ""})
    assert 'href="#id_form-0-headline"' in render("{% error_summary rows %}", rows=rows)
    assert render("{% error_summary form %}", form=Story()) == ""
