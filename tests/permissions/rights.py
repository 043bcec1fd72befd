"""What the domain page grants, transcribed by hand: nothing here asks the predicates it judges."""

TABLE = """
| act                  | anyone | member | place  | cosigner | manager | cosigning manager | reviewer | editor | administrator |
| read what is public  | yes    | yes    | yes    | yes      | yes     | yes               | yes      | yes    | yes           |
| start a sheet        |        |        | yes    |          | yes     |                   |          |        | yes           |
| see drafts listed    |        | yes    | yes    | yes      | yes     | yes               | yes      | yes    | yes           |
| edit and submit      |        |        | yes    |          | yes     |                   |          |        | yes           |
| read a draft         |        |        | yes    | yes      | yes     | yes               |          |        | yes           |
| read the reviewer's word |    |        | yes    |          | yes     |                   |          |        | yes           |
| place review         |        |        |        |          | not own |                   |          |        | not own       |
| bin and take out     |        |        | author |          | yes     |                   |          |        | yes           |
| change the original  |        |        |        |          | yes     |                   |          |        | yes           |
| write a translation  |        | yes    | yes    | yes      | yes     | yes               | yes      | yes    | yes           |
| agree to co-sign     |        |        |        |          |         | yes               |          |        |               |
| enter the admin      |        |        |        |          |         |                   |          | yes    | yes           |
| nobody               |        |        |        |          |         |                   |          |        |               |
"""
"""Rows of the domain page's table of rights that have a page here, and the lines of its prose on co-signing places.

"see drafts listed" is the page of one's places' drafts: any member has one, each finds there the drafts they may edit.
"nobody" is for what no page shows. The one named exception of this issue: the place review
publishes full sheets too; it is no row here, for it changes what a decision does and not who takes it.
"""

STATES = {
    "edit and submit": "empty complete in_review to_revise published reopened",
    "read a draft": "empty complete in_review to_revise published reopened",
    "read the reviewer's word": "empty complete in_review to_revise published reopened",
    "place review": "empty complete in_review to_revise published reopened",
    "bin and take out": "empty complete in_review to_revise binned",
    "change the original": "published reopened",
    "write a translation": "published reopened",
    "agree to co-sign": "empty complete in_review to_revise published reopened",
}
"""In which states of a sheet an act exists; a draft in the bin is there for those only who may take it out."""

IN_THE_BIN = "bin and take out"


def parsed() -> dict[str, dict[str, str]]:
    """Give the table as act → column → cell."""
    head, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.strip().splitlines()]
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


ACTS = parsed()

COLUMNS: dict[str, dict[str, str]] = {
    "brive": {
        "advisor": "member, place",
        "documentalist": "member, place",
        "reception": "member, place",
        "author": "member, place",
        "manager": "member, place, manager",
        "managing author": "member, place, manager",
        "manager of the mother": "member, place, manager",
        "advisor of the mother": "member, place",
        "co-signing advisor": "member, cosigner",
        "co-signing manager": "member, cosigner, cosigning manager",
        "advisor of a sister": "member",
        "manager elsewhere": "member",
        "manager of a label holder": "member",
        "advisor of a label holder": "member",
        "translator": "member",
        "reviewer": "member, reviewer",
        "editor": "member, editor",
        "label officer": "member",
        "administrator": "member, administrator",
        "writing administrator": "member, administrator",
        "author who left": "",
        "former member": "",
        "stranger": "",
        "anonymous": "",
    },
}
"""Which columns of the table a person stands in for a sheet of Brive, an associated centre of Limoges, co-signed by Rouen."""

COLUMNS["belfort"] = COLUMNS["brive"] | {
    # Belfort is a site of the label holder Nord Franche-Comté; whoever works at Brive or Limoges is from elsewhere here
    "advisor": "member",
    "documentalist": "member",
    "reception": "member",
    "author": "member",
    "manager": "member",
    "managing author": "member",
    "manager of the mother": "member",
    "advisor of the mother": "member",
    "manager of a label holder": "member, place, manager",
    "advisor of a label holder": "member, place",
}

WORKING_ELSEWHERE = (
    *("co-signing advisor", "co-signing manager", "advisor of a sister", "manager elsewhere"),
    *("manager of a label holder", "advisor of a label holder"),
)
COLUMNS["their own"] = COLUMNS["brive"] | dict.fromkeys(WORKING_ELSEWHERE, "member, place")
"""The same for what is about no sheet: somebody with a role at any place may start one there."""

PEOPLE = tuple(COLUMNS["brive"])


def representatives(place: str, author: str, turn: int) -> list[str]:
    """Give one person for each set of columns, another one at each turn, and always the author and the anonymous."""
    alike: dict[str, list[str]] = {}
    for person, columns in COLUMNS[place].items():
        alike.setdefault(person if person in (author, "anonymous") else columns, []).append(person)
    return [people[turn % len(people)] for people in alike.values()]


def is_granted(act: str, person: str, *, place: str = "brive", author: str = "", state: str = "") -> bool:
    """Say whether the domain page lets `person` do `act` to a sheet of `place` by `author` that is in `state`."""
    if state == "binned" and act == "read a draft":
        act = IN_THE_BIN
    if state and act in STATES and state not in STATES[act].split():
        return False
    columns = ["anyone", *filter(None, COLUMNS[place][person].split(", "))]
    cells = {ACTS[act][column] for column in columns}
    if "not own" in cells and person != author:
        return True
    return "yes" in cells or ("author" in cells and person == author)
