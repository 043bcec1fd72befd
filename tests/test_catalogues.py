"""The interface speaks six languages, whole."""

from django.conf import settings

from jobs.catalogues import check_all
from tests.house import ROOT


def test_nothing_is_missing_fuzzy_or_broken_in_six_languages():
    languages = [code for code, _ in settings.LANGUAGES]
    assert len(languages) == 6
    faults = [str(fault) for fault in check_all(ROOT, languages)]
    assert faults == [], "\n".join(faults[:40])
