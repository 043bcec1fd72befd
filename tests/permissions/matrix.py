"""The machine: everyone asks every address about everything, and each answer the domain page does not grant is a line."""

from contextlib import nullcontext
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import override

from accounts.middleware import CLOSED_PAGES, WAY_TO_ONE
from directory.invitations import hash_of
from directory.views.coming_in import HELD

from .addresses import POLICIES, Policy
from .asking import Answer, Asker, absence_undrawn, enrolment_page, sign_in_page
from .columns import APART, OUTSIDE, PEOPLE, UNPROVED, representatives
from .people import DEEDS, people_questions
from .questions import NO_SHEET, Question, public_pages, question_of, sheet_questions
from .rights import About, is_concerned, is_granted
from .scene import TOKEN, Scene, Sheet

OPEN = (200, 302, 301, 405, 409, 422)
"""Answers of a door that is open: the page, a step further, a wrong method, a form that asks again."""


class Matrix:
    """Asks; `differences` are the sentences about answers that are not what the domain page says, `asked` their number."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.askers = {person: Asker(scene.people.get(person)) for person in PEOPLE}
        self.askers["invited"] = Asker(None, **{HELD: hash_of(TOKEN)})
        self.canaries = {word.encode(): known for word, known in scene.canaries.items()}
        self.nowhere: dict[tuple[str, str, bool], int] = {}
        self.nothing: dict[tuple[str, str, str, bool], bytes] = {}
        self.draws_absence = True
        self.differences: list[str] = []
        self.asked = self.turn = 0

    def judge(self, person: str, method: str, question: Question, policy: Policy) -> None:
        """Ask once and note what differs from the table."""
        answer = self.ask(person, method, question.address, question.given)
        said = self.said(person, method, question, policy, answer)
        wanted = self.wanted(person, question, policy)
        if said not in (wanted, "any"):
            self.differences.append(f"{person} {method} {question}: {said} [{answer.status}], the table says {wanted}")
        if wanted != "open" and answer.writes:
            self.differences.append(f"{person} {method} {question.name}: refused, and wrote {answer.writes[0]}")

    def wanted(self, person: str, question: Question, policy: Policy) -> str:
        """Say in one word what the domain page has them answered."""
        if policy.fixed and person in OUTSIDE:
            return "sign in"
        if policy.fixed and person == UNPROVED and question.name not in WAY_TO_ONE:
            return "second factor" if CLOSED_PAGES.match(question.address) else "sign in"
        return "open" if policy.act == "sign in" or is_granted(policy.act, person, question.about) else "absent"

    def said(self, person: str, method: str, question: Question, policy: Policy, answer: Answer) -> str:
        """Say in one word what an answer means."""
        if answer.status == 302 and answer.location == f"{sign_in_page()}?next={quote(question.address)}":
            return "sign in"
        if answer.status == 302 and answer.location == f"{enrolment_page()}?next={quote(question.address)}":
            return "second factor"
        if answer.status == 405 and self.tells_nothing(person, method, question, policy):
            return "any"
        if answer.status == 404:
            self.ask_nowhere(person, method, question)
            same = answer.without(question.address) == self.absent(
                person, method, question.nowhere, of_its_own=question.has_own_absence
            )
            return "absent" if same else "absent, but unlike what never existed"
        return "open" if answer.status in OPEN else f"status {answer.status}"

    def absent(self, person: str, method: str, nowhere: str, *, of_its_own: bool = False) -> bytes:
        """Give the page for what never existed as `person` sees it in that part of the site, drawn once.

        Where a door has a page `of_its_own` for it, that of `nowhere`.
        """
        part = "/".join(nowhere.split("/")[:3])
        address = nowhere if of_its_own else f"{part}/987654/nothing/"
        known = (person, method, address, self.draws_absence)
        if known not in self.nothing:
            self.nothing[known] = self.ask(person, method, address).without(address)
        return self.nothing[known]

    def ask_nowhere(self, person: str, method: str, question: Question) -> int:
        """Give the status of what never existed, asked for in the same way, once for each address.

        Its page is the one a random address of that part of the site gives the same person: note where it is not.
        """
        known = (question.name, method, self.draws_absence)
        if known not in self.nowhere:
            answer = self.ask(person, method, question.nowhere, question.given)
            self.nowhere[known] = answer.status
            if answer.status != 404 or question.has_own_absence:
                return answer.status
            if answer.without(question.nowhere) != self.absent(person, method, question.nowhere):
                self.differences.append(f"{person} {method} {question.nowhere}: absent, but unlike a random address")
        return self.nowhere[known]

    def tells_nothing(self, person: str, method: str, question: Question, policy: Policy) -> bool:
        """Say whether "wrong method" betrays nothing: said of what never existed too, or to who may read the draft."""
        if policy.about == "nothing" or self.ask_nowhere(person, method, question) == 405:
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
        alike, at each address another one, and asks in one way, the next person in the other. Those who are outside, or
        on their way to a second factor, ask in turn; of the others whom the table gives nothing at an address, whatever
        the state, two ask. The page of what is absent is drawn for the draft in review, elsewhere known by its name.
        """
        for turn, sheet in enumerate(self.scene.sheets):
            self.draws_absence = sheet.name == "in_review"
            with nullcontext() if self.draws_absence else absence_undrawn():
                for number, (question, policy) in enumerate(sheet_questions(self.scene, sheet)):
                    for place, person in enumerate(self.asking(sheet, policy, turn + number)):
                        method = policy.only or ("GET", "POST")[(turn + place) % 2]
                        self.judge(person, method, question, policy)
        self.draws_absence = True

    def asking(self, sheet: Sheet, policy: Policy, turn: int) -> list[str]:
        """Give who asks an address about a sheet."""
        if sheet.name == "in_review":
            return list(PEOPLE)
        people = representatives(sheet.place, (sheet.author, sheet.about.holder, "member of two places"), turn)
        concerned = [person for person in people if is_concerned(policy.act, person, sheet.place)]
        others = [person for person in people if person not in (*concerned, *APART)]
        first = turn * 7 % len(others) if others else 0
        return [*concerned, APART[turn % len(APART)], *(others + others)[first : first + 2]]

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
        if person == UNPROVED and CLOSED_PAGES.match(address):
            wanted = 302
        if answer.status != wanted:
            self.differences.append(f"{person} GET {address}: {answer.status}, {wanted} expected")
        if wanted == 404 and answer.without(address) != self.absent(person, "GET", address):
            self.differences.append(f"{person} GET {address}: absent, but unlike what never existed")

    def ask_own_pages(self) -> None:
        """Everyone opens the pages that are about nobody else: desk, account, list of drafts, start, invitations.

        Those that open to some are asked for in both ways; those that open to whoever is signed in one way each.
        """
        for name, policy in POLICIES.items():
            if not policy.fixed or policy.about != "nothing":
                continue
            question = Question(name, reverse(name), "/fr/desk/987654/")
            if policy.act == "sign in":
                self.ask_everyone(question, policy)
            else:
                self.ask_both_ways(question, policy)

    def ask_both_ways(self, question: Question, policy: Policy) -> None:
        """Ask one thing as everybody, by each method it has."""
        for person in PEOPLE:
            for method in (policy.only,) if policy.only else ("GET", "POST"):
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

    def ask_about_people(self) -> None:
        """Ask each address about people, a place's and the network's, about one person, a role, a link, what one is told.

        Everyone asks about the first thing in both ways; about the others one person speaks for those alike.
        """
        asked: set[str] = set()
        for turn, (question, policy) in enumerate(people_questions(self.scene)):
            if question.name not in asked:
                asked.add(question.name)
                self.ask_both_ways(question, policy)
                continue
            owner = question.about.owner
            for place, person in enumerate(representatives(question.about.place, (owner,), turn)):
                self.judge(person, ("GET", "POST")[(turn + place) % 2], question, policy)

    def ask_for_deeds(self) -> None:
        """Let one of those alike, each time another, send each whole form about people.

        What it is about is written for those whom the table lets, and nobody else.
        """
        for turn, deed in enumerate(DEEDS):
            name, where, given, about, act, table = deed(self.scene)
            address = reverse(name, kwargs=where)
            for person in representatives(about.place, (about.owner, "invited"), turn):
                answer = self.ask(person, "POST", address, given)
                done = any(f'"{table}"' in sql for sql in answer.writes)
                wanted = person not in (*OUTSIDE, UNPROVED) and is_granted(act, person, about)
                if done != wanted:
                    said = f"{person} POST {name} {given}: {'written' if done else 'not written'} [{answer.status}]"
                    self.differences.append(f"{said}, the table of rights says otherwise")

    def ask_everyone(self, question: Question, policy: Policy) -> None:
        """Ask one thing as everybody, in one way, the next person in the other; at the next thing they change."""
        self.turn += 1
        for place, person in enumerate(PEOPLE):
            method = policy.only or ("GET", "POST")[(self.turn + place) % 2]
            self.judge(person, method, question, policy)
