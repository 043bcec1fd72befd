"""A list of invitations: whatever program wrote it, it is judged row by row, and nothing is sent before somebody says so."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from directory.actions import invitations as acting
from directory.actions import send_waiting_invitations
from directory.judging import Defaults, Judge
from directory.models import Invitation
from directory.reading_csv import AT_MOST_ROWS, Row, TableRefused, decoded, read_table
from directory.tests.inviting import asked_in, link_in, offer_of
from directory.tests.scenes import a_person, a_place, signed_in
from tests.queries import queries

LIST = "/fr/desk/people/invite/list/"


@pytest.fixture
def limoges():
    return a_place("limoges", names={"fr": "Cité des métiers de Limoges", "it": "Città di Limoges"})


@pytest.fixture
def manager(limoges):
    return a_person("manager", limoges)


def offered(**changes):
    return {"pasted": "", "kind": "", "place": "", "written_in": "fr", "word": ""} | changes


def judged(manager, text, **defaults):
    """Give (line, address or reason) for each row."""
    found = Judge(manager, Defaults(written_in="fr", **defaults)).judge(read_table(text).rows)
    return [(each.row.number, each.invitation.address if each.invitation else each.reason) for each in found]


def addresses() -> list[str]:
    return list(Invitation.objects.order_by("pk").values_list("address", flat=True))


# --- reading --------------------------------------------------------------------------------------

WRITTEN = "Adresse;Rôle;Lieu\r\nada@membres.example;conseiller;Évry\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_every_encoding_spreadsheets_write_is_read(encoding):
    assert read_table(decoded(WRITTEN.encode(encoding))).rows == [
        Row(2, {"address": "ada@membres.example", "kind": "conseiller", "place": "Évry"})
    ]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_every_delimiter_is_seen(sign):
    text = sign.join(["E-mail", "Ruolo"]) + "\n" + sign.join(["ada@membres.example", '"ma, na; ger"'])
    assert read_table(text).rows[0].cells == {"address": "ada@membres.example", "kind": "ma, na; ger"}


@pytest.mark.parametrize(
    "header",
    ["Adresse électronique;Fonction;Lieu", "Indirizzo e-mail;RUOLO;Luogo", "Correo electrónico;Función;Lugar",
     "Endereço;Função;Local", "E-mail address;Role;Place", "Adreça;Funció;Lloc"],
)  # fmt: skip
def test_columns_are_known_by_their_names_in_six_languages(header):
    rows = read_table(f"{header}\na@b.example;x;y").rows
    assert rows[0].cells == {"address": "a@b.example", "kind": "x", "place": "y"}


def test_addresses_alone_do_and_other_columns_are_named_as_left_out():
    assert [row.cells for row in read_table("a@b.example\n\nc@d.example\n").rows] == [
        {"address": "a@b.example"},
        {"address": "c@d.example"},
    ]
    table = read_table(f"Nom;Adresse\n{'n' * 200};a@b.example")
    assert (table.rows[0].cells, table.unknown) == ({"address": "a@b.example"}, ["Nom"])


def test_lines_keep_their_numbers_across_quoted_line_ends():
    text = 'address;word\n"a@b.example";"two\nlines"\nc@d.example;one\n'
    assert [(row.number, row.get("word")) for row in read_table(text).rows] == [(3, "two\nlines"), (4, "one")]


@pytest.mark.parametrize(
    "text", ["", " \n;;\n", "Nom;Prénom\nAda;Byron", "address\n" + "a@b.example\n" * (AT_MOST_ROWS + 1),
             "address;word\na@b.example;" + "x" * 2001]
)  # fmt: skip
def test_what_is_no_list_is_refused_with_a_sentence(text):
    with pytest.raises(TableRefused) as refusal:
        read_table(text)
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"\x89PNG\r\n\x1a\n\x00"])
def test_what_is_no_text_is_refused_with_a_sentence(content):
    with pytest.raises(TableRefused):
        decoded(content)


# --- judging --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_row_is_taken_or_refused_with_its_reason(manager, limoges):
    a_place("milano")
    held = a_person("advisor", limoges)
    asked_in("invited@membres.example", place=limoges, by=manager)
    rows = [
        "address;role;place;language;letter",
        "ada@membres.example;advisor;limoges;;it",
        "ADA@membres.example;conseiller;Cité des métiers de Limoges;;",
        f"{held.email};advisor;limoges;;",
        "invited@membres.example;advisor;limoges;;",
        "bea@membres.example;advisor;milano;;",
        "bea@membres.example;mayor;limoges;;",
        "bea@membres.example;translator;;it;",
        "bea@membres.example;advisor;Atlantis;;",
        "amélie@membres.example;advisor;limoges;;",
        "nobody;advisor;limoges;;",
        ";advisor;limoges;;",
        "bea@membres.example;;limoges;;",
        "bea+tag@membres.example;manager;Città di Limoges;;volapük",
        "bea+tag@membres.example;manager;Città di Limoges;;català",
        "bea@métiers.example;advisor;limoges;;",
        f"bea@{'é' * 60}.example;advisor;limoges;;",
    ]
    found = judged(manager, "\n".join(rows))
    assert [number for number, _said in found] == list(range(2, 18))
    taken = {number: said for number, said in found if said.endswith(".example")}
    assert taken == {2: "ada@membres.example", 15: "bea+tag@membres.example", 16: "bea@xn--mtiers-bva.example"}
    reasons = [said for number, said in found if number not in taken]
    assert all(reason.endswith(".") for reason in reasons)
    assert len(reasons) == 13
    assert len(set(reasons)) == 11  # two roles that are not hers to give, two addresses without an @


@pytest.mark.django_db
def test_rows_that_say_nothing_take_what_was_chosen(manager, limoges):
    assert judged(manager, "a@b.example\nc@d.example", kind="advisor", place=limoges) == [
        (1, "a@b.example"),
        (2, "c@d.example"),
    ]


@pytest.mark.django_db
def test_judging_costs_the_same_however_many_rows(manager, limoges):
    known = a_person("advisor", limoges).email
    judged(manager, known, kind="advisor", place=limoges)  # reads what the manager holds
    for number in (1, 300):
        text = f"{known}\n" + "".join(f"n{n}@membres.example\n" for n in range(number))
        with queries(4):
            judged(manager, text, kind="advisor", place=limoges)


# --- the page -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_is_sent_until_it_is_confirmed_and_then_by_the_worker(
    manager, limoges, django_capture_on_commit_callbacks
):
    browser = signed_in(manager)
    text = "address;role;letter\nada@membres.example;advisor;it\nnobody;advisor;\n<b>@x;advisor;\n"
    upload = SimpleUploadedFile("liste.csv", text.encode("utf-16"), "text/csv")
    page = browser.post(LIST, offered(file=upload, place=limoges.pk, word="Bienvenue"))
    assert page.status_code == 200
    assert (Invitation.objects.count(), len(mail.outbox)) == (0, 0)
    body = page.content.decode()
    assert "ada@membres.example" in body
    assert "&lt;b&gt;@x" in body
    assert "<b>@x" not in body
    held = {"pasted": page.context["text"], "place": limoges.pk, "word": "Bienvenue", "confirm": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(LIST, offered(**held)).headers["Location"] == "/fr/desk/people/invitations/"
    (found,) = Invitation.objects.all()
    assert (offer_of(found), found.written_in, found.sent_at) == (
        ("ada@membres.example", "advisor", limoges, ""), "it", None
    )  # fmt: skip
    assert mail.outbox == []
    assert DBTaskResult.objects.filter(task_path="directory.tasks.send_invitations").count() == 1
    assert send_waiting_invitations() == 1
    assert link_in(mail.outbox[0]).startswith("/it/come-in/")
    assert "> Bienvenue" in mail.outbox[0].body
    assert send_waiting_invitations() == 0
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_confirmed_twice_nobody_is_asked_twice(manager, limoges):
    browser = signed_in(manager)
    held = offered(pasted="a@b.example\nc@d.example", kind="advisor", place=limoges.pk, confirm="1")
    assert browser.post(LIST, held).status_code == 302
    assert browser.post(LIST, held).status_code == 200
    assert addresses() == ["a@b.example", "c@d.example"]


@pytest.mark.django_db
def test_what_was_invited_between_judging_and_keeping_is_left_alone(manager, limoges):
    rows = read_table("a@b.example\nc@d.example").rows
    drawn = [each.invitation for each in Judge(manager, Defaults("advisor", limoges, "", "fr")).judge(rows)]
    asked_in("a@b.example", place=limoges, by=manager)
    assert acting.invite_many(invitations=drawn, by=manager) == 1
    assert sorted(addresses()) == ["a@b.example", "c@d.example"]


@pytest.mark.django_db
def test_letters_leave_in_batches_and_a_batch_that_breaks_is_sent_later_once(manager, limoges, monkeypatch):
    monkeypatch.setattr(acting, "BATCH", 2)
    rows = read_table("".join(f"n{n}@b.example\n" for n in range(5))).rows
    drawn = [each.invitation for each in Judge(manager, Defaults("advisor", limoges, "", "fr")).judge(rows)]
    acting.invite_many(invitations=drawn, by=manager)
    real, written = acting.emails.ask_in, []

    def breaking(invitation, token):
        written.append(invitation.address)
        if len(written) == 4:
            raise OSError("the worker is killed")
        real(invitation, token)

    monkeypatch.setattr(acting.emails, "ask_in", breaking)
    with pytest.raises(OSError, match="killed"):
        send_waiting_invitations()
    assert Invitation.objects.to_send().count() == 3
    assert send_waiting_invitations() == 3
    assert Invitation.objects.to_send().count() == 0


@pytest.mark.django_db
def test_an_unsent_invitation_opens_nothing_and_a_withdrawn_one_is_not_sent(manager, limoges):
    browser = signed_in(manager)
    browser.post(LIST, offered(pasted="a@b.example", kind="advisor", place=limoges.pk, confirm="1"))
    assert "a@b.example" in browser.get("/fr/desk/people/invitations/").content.decode()
    acting.withdraw_invitation(invitation=Invitation.objects.get(), by=manager)
    assert send_waiting_invitations() == 0
    assert mail.outbox == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"pasted": "a@b.example", "file": SimpleUploadedFile("a.csv", b"a@b.example")},
        {"pasted": "Nom\nAda"},
        {"pasted": "a\x00@b.example"},
        {"file": SimpleUploadedFile("a.csv", b"")},
        {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04\x00")},
        {"file": SimpleUploadedFile("a.csv", b"a@b.example\n" * 200_000)},
        {"pasted": "a@b.example", "written_in": "de"},
        {"pasted": "a@b.example", "place": "999999"},
        {"pasted": "a@b.example", "word": "x" * 1001},
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(manager, limoges, changes):
    answer = signed_in(manager).post(LIST, offered(**changes))
    assert answer.status_code == 422
    assert 'id="errors"' in answer.content.decode()


@pytest.mark.django_db
def test_a_list_of_others_places_is_refused_row_by_row_even_when_confirmed(manager, limoges):
    a_place("milano")
    text = "address;role;place\na@b.example;advisor;milano\nc@d.example;administrator;\n"
    page = signed_in(manager).post(LIST, offered(pasted=text, confirm="1"))
    assert page.status_code == 200
    assert page.context["refused_count"] == 2
    assert addresses() == []
