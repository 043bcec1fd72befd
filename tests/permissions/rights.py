"""What the domain page grants, transcribed by hand: nothing here asks the predicates it judges."""

from typing import NamedTuple

from .columns import COLUMNS, THERE

TABLE = """
| act                  | anyone | member | place  | cosigner | manager | cosigning manager | reviewer | unrelated | editor | administrator |
| read what is public  | yes    | yes    | yes    | yes      | yes     | yes               | yes      | yes       | yes    | yes           |
| read versions        | public | public | yes    | public   | yes     | public            | public   | public    | public | yes           |
| start a sheet        |        |        | yes    |          | yes     |                   |          |           |        | yes           |
| see drafts listed    |        | yes    | yes    | yes      | yes     | yes               | yes      | yes       | yes    | yes           |
| edit and submit      |        |        | yes    |          | yes     |                   |          |           |        | yes           |
| read a draft         |        |        | yes    | kept     | yes     | kept              |          | network   |        | yes           |
| write remarks        |        |        |        |          | place   |                   |          | holder    |        | place         |
| take a remark back   |        |        |        |          | theirs  |                   |          | theirs    |        | theirs        |
| answer remarks       |        |        | yes    |          | yes     |                   |          |           |        | yes           |
| settle remarks       |        |        | resting |         | place   |                   |          | holder    |        | settling      |
| read the journal     |        |        | yes    |          | yes     |                   |          | network   |        | yes           |
| place review         |        |        |        |          | not own |                   |          |           |        | not own       |
| network review       |        |        |        |          |         |                   |          | met       |        | apart         |
| come too late        |        |        |        |          | over    |                   |          | met, over |        | over          |
| bin and take out     |        |        | author |          | yes     |                   |          |           |        | yes           |
| see the life of a sheet |     |        | yes    |          | yes     |                   | marking  |           |        | yes           |
| mark to update       |        |        | yes    |          | yes     |                   | marking  |           |        | yes           |
| declare true         |        |        |        |          | not own |                   |          |           |        | yes           |
| archive              |        |        |        |          | not own |                   |          |           |        | yes           |
| withdraw             |        |        |        |          | not own |                   |          |           |        | yes           |
| bring back           |        |        |        |          | not own |                   |          |           |        | yes           |
| hand on              |        |        |        |          | yes     |                   |          |           |        | yes           |
| answer reports       |        |        | yes    |          | yes     |                   |          |           |        | yes           |
| invite               |        |        |        |          | yes     |                   |          |           |        | yes           |
| give and end a role  |        |        |        |          | yes     |                   |          |           |        | yes           |
| end all roles and see their journal | | |       |          | yes     |                   |          |           |        | yes           |
| suspend an account   |        |        |        |          |         |                   |          |           |        | yes           |
| see who does what    | own    |        |        |          | yes     |                   |          |           |        | yes           |
| leave a place        | there  |        |        |          |         |                   |          |           |        |               |
| take first steps     |        | yes    | yes    | yes      | yes     | yes               | yes      | yes       | yes    | yes           |
| open a notification  | own    |        |        |          |         |                   |          |           |        |               |
| come in              | asked in |      |        |          |         |                   |          |           |        |               |
| change the original  |        |        |        |          | not own |                   |          |           |        | yes           |
| write a translation  |        | yes    | yes    | yes      | yes     | yes               | yes      | yes       | yes    | yes           |
| agree to co-sign     |        |        |        |          |         | yes               |          |           |        |               |
| enter the admin      |        |        |        |          |         |                   |          |           | yes    | yes           |
| nobody               |        |        |        |          |         |                   |          |           |        |               |
"""
"""Rows of the domain page's table of rights that have a page here, and the lines of its prose on co-signing places.

"unrelated" is who may review for the network, a reviewer or a network administrator, and has no role at a signing or
co-signing place, its label holder, mother, sites or associated centres. Who may see who does what, and whose journal of
roles, follows from who gives and ends them; everybody sees their own. "see drafts listed" is the page of one's places'
drafts: any member has one, each finds there the drafts they may edit. Who could have decided and comes too late is told
so. "nobody" is for what no page shows.
"""

DRAFTS = "empty complete in_review in_queue held to_revise revise_network declined flash_in_review"
READABLE = "published reopened to_update archived"
NETWORK = ("in_queue", "held")
PLACE = ("in_review", "flash_in_review")
MET = (*NETWORK, "revise_network", *READABLE.split())
"""The states of a sheet the network's reviewers have met."""


class About(NamedTuple):
    """What the table asks about a thing: where it is signed, by whom, its state, who holds it, who remarked on it, whose it is."""

    place: str = "brive"
    author: str = ""
    state: str = ""
    holder: str = ""
    remarker: str = ""
    owner: str = ""


NOTHING = About()
CELLS = {
    "yes": lambda person, about: True,
    "author": lambda person, about: person == about.author,
    "not own": lambda person, about: person != about.author,
    "kept": lambda person, about: about.state != "withdrawn",
    "public": lambda person, about: about.state in READABLE.split(),
    "marking": lambda person, about: about.state in ("published", "reopened"),
    "place": lambda person, about: about.state in PLACE and person != about.author,
    "apart": lambda person, about: person != about.author and "unrelated" in COLUMNS[about.place][person],
    "network": lambda person, about: about.state in NETWORK and person != about.author,
    "met": lambda person, about: about.state in MET and person != about.author,
    "over": lambda person, about: about.state not in (*PLACE, *NETWORK) and person != about.author,
    "resting": lambda person, about: about.state not in (*PLACE, *NETWORK),
    "settling": lambda person, about: (
        about.state not in NETWORK and (about.state not in PLACE or person != about.author)
    ),
    "holder": lambda person, about: about.state in NETWORK and person == about.holder != about.author,
    "theirs": lambda person, about: person == about.remarker,
    "own": lambda person, about: person == about.owner,
    "asked in": lambda person, about: person == "invited",
    "there": lambda person, about: person in THERE.get(about.place, ()),
}
"""What the words of the table mean; those about a review are never for one's own sheet.

"place" and "network" are while that review is open, "over" while none is, "resting" too but for the author as well,
"settling" is while no reviewer of the network has it, "met" once the network's reviewers were asked,
"apart" is who is unrelated, "holder" who took it from their queue, "theirs" who wrote the remark; "public" is while
anyone reads the sheet, "kept" unless it is withdrawn, "marking" where it may be marked to update. "there" is who has,
had or will have a role at the very place, which is not its mother nor its label holder.
"""

STATES = {
    "read versions": f"{READABLE} withdrawn",
    "edit and submit": f"{DRAFTS} {READABLE}",
    "read a draft": f"{DRAFTS} {READABLE} withdrawn",
    "take a remark back": f"{DRAFTS} {READABLE}",
    "answer remarks": f"{DRAFTS} {READABLE} withdrawn",
    "settle remarks": f"{DRAFTS} {READABLE} withdrawn",
    "read the journal": f"{DRAFTS} {READABLE} withdrawn",
    "place review": f"{DRAFTS} {READABLE}",
    "network review": f"{DRAFTS} {READABLE}",
    "come too late": f"{DRAFTS} {READABLE}",
    "bin and take out": f"{DRAFTS} binned",
    "see the life of a sheet": f"{DRAFTS} {READABLE} withdrawn",
    **dict.fromkeys(("mark to update", "declare true", "archive", "withdraw", "bring back"), f"{READABLE} withdrawn"),
    "hand on": f"{DRAFTS} {READABLE} withdrawn",
    "change the original": READABLE,
    "write a translation": READABLE,
    "agree to co-sign": f"{DRAFTS} {READABLE}",
}
"""In which states of a sheet an act exists; a draft in the bin is there for those only who may take it out.

The life of a published sheet is a door in every state: who finds it changed is told so, and nothing happens.
"""

IN_THE_BIN = "bin and take out"


def parsed() -> dict[str, dict[str, str]]:
    """Give the table as act → column → cell."""
    head, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.strip().splitlines()]
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


ACTS = parsed()


def is_granted(acts: str, person: str, about: About = NOTHING) -> bool:
    """Say whether the domain page lets `person` do one of `acts` (joined by "or") to a thing."""
    return any(is_granted_one(act, person, about) for act in acts.split(" or "))


def is_granted_one(act: str, person: str, about: About) -> bool:
    """Say whether the domain page lets `person` do `act`."""
    if about.state == "binned" and act in ("read a draft", "read the journal"):
        act = IN_THE_BIN
    if about.state and act in STATES and about.state not in STATES[act].split():
        return False
    columns = ["anyone", *filter(None, COLUMNS[about.place][person].split(", "))]
    cells = {ACTS[act][column] for column in columns} - {""}
    return any(all(CELLS[word](person, about) for word in cell.split(", ")) for cell in cells)


def is_concerned(acts: str, person: str, place: str) -> bool:
    """Say whether the table lets `person` do one of `acts` to a sheet of `place` in any state."""
    columns = ["anyone", *filter(None, COLUMNS[place][person].split(", "))]
    return any(ACTS[act][column] for act in acts.split(" or ") for column in columns)
