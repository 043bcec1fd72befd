"""Somebody about whom every table has a row: a sheet through review, letters, invitations, sessions, the admin's memory."""

from io import BytesIO
from types import SimpleNamespace
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents import get_document_model
from wagtail.models import APIToken, Comment, CommentReply, ModelLogEntry, PageLogEntry, UploadedFile
from wagtail.users.models import UserProfile

from accounts.actions import ask_export, make_exports, notify, save_settings
from accounts.models import MailRefusal, OutgoingMail, User
from directory.actions import Reported, invite, report_page
from directory.models import Report
from editorial.models import Picture, PrivateFile
from home.actions import publish_standing_page
from multilingual.models import TranslationSource, WorkingTranslation
from practices.models import Attachment, Figure, LifeChange, Practice, Remark, RemarkAnswer, VersionFile

from .canary import FIRST, NAME, SAID, SECOND


def tell_all_about(person: User, sheet: Practice, house: SimpleNamespace) -> None:
    """Let `person`, the author of `sheet`, leave something in every table that holds words."""
    User.objects.filter(pk=person.pk).update(email=FIRST)
    person.refresh_from_db()
    facts = {"language": "fr", "time_zone": "Europe/Paris"}
    save_settings(person=person, shown_name=NAME, by=person, **facts)
    for address, primary in ((FIRST, True), (SECOND, False)):
        EmailAddress.objects.create(user=person, email=address, verified=primary, primary=primary)
    come_in(person)
    about_the_account(person, house)
    about_the_sheet(person, sheet, house)
    about_the_admin(person, sheet)
    ask_export(person=person, by=person)
    assert make_exports() == 1


def come_in(person: User) -> None:
    """Sign in somewhere, and ask a code for an address somewhere else."""
    Client(headers={"user-agent": "Mozilla"}).force_login(person)
    asking = Client()
    asking.post("/fr/account/login/code/", {"email": SECOND})
    session = asking.session
    session["said"] = SAID
    session.save()


def about_the_account(person: User, house: SimpleNamespace) -> None:
    """Leave ways in, letters, invitations and reports."""
    Authenticator.objects.create(user=person, type="totp", data={"name": SAID})
    app = SocialApp.objects.create(provider="openid_connect", name="Région", client_id="x")
    account = SocialAccount.objects.create(user=person, provider="elsewhere", uid=FIRST, extra_data={"email": FIRST})
    SocialToken.objects.create(app=app, account=account, token=SAID)
    notify(people=[person], kind="role_given", about=person.roles.first(), key="1", by=house.manager)
    MailRefusal.objects.create(person=person, is_final=False)
    EmailMessage(f"Pour {NAME}", SAID, None, [SECOND]).send()
    EmailMessage(f"{NAME} vous écrit", SAID, None, ["colleague@cites.example"]).send()
    given_up = EmailMessage(f"De {NAME}", SAID, None, ["other@cites.example"])
    given_up.send()
    OutgoingMail.objects.filter(recipients=["other@cites.example"]).update(last_error=f"550 {FIRST}")
    invite(address="new@cites.example", kind="advisor", place=house.limoges, written_in="fr", word=SAID, by=person)
    invite(address=SECOND, kind="reception", place=house.limoges, written_in="fr", word="", by=house.manager)
    DBTaskResult.objects.create(
        args_kwargs={"args": [SAID]}, task_path="x", backend_name="default", run_after=timezone.now()
    )


def about_the_sheet(person: User, sheet: Practice, house: SimpleNamespace) -> None:
    """Leave words on a sheet: in its texts, remarks, life, files and translations; and a reader's report of it."""
    kind = ContentType.objects.get_for_model(Practice)
    said = {"practice": sheet, "language": "fr", "text": SAID}
    remark = Remark.objects.create(about="summary", author=house.manager, **said)
    RemarkAnswer.objects.create(remark=remark, language="fr", text=SAID, author=person)
    LifeChange.objects.create(
        practice=sheet,
        state="archived",
        before="published",
        reason=SAID,
        language="fr",
        by=person,
        headlines={"fr": SAID},
    )
    picture = Picture.objects.create(title=NAME, file=ContentFile(dot(), "x.png"), width=1, height=1)
    paper = get_document_model().objects.create(title=NAME, file=ContentFile(b"x", "x.pdf"))
    private = PrivateFile(
        name=f"CV {NAME}.pdf", extension="pdf", content_type="application/pdf", size=1, uploaded_by=person
    )
    private.file.save("x", ContentFile(b"x"), save=False)
    private.save()
    Figure.objects.create(practice=sheet, image=picture, credit=NAME)
    Attachment.objects.create(practice=sheet, document=paper)
    VersionFile.objects.create(version=sheet.versions.last(), row="x", image=picture, document=paper)
    whole: dict[str, Any] = {"content_type": kind, "object_id": str(sheet.pk), "language": "it", "at": timezone.now()}
    WorkingTranslation.objects.create(entries={"headline": {"text": SAID}}, by=person, **whole)
    TranslationSource.objects.create(key="summary", source=SAID, by=person, **whole)
    told = Reported(sheet, house.limoges, "Un club", "fr", "/fr/practices/x/")
    report_page(page=told, sentence="Merci.", language="fr", reply_to=SECOND, by=None)
    Report.objects.update(state="answered", answer=SAID, answered_by=person, answered_at=timezone.now())
    PageLogEntry.objects.create(
        page_id=sheet.pk,
        content_type=kind,
        action="practices.decline",
        user=person,
        data={"comment": SAID},
        label=NAME,
        timestamp=timezone.now(),
    )


def dot() -> bytes:
    """Give the smallest picture there is."""
    out = BytesIO()
    Image.new("RGB", (1, 1)).save(out, "PNG")
    return out.getvalue()


def about_the_admin(person: User, sheet: Practice) -> None:
    """Leave what only the admin writes: comments, forms in work, tokens, settings, a standing page she edited."""
    kind = ContentType.objects.get_for_model(Practice)
    body = [{"type": "paragraph", "value": f"<p>{NAME}</p>"}]
    texts = {"fr": {"headline": "Charte", "intro": SAID, "body": body}}
    publish_standing_page(slug="charte", language="fr", texts=texts, by=person)
    ModelLogEntry.objects.create(
        content_type=kind,
        object_id="1",
        action="wagtail.edit",
        user=person,
        data={"said": SAID},
        label=NAME,
        timestamp=timezone.now(),
    )
    comment = Comment.objects.create(page_id=sheet.pk, user=person, text=SAID, contentpath="summary", position="x")
    CommentReply.objects.create(comment=comment, user=person, text=SAID)
    UploadedFile.objects.create(file=ContentFile(b"x", "x.txt"), uploaded_by_user=person)
    APIToken.objects.create(user=person, name=SAID, key_hash="x", prefix="x")
    EditingSession.objects.create(user=person, content_type=kind, object_id=str(sheet.pk), last_seen_at=timezone.now())
    FormState.objects.create(
        user=person, content_type=kind, object_id=str(sheet.pk), data=SAID, last_updated_at=timezone.now()
    )
    UserProfile.objects.create(user=person, dismissibles={"said": SAID})
