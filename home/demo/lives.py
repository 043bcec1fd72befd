"""What happens to demo sheets after their publication: to update, archived, withdrawn; what readers report of them."""

import datetime
from typing import Any

from django.utils import timezone

from directory.actions import Reported, answer_report, report_page
from multilingual.languages import writing_in
from practices.actions import archive_practice, mark_to_update, withdraw_practice

from .dates import ago
from .story import Story


def live(story: Story) -> None:
    """Change the life of a published sheet as its file says, by its manager."""
    told = story.entry["life"]
    by = story.cast.manager(story.practice)
    facts: dict[str, Any] = {"practice": story.practice, "reason": told["reason"], "language": by.language, "by": by}
    story.past.now_is(ago(told["days"]))
    match told["state"]:
        case "to_update":
            until = timezone.localdate() + datetime.timedelta(days=told["days_left"])
            mark_to_update(until=until, **facts)
        case "archived":
            archive_practice(**facts)
        case "withdrawn":
            withdraw_practice(**facts)


def report(story: Story, told: dict[str, Any]) -> None:
    """Take what a reader says of a published sheet; its manager answers where the file has an answer."""
    practice, language = story.practice, told["language"]
    with writing_in(language):
        title, path = practice.shown("headline"), practice.get_absolute_url()
    page = Reported(practice, practice.place, title.text, title.lang, path)
    story.past.now_is(ago(told["days"]))
    said = report_page(
        page=page, sentence=told["sentence"], language=language, reply_to=told.get("reply_to", ""), by=None
    )
    if "answer" in told:
        story.past.now_is(ago(told["answered_days"]))
        answer_report(report=said, state=told["state"], answer=told["answer"], by=story.cast.manager(practice))
