"""The rules of the house, applied to every file; below each, a bad sample it must catch."""

import pytest
from django.apps import apps as registry
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from tests import guards
from tests.house import ROOT, apps, files, layers, may_use, packages

# What writes though it is no action: the file and the verb, each with its reason.
WRITES_ELSEWHERE = {
    ("accounts/models/people.py", ".save"): "Django makes people through the manager's create_user, its own door",
    ("jobs/gathering.py", ".save"): "polib writes a catalogue, a file of the code",
    ("practices/models/review.py", ".save"): "Wagtail's engine starts a round through its task's start(), its own door",
    ("practices/models/sequence.py", ".update"): "a sheet takes its number in save(), whoever publishes it",
}
# Packages at the root that need no introduction in three sentences: the project itself.
NOT_AN_APP = {"network"}


def owner_of_template(name: str) -> str:
    """Give the app whose folder holds a template, or nothing when it is another library's."""
    return next((app for app in reversed(apps()) if (ROOT / app / "templates" / name).exists()), "")


def owner_of_tags(name: str) -> str:
    """Give the app that defines a tag library."""
    places = ("{}.py", "{}/__init__.py")
    found = (app for app in apps() for place in places if (ROOT / app / "templatetags" / place.format(name)).exists())
    return next(found, "")


def complaints(guard, suffix: str) -> list[str]:
    return [sentence for path, text in files(suffix) for sentence in guard(path, text)]


# --- direction ---------------------------------------------------------------------------------


def test_every_package_is_in_the_contract_and_every_app_is_installed():
    assert sorted(apps()) == packages()
    assert {app for app in apps() if app not in NOT_AN_APP} <= set(settings.INSTALLED_APPS)


def test_lines_of_the_contract_read_downward():
    assert layers()[0] == ("network",)
    assert may_use("home", "jobs")
    assert may_use("jobs", "jobs")
    assert not may_use("jobs", "home")
    assert not may_use("jobs", "multilingual")


def test_relations_point_down():
    ours = [model for model in registry.get_models() if model._meta.app_label in apps()]
    assert list(guards.upward_relations(ours)) == []


@isolate_apps("jobs")
def test_a_relation_that_points_up_is_seen_and_one_to_the_person_allowed():
    class Reminder(models.Model):
        sheet = models.ForeignKey("practices.Practice", models.CASCADE)
        reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)

        class Meta:
            app_label = "jobs"

        def __str__(self):
            return "a reminder"

    assert list(guards.upward_relations([Reminder])) == ["jobs.Reminder.sheet points up to practices.Practice"]


def test_templates_use_their_own_and_lower_apps():
    found = [
        sentence
        for path, text in files(".html")
        for sentence in guards.upward_templates(path, text, owner_of_template, owner_of_tags)
    ]
    assert found == []


@pytest.mark.parametrize(
    "tag", ['{% extends "x.html" %}', '{% include "x.html" %}', "{% load x %}", "{% load a from x %}"]
)
def test_a_template_that_reaches_up_is_seen(tag):
    def owner(app):
        return lambda name: app if name.startswith("x") else ""

    path = "editorial/templates/editorial/page.html"
    assert list(guards.upward_templates(path, tag, owner("practices"), owner("practices")))
    assert not list(guards.upward_templates(path, tag, owner("multilingual"), owner("multilingual")))


# --- writes ------------------------------------------------------------------------------------


def place_and_verb(sentence: str) -> tuple[str, str]:
    """Give the file and the verb a complaint about a write is made of."""
    return sentence.split(":")[0], sentence.split("(")[1].split(")")[0]


def test_only_actions_write():
    found = complaints(guards.writes_elsewhere, ".py")
    assert [sentence for sentence in found if place_and_verb(sentence) not in WRITES_ELSEWHERE] == []
    assert set(WRITES_ELSEWHERE) - {place_and_verb(sentence) for sentence in found} == set(), (
        "an exception nobody needs"
    )


@pytest.mark.parametrize(
    "line",
    [
        "sheet.save()",
        "Sheet.objects.create(headline='x')",
        "Sheet.objects.filter(pk=1).update(live=True)",
        "sheet.delete()",
        "Sheet.objects.bulk_create([])",
        "page.save_revision(user=by)",
        "form.save()",
    ],
)
def test_a_write_elsewhere_is_seen(line):
    assert list(guards.writes_elsewhere("practices/views.py", line))
    for path in ("practices/actions.py", "practices/actions/drafts.py", "practices/tests/test_drafts.py"):
        assert not list(guards.writes_elsewhere(path, line))


@pytest.mark.parametrize(
    "line",
    [
        "form.save(commit=False)",
        "context.update({'a': 1})",
        "cache.delete('a')",
        "super().save(*a)",
        "digest.update(b)",
    ],
)
def test_what_is_no_write_is_left_alone(line):
    assert not list(guards.writes_elsewhere("practices/models.py", line))


# --- size and names ----------------------------------------------------------------------------


def test_files_functions_and_templates_keep_their_budgets():
    assert complaints(guards.too_long, ".py") + complaints(guards.too_long, ".html") == []


def test_what_is_too_long_is_seen():
    body = "    pass\n"
    assert list(guards.too_long("a/b.py", "x = 1\n" * 301))
    assert list(guards.too_long("a/b.py", "def f():\n" + body * 40))
    assert not list(guards.too_long("a/b.py", "def f():\n" + body * 39))
    assert list(guards.too_long("a/templates/b.html", "<p>\n" * 101))


def test_module_names_say_something():
    assert [sentence for path, _ in files(".py") for sentence in guards.bad_names(path)] == []
    assert list(guards.bad_names("practices/utils.py"))
    assert list(guards.bad_names("practices/helpers/dates.py"))
    assert not list(guards.bad_names("practices/commonplace.py"))


def test_folders_that_hold_no_code_are_no_packages():
    assert [folder for folder in ("locale", "media") if (ROOT / folder / "__init__.py").exists()] == []


# --- words -------------------------------------------------------------------------------------


def test_each_app_introduces_itself_in_three_sentences():
    heads = [
        (f"{app}/__init__.py", (ROOT / app / "__init__.py").read_text()) for app in apps() if app not in NOT_AN_APP
    ]
    assert [sentence for path, text in heads for sentence in guards.silent_package(path, text)] == []


@pytest.mark.parametrize("text", ["", '"""One. Two."""', '"""One. Two. Three. Four."""'])
def test_an_app_that_says_too_little_or_too_much_is_seen(text):
    assert list(guards.silent_package("a/__init__.py", text))
    assert not list(guards.silent_package("a/__init__.py", '"""One, e.g. this. `Two`? Three: a.b."""'))


def test_what_is_public_is_documented():
    assert complaints(guards.undocumented, ".py") == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a/views.py", "def practice(request): ..."),
        ("a/models.py", "class Practice(Page): ..."),
        ("a/models.py", 'class Practices(QuerySet):\n    """Which."""\n    def live(self): ...'),
        ("a/models/sheets.py", "class Practice(Page): ..."),
    ],
)
def test_a_missing_docstring_is_seen(path, text):
    assert list(guards.undocumented(path, text))
    assert not list(guards.undocumented("a/tests/test_it.py", text))


def test_views_are_functions_and_forms_do_not_save():
    assert complaints(guards.class_views, ".py") + complaints(guards.saving_forms, ".py") == []
    assert list(guards.class_views("a/views.py", "class Sheet(DetailView): ..."))
    assert list(guards.saving_forms("a/forms.py", "class Form:\n    def save(self): ..."))


def test_templates_do_not_query():
    assert complaints(guards.querying_template, ".html") == []


@pytest.mark.parametrize(
    "text",
    ["{% for step in sheet.steps.all %}", "{{ place.sheets.filter }}", "{% if Sheet.objects %}", "{{ a.all|length }}"],
)
def test_a_template_that_queries_is_seen(text):
    assert list(guards.querying_template("a/templates/b.html", text))
    assert not list(guards.querying_template("a/templates/b.html", "{{ sheet.allowed }} {% if user.filters %} a.all"))
