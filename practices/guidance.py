"""What the writing form says beside each field: its label, a sentence of help, an example of what others wrote."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Guidance(NamedTuple):
    """The words around one field of the writing form."""

    label: str
    help: str = ""
    example: str = ""


GUIDANCE: dict[str, Guidance] = {
    "headline": Guidance(
        _("Headline"),
        _("What you did, in fewer than ten words. Not the name of the scheme."),
        _("Rehearsing the job interview on a theatre stage"),
    ),
    "form": Guidance(_("How much do you want to tell?"), _("A flash note takes three minutes and can grow later.")),
    "original_language": Guidance(
        _("Language you write in"), _("Your own language. Colleagues translate once the sheet is published.")
    ),
    "kind": Guidance(_("Kind of practice")),
    "outcome": Guidance(_("How did it go?"), _("What did not work has the same rank: it spares others the detour.")),
    "place": Guidance(_("Signed by")),
    "contact": Guidance(_("Who answers questions?"), _("A mailbox of a function at your place, never a person’s.")),
    "cosigning": Guidance(
        _("Co-signing places"), _("They read the draft now, and are named once one of their managers agrees.")
    ),
    "summary": Guidance(
        _("Summary"),
        _("Who had which question, what you did, what changed. Two to four sentences, 400 characters."),
        _(
            "Jobseekers dreaded talking about themselves. A theatre company now rehearses the interview with them as "
            "a scene, every Thursday, without registration. People come back, and bring others."
        ),
    ),
    "poles": Guidance(_("Question of the public"), _("One or several.")),
    "publics": Guidance(_("For whom")),
    "services": Guidance(_("Service mode")),
    "territory": Guidance(_("Territory")),
    "period": Guidance(_("Period"), _("A year, or from when to when."), _("2013–2016")),
    "context": Guidance(
        _("Context"),
        _("Where it happened and what was already there. Explain acronyms."),
        _("A medium-sized town, one advisor in three days a week, a waiting room that was full on Mondays."),
    ),
    "need": Guidance(
        _("Need"),
        _("Describe situations, never a person: nobody must be recognisable."),
        _("People who had not worked for years said they no longer knew how to introduce themselves."),
    ),
    "solution": Guidance(
        _("What you did"),
        _("In your own words, as you would tell a colleague from another Cité."),
        _("We opened a room for two hours, with a facilitator from a partner body and no list of names."),
    ),
    "step_title": Guidance(_("In a few words"), _("Begin with a verb."), _("Gather a first group")),
    "step_body": Guidance(_("How"), "", _("Two posters and a word from reception were enough: nine people came.")),
    "means_people": Guidance(_("People"), _("Who, how much of their time."), _("One advisor, half a day a week")),
    "means_space": Guidance(_("Space"), "", _("A room for twenty, with chairs that move")),
    "means_equipment": Guidance(_("Equipment"), "", _("A flip chart; no computer")),
    "budget": Guidance(_("Budget a year"), _("What was paid for, apart from working time.")),
    "result_indicator": Guidance(_("What was counted"), "", _("People received")),
    "result_value": Guidance(_("Value"), "", "120"),
    "result_period": Guidance(_("Year or period"), "", "2016"),
    "result_method": Guidance(_("How it was measured"), "", _("Attendance counted by hand at each session")),
    "look_again_on": Guidance(_("No result yet? When will you look again?"), _("Readers will know when to come back.")),
    "success_conditions": Guidance(
        _("What made it work"),
        _("Without which it would not have, or what was lacking."),
        _("The same facilitator every week, and a door that stays open."),
    ),
    "difficulties": Guidance(
        _("Difficulties and ways round"),
        _("Be frank: this is what colleagues look for first."),
        _("In summer nobody came. We stopped in July and told people so in June."),
    ),
    "transferability": Guidance(
        _("Doing it elsewhere"),
        _("What another place must have, and what it can leave out."),
        _("Any place with a quiet room can start. The stage is not needed; the facilitator is."),
    ),
    "principles": Guidance(_("Principles of the Charter it serves")),
    "partners": Guidance(_("Partner organisations"), _("One per line.")),
    "licence": Guidance(_("Licence of the text"), _("CC BY-SA 4.0 lets every Cité reuse it and name you.")),
    "picture_upload": Guidance(
        _("Picture"), _("JPEG, PNG or WebP, 10 MB at most. It stays private until publication.")
    ),
    "picture_alt": Guidance(
        _("Alternative text"), _("What one sees, for those who cannot."), _("Twelve chairs in a circle, one empty")
    ),
    "picture_credit": Guidance(_("Credit"), _("Who made it; a team rather than a person.")),
    "attachment_upload": Guidance(_("File"), _("PDF, text, spreadsheet or presentation, 10 MB at most.")),
    "attachment_title": Guidance(_("Title of the file"), "", _("Programme of the six sessions")),
    "minor_changes": Guidance(
        _("Which changes are minor?"),
        _(
            "A comma, a typing error: what you tick leaves the translations as they are. The others ask to be read again."
        ),
    ),
    "change_note": Guidance(_("What changes in this version"), _("One sentence, shown with the sheet’s history.")),
}

FLASH_SOLUTION = Guidance(
    _("What you tried"), _("A few lines are enough."), _("We moved the welcome desk to the door for a month.")
)
