"""How does one cite a version of a sheet: as a sentence (APA), for LaTeX (BibTeX), for reference managers (RIS)?"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from multilingual.languages import reader_language, writing_in

from .models import Practice

FORMS = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
"""Ending of the file → its content type."""
LATEX = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BABEL = {
    "fr": "french",
    "it": "italian",
    "es": "spanish",
    "pt": "portuguese",
    "en": "english",
    "ca": "catalan",
}
"""What LaTeX calls our languages."""


@dataclass(frozen=True)
class Citation:
    """What one must name to cite a version: who signs it, when, its headline as it was written, code, licence, address."""

    code: str
    number: int | None
    authors: tuple[str, ...]
    headline: str
    language: str
    day: date | None
    licence: str
    address: str

    @property
    def key(self) -> str:
        """Give the name of this version in a list of references, and of its files."""
        return f"{self.code}-v{self.number}" if self.number else self.code

    @property
    def apa(self) -> SafeString:
        """Give the sentence as the American Psychological Association writes it, in the reader's language."""
        day = ""
        if self.day:
            day = f" ({self.day.year}, {date_format(self.day, 'MONTH_DAY_FORMAT')})"
        of_version = {"code": self.code, "number": self.number}
        which = _("%(code)s, version %(number)s") % of_version if self.number else self.code
        foreign = self.language != reader_language()
        return format_html(
            '{}{}. <cite{}>{}</cite> ({}) [{}]. {}. {}. <span class="address">{}</span>',
            joined(self.authors),
            day,
            format_html(' lang="{}"', self.language) if foreign else "",
            self.headline,
            which,
            _("Practice sheet"),
            _("Shared practices"),
            self.licence,
            self.address,
        )

    @property
    def bib(self) -> str:
        """Give a BibTeX entry; names and title stand in braces of their own, so that nothing takes them apart."""
        fields = {
            "author": " and ".join(f"{{{latex(name)}}}" for name in self.authors),
            "title": f"{{{latex(self.headline)}}}",
            "year": str(self.day.year) if self.day else "",
            "date": self.day.isoformat() if self.day else "",
            "type": "Practice sheet",
            "number": self.code,
            "version": str(self.number or ""),
            "publisher": latex(_("Shared practices")),
            "langid": BABEL[self.language],
            "note": latex(self.licence),
            "url": self.address,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value not in ("", "{}")]
        if self.day:
            lines.insert(3, f"  month = {MONTHS[self.day.month - 1]},")
        return "\n".join([f"@misc{{{self.key},", *lines, "}", ""])

    @property
    def ris(self) -> str:
        """Give a RIS record: a tag, two blanks, a hyphen and a blank before each value, one line each."""
        pairs = [
            ("TY", "ELEC"),
            ("ID", self.key),
            *(("AU", whole_name(name)) for name in self.authors),
            ("TI", self.headline),
            ("PY", str(self.day.year) if self.day else ""),
            ("DA", self.day.strftime("%Y/%m/%d") if self.day else ""),
            ("ET", str(self.number or "")),
            ("M1", self.code),
            ("M3", "Practice sheet"),
            ("PB", _("Shared practices")),
            ("LA", self.language),
            ("N1", self.licence),
            ("UR", self.address),
        ]
        lines = [f"{tag}  - {one_line(value)}" for tag, value in pairs if value]
        return "\r\n".join([*lines, "ER  - ", ""])


def citation_of(text: Practice, number: int | None) -> Citation | None:
    """Give how to cite a published text of a sheet under its number; None for a draft that has no code yet."""
    if text.code is None:
        return None
    language = text.original_language
    at = text.last_published_at or text.first_published_at
    return Citation(
        code=text.code,
        number=number,
        authors=tuple(own_name(place) for place in [text.place, *text.cosigners] if place),
        headline=one_line(text.text_in("headline", language) or ""),
        language=language,
        day=timezone.localdate(at, timezone.get_default_timezone()) if at else None,
        licence=text.licence,
        address=address_of(text.code, number, language),
    )


def address_of(code: str, number: int | None, language: str) -> str:
    """Give the whole address of a version in the language it was written in, that of the sheet where it has no number."""
    with writing_in(language):
        if number is None:
            return settings.SITE_ADDRESS + reverse("practice_code", kwargs={"code": code})
        return settings.SITE_ADDRESS + reverse("practice_version", kwargs={"code": code, "number": number})


def own_name(place: Any) -> str:
    """Give the name a place has in its own language: a list of references names it alike everywhere."""
    return one_line(place.text_in("headline", place.original_language) or str(place))


def joined(names: tuple[str, ...]) -> str:
    """Give names as APA joins them."""
    return ", & ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def latex(words: str) -> str:
    """Give words in which LaTeX finds nothing to obey."""
    return "".join(LATEX.get(mark, mark) for mark in one_line(words))


def whole_name(name: str) -> str:
    """Give an institution's name without commas and asterisks: RIS would read the first as family name and given name."""
    return name.replace(",", " –").replace("*", "")


def one_line(words: str) -> str:
    """Give words on one line, without the marks that stand for nothing."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", words).split())
