"""Letters to somebody who is being forgotten are deleted; letters to others no longer name them."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings
from django.db import transaction

from editorial.actions.forgetting import take_out
from editorial.forgetting import Forgotten

from ..models import OutgoingMail, User

FILES = "django.core.mail.backends.filebased.EmailBackend"
BETWEEN = b"-" * 79 + b"\n"
"""What Django's backend writes after each letter of a file."""
AS_STORED = policy.SMTP.clone(linesep="\n", refold_source="none")
"""How a letter is read and written again: what is not changed keeps its lines."""
HEADERS = ("Subject", "From", "To", "Cc", "Reply-To")


@transaction.atomic
def forget_letters(*, forgotten: Forgotten) -> None:
    """Delete a person's letters, waiting or sent, and take them out of those to others."""
    for row in OutgoingMail.objects.only("pk", "recipients").order_by("pk").iterator(500):
        if is_to(row.recipients, forgotten):
            row.delete()
    for row in OutgoingMail.objects.exclude(raw=b"").order_by("pk").iterator(100):
        if (freed := freed_letter(bytes(row.raw), forgotten)) is not None:
            OutgoingMail.objects.filter(pk=row.pk).update(raw=freed)
    take_out(rows=OutgoingMail.objects.all(), forgotten=forgotten)


def is_to(recipients: list[str], forgotten: Forgotten) -> bool:
    """Say whether a letter goes to one of the person's addresses, in whatever letters it is written there."""
    theirs = {User.objects.tidy(address) for address in forgotten.addresses}
    return any(User.objects.tidy(address) in theirs for address in recipients)


def freed_letter(raw: bytes, forgotten: Forgotten) -> bytes | None:
    """Give the bytes of a letter without the person, None where it does not name them."""
    letter = message_from_bytes(raw, policy=AS_STORED, _class=EmailMessage)
    changed = False
    for name in HEADERS:
        said = str(letter.get(name, ""))
        if forgotten.is_in(said):
            letter.replace_header(name, forgotten.without(said))
            changed = True
    for part in letter.walk():
        if part.get_content_maintype() == "text":
            text = part.get_content()
            if forgotten.is_in(text):
                part.set_content(forgotten.without(text), subtype=part.get_content_subtype(), charset="utf-8")
                changed = True
    return letter.as_bytes() if changed else None


def forget_mail_files(*, forgotten: Forgotten) -> None:
    """Where letters leave as files, take the person's out of these files, and the person out of the others."""
    if settings.EMAIL_TRANSPORT != FILES:
        return
    for path in sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log")):
        letters = [letter for letter in path.read_bytes().split(BETWEEN) if letter.strip()]
        kept = [freed_file(letter, forgotten) for letter in letters]
        if kept != letters:
            left = [letter for letter in kept if letter is not None]
            path.write_bytes(b"".join(letter + BETWEEN for letter in left))
            if not left:
                path.unlink()


def freed_file(letter: bytes, forgotten: Forgotten) -> bytes | None:
    """Give a letter of a file as it may stay, None for one to the person."""
    to = [str(address) for _name, address in addresses_in(letter)]
    return None if is_to(to, forgotten) else freed_letter(letter, forgotten) or letter


def addresses_in(letter: bytes) -> list[tuple[str, str]]:
    """Give whom a letter goes to, as its head says."""
    return getaddresses([str(message_from_bytes(letter, policy=policy.default).get("To", ""))])
