"""The machine: everyone asks every address about everything, and each answer the domain page does not grant is a line."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote
from uuid import UUID

from django.urls import reverse
from django.utils.translation import override

from .addresses import POLICIES, Policy
from .asking import Answer, Asker, sign_in_page
from .rights import PEOPLE, READABLE, is_granted, representatives
from .scene import Scene, Sheet

NO_FILE = UUID(int=7)
VERSION: dict[str, tuple[dict[str, object], ...]] = {
    "practice_version": ({"number": 1},),
    "practice_history": ({},),
    "cite_practice": ({"number": 1, "form": "bib"}, {"number": 1, "form": "ris"}),
}
"""What an address about the published versions of a sheet asks for besides its code."""
OPEN = (200, 302, 301, 405, 409, 422)
"""Answers of a door that is open: the page, a step further, a wrong method, a form that asks again."""


class Question(NamedTuple):
    """One address about one thing, with the address that a thing which never existed would have."""

    name: str
    address: str
    nowhere: str
    sheet: Sheet | None = None
    place: str = "their own"

    @property
    def facts(self) -> dict[str, str]:
        """Give what the table of rights asks about the thing."""
        return self.sheet.facts if self.sheet else {"place": self.place}


class Matrix:
    """Asks; `differences` are the sentences about answers that are not what the domain page says, `asked` their number."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.askers = {person: Asker(scene.people.get(person)) for person in PEOPLE}
        self.canaries = {word.encode(): known for word, known in scene.canaries.items()}
        self.absent: dict[tuple[str, str, str], bytes] = {}
        self.differences: list[str] = []
        self.asked = 0

    def judge(self, person: str, method: str, question: Question, policy: Policy) -> None:
        """Ask once and note what differs from the table."""
        answer = self.ask(person, method, question.address)
        sheet = question.sheet
        said = self.said(person, method, question, policy, answer)
        granted = policy.act == "sign in" or any(
            is_granted(act, person, **question.facts) for act in policy.act.split(" or ")
        )
        wanted = "sign in" if policy.fixed and person == "anonymous" else "open" if granted else "absent"
        if said not in (wanted, "any"):
            about = f"{sheet.name} sheet" if sheet else question.address
            self.differences.append(
                f"{person} {method} {question.name} ({about}): {said} [{answer.status}], the table says {wanted}"
            )
        if wanted != "open" and answer.writes:
            self.differences.append(f"{person} {method} {question.name}: refused, and wrote {answer.writes[0]}")

    def said(self, person: str, method: str, question: Question, policy: Policy, answer: Answer) -> str:
        """Say in one word what an answer means."""
        if answer.status == 302 and answer.location == f"{sign_in_page()}?next={quote(question.address)}":
            return "sign in"
        if answer.status == 405 and self.tells_nothing(person, method, question, policy):
            return "any"
        if answer.status == 404:
            known = (person, method, question.nowhere)
            if known not in self.absent:
                self.absent[known] = self.ask(person, method, question.nowhere).without(question.nowhere)
            same = answer.without(question.address) == self.absent[known]
            return "absent" if same else "absent, but unlike what never existed"
        return "open" if answer.status in OPEN else f"status {answer.status}"

    def tells_nothing(self, person: str, method: str, question: Question, policy: Policy) -> bool:
        """Say whether "wrong method" betrays nothing: said of what never existed too, or to who may read the draft."""
        if policy.about == "nothing" or self.ask(person, method, question.nowhere).status == 405:
            return True
        return is_granted("read a draft", person, **question.facts)

    def ask(self, person: str, method: str, address: str) -> Answer:
        """Ask as `person`, and note every canary in the answer that is not for them."""
        answer = self.askers[person].ask(method, address)
        self.asked += 1
        self.look_for_canaries(person, f"{method} {address}", answer)
        return answer

    def look_for_canaries(self, person: str, asked: str, answer: Answer) -> None:
        """Note every private word in an answer to somebody who may not read it."""
        for part in (answer.body, answer.headers):
            if b"zq" not in part.lower():
                continue
            for word, (act, facts) in self.canaries.items():
                if word in part.lower() and not is_granted(act, person, **facts):
                    self.differences.append(f"{person} {asked}: reads {word.decode()}")

    def report(self) -> str:
        """Give each difference once, one per line; nothing where everything is as the table says."""
        return "\n".join(sorted(set(self.differences)))

    # --- what is asked ------------------------------------------------------------------------

    def ask_about_sheets(self) -> None:
        """Ask each address that is about one sheet, or one file of it, for every sheet.

        Everybody asks both ways about the draft in review; about the others one person speaks for those whom the table
        treats alike, each in turn, and asks in one way, the next person in the other.
        """
        for turn, sheet in enumerate(self.scene.sheets):
            whole = sheet.name == "in_review"
            people = PEOPLE if whole else representatives(sheet.place, (sheet.author, sheet.facts["holder"]), turn)
            for question, policy in self.sheet_questions(sheet):
                for number, person in enumerate(people):
                    one_way = policy.only or ("GET", "POST")[(turn + number) % 2]
                    for method in ("GET", "POST") if whole else (one_way,):
                        self.judge(person, method, question, policy)

    def sheet_questions(self, sheet: Sheet) -> Iterator[tuple[Question, Policy]]:
        """Give each question about a sheet with its policy."""
        here, there = {"pk": sheet.practice.pk}, {"pk": 987_654}
        also: dict[str, list[dict[str, object]]] = {
            "sheet": [{}],
            "sheet and place": [{"place": self.scene.places["rouen"].pk}],
            "sheet and language": [{"code": "it"}],
            "sheet and remark": [{"remark": sheet.remark.pk}] if sheet.remark else [],
        }
        for name, policy in POLICIES.items():
            for more in also.get(policy.about, ()):
                yield question_of(name, here | more, there | more, sheet), policy
            for private in sheet.files if policy.about == "file" else ():
                yield question_of(name, {"pk": private.pk}, {"pk": NO_FILE}, sheet), policy
            if policy.about == "version" and sheet.practice.code:
                for more in VERSION[name]:
                    yield (
                        question_of(name, {"code": sheet.practice.code} | more, {"code": "FP-0099"} | more, sheet),
                        policy,
                    )

    def ask_public_pages(self) -> None:
        """Read every public page alone in two languages; signed in, each reader reads a third of them."""
        for language in ("fr", "it"):
            with override(language):
                pages = list(public_pages(self.scene))
            for address, wanted in pages:
                self.expect("anonymous", address, wanted)
        for turn, person in enumerate(representatives("brive", ("author",), 1)):
            for address, wanted in pages[turn % 3 :: 3]:
                self.expect(person, address, wanted)

    def expect(self, person: str, address: str, wanted: int) -> None:
        """Ask for a public page; note another status than the wanted one, and an absence unlike that of a random address."""
        answer = self.ask(person, "GET", address)
        if answer.status != wanted:
            self.differences.append(f"{person} GET {address}: {answer.status}, {wanted} expected")
        nowhere = f"{address.rstrip('/').rpartition('/')[0]}/nothing-of-this-name/"
        if wanted == 404 and answer.without(address) != self.ask(person, "GET", nowhere).without(nowhere):
            self.differences.append(f"{person} GET {address}: absent, but unlike what never existed")

    def ask_own_pages(self) -> None:
        """Everyone opens the pages that are about nobody else: desk, account, list of drafts, start, preview of a text."""
        for name, policy in POLICIES.items():
            if policy.fixed and policy.about == "nothing":
                question = Question(name, reverse(name), "/fr/desk/987654/")
                for person in PEOPLE:
                    for method in ("GET", "POST"):
                        self.judge(person, method, question, policy)

    def ask_about_other_texts(self) -> None:
        """Everyone asks to translate a standing page, one that is not published, a place; for a language's queue, for a report."""
        things = {
            "standing page and language": (self.scene.standing.pk, self.scene.hidden.pk),
            "place and language": (self.scene.places["rouen"].pk,),
        }
        for name, policy in POLICIES.items():
            for number, pk in enumerate(things.get(policy.about, ())):
                question = question_of(name, {"pk": pk, "code": "it"}, {"pk": 987_654, "code": "it"})
                self.ask_everyone(question, policy._replace(act="nobody") if number else policy)
            if policy.about == "language":
                self.ask_everyone(question_of(name, {"code": "it"}, {"code": "de"}), policy)
            for place, report in self.scene.reports.items() if policy.about == "report" else ():
                question = question_of(name, {"pk": report.pk}, {"pk": 987_654})
                self.ask_everyone(question._replace(place=place), policy)

    def ask_everyone(self, question: Question, policy: Policy) -> None:
        """Ask one thing as everybody, both ways."""
        for person in PEOPLE:
            for method in ("GET", "POST"):
                self.judge(person, method, question, policy)


def question_of(name: str, there: dict, nowhere: dict, sheet: Sheet | None = None) -> Question:
    """Make a question of an address and its arguments."""
    return Question(name, reverse(name, kwargs=there), reverse(name, kwargs=nowhere), sheet)


def public_pages(scene: Scene) -> Iterator[tuple[str, int]]:
    """Give each public address with the status it has for everyone."""
    for name in ("front", "practices", "practices_feed", "sitemap", "robots", "livez"):
        yield reverse(name), 200
    here = reverse("practices")
    for asked in ("?q=corbeau", "?search=corbeau", "?kind=club", "?outcome=worked&page=2", "?order=oldest", "?draft=1"):
        yield here + asked, 200
    yield reverse("standing", kwargs={"slug": scene.standing.slug}), 200
    yield reverse("standing", kwargs={"slug": scene.hidden.slug}), 404
    yield reverse("report_page", kwargs={"slug": scene.standing.slug}), 200
    yield reverse("report_page", kwargs={"slug": scene.hidden.slug}), 404
    yield reverse("practice", kwargs={"slug": "corbeau"}), 404
    for sheet in scene.sheets:
        public, withdrawn = sheet.state in READABLE.split(), sheet.state == "withdrawn"
        slug = {"slug": sheet.practice.slug}
        yield reverse("practice", kwargs=slug), 200 if public else 410 if withdrawn else 404
        yield reverse("report_practice", kwargs=slug), 200 if public else 404
        if public:
            yield reverse("practice_code", kwargs={"code": sheet.practice.code}), 301
    yield reverse("practice_code", kwargs={"code": "FP-0099"}), 404
