"""The machine: everyone asks every address about everything, and each answer the domain page does not grant is a line."""

from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import override

from .addresses import POLICIES, Policy
from .asking import Answer, Asker, sign_in_page
from .questions import NO_SHEET, Question, public_pages, question_of, sheet_questions
from .rights import PEOPLE, About, is_concerned, is_granted, representatives
from .scene import Scene, Sheet

OPEN = (200, 302, 301, 405, 409, 422)
"""Answers of a door that is open: the page, a step further, a wrong method, a form that asks again."""


class Matrix:
    """Asks; `differences` are the sentences about answers that are not what the domain page says, `asked` their number."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.askers = {person: Asker(scene.people.get(person)) for person in PEOPLE}
        self.canaries = {word.encode(): known for word, known in scene.canaries.items()}
        self.nowhere: dict[tuple[str, str, str, str], tuple[int, bytes]] = {}
        self.differences: list[str] = []
        self.asked = self.turn = 0

    def judge(self, person: str, method: str, question: Question, policy: Policy) -> None:
        """Ask once and note what differs from the table."""
        answer = self.ask(person, method, question.address, question.given)
        said = self.said(person, method, question, policy, answer)
        granted = policy.act == "sign in" or is_granted(policy.act, person, question.about)
        wanted = "sign in" if policy.fixed and person == "anonymous" else "open" if granted else "absent"
        if said not in (wanted, "any"):
            self.differences.append(f"{person} {method} {question}: {said} [{answer.status}], the table says {wanted}")
        if wanted != "open" and answer.writes:
            self.differences.append(f"{person} {method} {question.name}: refused, and wrote {answer.writes[0]}")

    def said(self, person: str, method: str, question: Question, policy: Policy, answer: Answer) -> str:
        """Say in one word what an answer means."""
        if answer.status == 302 and answer.location == f"{sign_in_page()}?next={quote(question.address)}":
            return "sign in"
        if answer.status == 405 and self.tells_nothing(person, method, question, policy):
            return "any"
        if answer.status == 404:
            same = answer.without(question.address) == self.asked_nowhere(person, method, question)[1]
            return "absent" if same else "absent, but unlike what never existed"
        return "open" if answer.status in OPEN else f"status {answer.status}"

    def asked_nowhere(self, person: str, method: str, question: Question) -> tuple[int, bytes]:
        """Give the status and the body of what never existed, asked for in the same way; each is asked for once."""
        known = (person, method, question.nowhere, str(question.given))
        if known not in self.nowhere:
            answer = self.ask(person, method, question.nowhere, question.given)
            self.nowhere[known] = answer.status, answer.without(question.nowhere)
        return self.nowhere[known]

    def tells_nothing(self, person: str, method: str, question: Question, policy: Policy) -> bool:
        """Say whether "wrong method" betrays nothing: said of what never existed too, or to who may read the draft."""
        if policy.about == "nothing" or self.asked_nowhere(person, method, question)[0] == 405:
            return True
        return is_granted("read a draft", person, question.about)

    def ask(self, person: str, method: str, address: str, given: dict[str, Any] | None = None) -> Answer:
        """Ask as `person`, and note every canary in the answer that is not for them."""
        answer = self.askers[person].ask(method, address, given if method == "POST" else None)
        self.asked += 1
        self.look_for_canaries(person, f"{method} {address}", answer)
        return answer

    def look_for_canaries(self, person: str, asked: str, answer: Answer) -> None:
        """Note every private word in an answer to somebody who may not read it."""
        for part in (answer.body, answer.headers):
            if b"zq" not in part.lower():
                continue
            for word, (act, about) in self.canaries.items():
                if word in part.lower() and not is_granted(act, person, about):
                    self.differences.append(f"{person} {asked}: reads {word.decode()}")

    def report(self) -> str:
        """Give each difference once, one per line; nothing where everything is as the table says."""
        return "\n".join(sorted(set(self.differences)))

    # --- what is asked ------------------------------------------------------------------------

    def ask_about_sheets(self) -> None:
        """Ask each address that is about one sheet, or one file of it, for every sheet.

        Everybody asks about the draft in review; about the others one person speaks for those whom the table treats
        alike, each in turn, and asks in one way, the next person in the other. Of those whom the table gives nothing at
        an address, whatever the state, two ask, each time others.
        """
        for turn, sheet in enumerate(self.scene.sheets):
            for number, (question, policy) in enumerate(sheet_questions(self.scene, sheet)):
                for place, person in enumerate(self.asking(sheet, policy, turn, number)):
                    method = policy.only or ("GET", "POST")[(turn + place) % 2]
                    self.judge(person, method, question, policy)

    def asking(self, sheet: Sheet, policy: Policy, turn: int, number: int) -> list[str]:
        """Give who asks an address about a sheet."""
        if sheet.name == "in_review":
            return list(PEOPLE)
        people = representatives(sheet.place, (sheet.author, sheet.about.holder), turn)
        concerned = [person for person in people if is_concerned(policy.act, person, sheet.place)]
        others = [person for person in people if person not in concerned]
        first = (turn * 7 + number) % len(others) if others else 0
        return concerned + (others + others)[first : first + 2]

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
                question = question_of(name, {"pk": pk, "code": "it"}, {"pk": NO_SHEET, "code": "it"})
                self.ask_everyone(question, policy._replace(act="nobody") if number else policy)
            if policy.about == "language":
                self.ask_everyone(question_of(name, {"code": "it"}, {"code": "de"}), policy)
            for place, report in self.scene.reports.items() if policy.about == "report" else ():
                question = question_of(name, {"pk": report.pk}, {"pk": NO_SHEET})
                self.ask_everyone(question._replace(about=About(place)), policy)

    def ask_everyone(self, question: Question, policy: Policy) -> None:
        """Ask one thing as everybody, in one way, the next person in the other; at the next thing they change."""
        self.turn += 1
        for place, person in enumerate(PEOPLE):
            self.judge(person, ("GET", "POST")[(self.turn + place) % 2], question, policy)
