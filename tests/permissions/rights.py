"""What the domain page grants, transcribed by hand: nothing here asks the predicates it judges."""

TABLE = """
| act                  | anyone | member | place  | cosigner | manager | cosigning manager | reviewer | unrelated | editor | administrator |
| read what is public  | yes    | yes    | yes    | yes      | yes     | yes               | yes      | yes       | yes    | yes           |
| report a page        | yes    | yes    | yes    | yes      | yes     | yes               | yes      | yes       | yes    | yes           |
| read versions        | public | public | yes    | public   | yes     | public            | public   | public    | public | yes           |
| start a sheet        |        |        | yes    |          | yes     |                   |          |           |        | yes           |
| see drafts listed    |        | yes    | yes    | yes      | yes     | yes               | yes      | yes       | yes    | yes           |
| edit and submit      |        |        | yes    |          | yes     |                   |          |           |        | yes           |
| read a draft         |        |        | yes    | kept     | yes     | kept              |          | network   |        | yes           |
| write remarks        |        |        |        |          | place   |                   |          | holder    |        | place         |
| answer remarks       |        |        | yes    |          | yes     |                   |          |           |        | yes           |
| read the journal     |        |        | yes    |          | yes     |                   |          | network   |        | yes           |
| place review         |        |        |        |          | not own |                   |          |           |        | not own       |
| network review       |        |        |        |          |         |                   |          | network   |        |               |
| bin and take out     |        |        | author |          | yes     |                   |          |           |        | yes           |
| mark to update       |        |        | yes    |          | yes     |                   | yes      |           |        | yes           |
| declare true         |        |        |        |          | yes     |                   |          |           |        | yes           |
| archive, withdraw    |        |        |        |          | yes     |                   |          |           |        | yes           |
| bring back           |        |        |        |          | yes     |                   |          |           |        | yes           |
| hand on              |        |        |        |          | yes     |                   |          |           |        | yes           |
| answer reports       |        |        | yes    |          | yes     |                   |          |           |        | yes           |
| change the original  |        |        |        |          | yes     |                   |          |           |        | yes           |
| write a translation  |        | yes    | yes    | yes      | yes     | yes               | yes      | yes       | yes    | yes           |
| agree to co-sign     |        |        |        |          |         | yes               |          |           |        |               |
| enter the admin      |        |        |        |          |         |                   |          |           | yes    | yes           |
| nobody               |        |        |        |          |         |                   |          |           |        |               |
"""
"""Rows of the domain page's table of rights that have a page here, and the lines of its prose on co-signing places.

"unrelated" is who may review for the network, a reviewer or a network administrator, and has no role at a signing or
co-signing place, its label holder, mother, sites or associated centres. "see drafts listed" is the page of one's places'
drafts: any member has one, each finds there the drafts they may edit. "nobody" is for what no page shows.
"""

DRAFTS = "empty complete in_review in_queue held to_revise revise_network declined flash_in_review"
READABLE = "published reopened to_update archived"
NETWORK = ("in_queue", "held")
PLACE = ("in_review", "flash_in_review")

CELLS = {
    "yes": lambda person, author, state, holder: True,
    "author": lambda person, author, state, holder: person == author,
    "not own": lambda person, author, state, holder: person != author,
    "kept": lambda person, author, state, holder: state != "withdrawn",
    "public": lambda person, author, state, holder: state in READABLE.split(),
    "place": lambda person, author, state, holder: state in PLACE and person != author,
    "network": lambda person, author, state, holder: state in NETWORK and person != author,
    "holder": lambda person, author, state, holder: state in NETWORK and person == holder != author,
}
"""What the words of the table mean: "place" and "network" are while that review is open and never for one's own sheet,
"holder" is who took it from the network's queue, "public" while anyone reads the sheet, "kept" unless it is withdrawn."""

STATES = {
    "report a page": READABLE,
    "read versions": f"{READABLE} withdrawn",
    "edit and submit": f"{DRAFTS} {READABLE}",
    "read a draft": f"{DRAFTS} {READABLE} withdrawn",
    "answer remarks": f"{DRAFTS} {READABLE} withdrawn",
    "read the journal": f"{DRAFTS} {READABLE} withdrawn",
    "place review": f"{DRAFTS} {READABLE}",
    "network review": " ".join(NETWORK),
    "bin and take out": f"{DRAFTS} binned",
    "mark to update": "published reopened",
    "declare true": "to_update",
    "archive, withdraw": READABLE,
    "bring back": "archived withdrawn",
    "hand on": f"{DRAFTS} {READABLE} withdrawn",
    "change the original": READABLE,
    "write a translation": READABLE,
    "agree to co-sign": f"{DRAFTS} {READABLE}",
}
"""In which states of a sheet an act exists; a draft in the bin is there for those only who may take it out.

A place review that is over is a door still: who comes late is told so, and sent to the desk.
"""

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
        "reviewer": "member, reviewer, unrelated",
        "holding reviewer": "member, reviewer, unrelated",
        "reviewer of the mother": "member, place, reviewer",
        "reviewer of a sister": "member, reviewer, unrelated",
        "co-signing reviewer": "member, cosigner, reviewer",
        "reviewing author": "member, place, reviewer",
        "editor": "member, editor",
        "label officer": "member",
        "administrator": "member, administrator, unrelated",
        "writing administrator": "member, administrator, unrelated",
        "related administrator": "member, place, administrator",
        "author who left": "",
        "former member": "",
        "stranger": "",
        "anonymous": "",
    },
}
"""Which columns of the table a person stands in for a sheet of Brive, an associated centre of Limoges, co-signed by Rouen."""

FROM_BRIVE_AND_LIMOGES = (
    *("advisor", "documentalist", "reception", "author", "manager", "managing author"),
    *("manager of the mother", "advisor of the mother"),
)
COLUMNS["belfort"] = {
    # Belfort is a site of the label holder Nord Franche-Comté; whoever works at Brive or Limoges is from elsewhere here
    **COLUMNS["brive"],
    **dict.fromkeys(FROM_BRIVE_AND_LIMOGES, "member"),
    **dict.fromkeys(("reviewer of the mother", "reviewing author"), "member, reviewer, unrelated"),
    "related administrator": "member, administrator, unrelated",
    "manager of a label holder": "member, place, manager",
    "advisor of a label holder": "member, place",
}
COLUMNS["limoges"] = {
    # Limoges is the mother of Brive and Guéret: whoever works there has no say here, and is related all the same
    **COLUMNS["brive"],
    **dict.fromkeys(FROM_BRIVE_AND_LIMOGES[:-2], "member"),
    **dict.fromkeys(("reviewer of a sister", "reviewing author"), "member, reviewer"),
    "related administrator": "member, administrator",
}

WORKING_ELSEWHERE = (
    *("co-signing advisor", "co-signing manager", "advisor of a sister", "manager elsewhere"),
    *("manager of a label holder", "advisor of a label holder", "reviewer of a sister", "co-signing reviewer"),
)
COLUMNS["their own"] = COLUMNS["brive"] | dict.fromkeys(WORKING_ELSEWHERE, "member, place")
"""The same for what is about no sheet: somebody with a role at any place may start one there."""

WITHOUT_A_PLACE = ("member", "reviewer", "unrelated", "editor", "administrator")
COLUMNS["nobody"] = {
    person: ", ".join(column for column in columns.split(", ") if column in WITHOUT_A_PLACE)
    for person, columns in COLUMNS["brive"].items()
}
"""The same for what is nobody's place, as a standing page is: no role at a place says anything there."""

PEOPLE = tuple(COLUMNS["brive"])


def representatives(place: str, apart: tuple[str, ...], turn: int) -> list[str]:
    """Give one person for each set of columns, another one at each turn; those `apart` and the anonymous stand for themselves."""
    alike: dict[str, list[str]] = {}
    for person, columns in COLUMNS[place].items():
        alike.setdefault(person if person in (*apart, "anonymous") else columns, []).append(person)
    return [people[turn % len(people)] for people in alike.values()]


def is_granted(
    act: str, person: str, *, place: str = "brive", author: str = "", state: str = "", holder: str = ""
) -> bool:
    """Say whether the domain page lets `person` do `act` to a sheet of `place` by `author` that is in `state`."""
    if state == "binned" and act == "read a draft":
        act = IN_THE_BIN
    if state and act in STATES and state not in STATES[act].split():
        return False
    columns = ["anyone", *filter(None, COLUMNS[place][person].split(", "))]
    cells = {ACTS[act][column] for column in columns} - {""}
    return any(CELLS[cell](person, author, state, holder) for cell in cells)
