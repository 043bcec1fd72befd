"""The person who signs in, what they are told, and the letters that wait to leave."""

from .exports import DataExport
from .mail import MailRefusal, OutgoingMail
from .notifications import Notification, Rhythm, RhythmChoice
from .people import FirstStep, User

__all__ = ["DataExport", "FirstStep", "MailRefusal", "Notification", "OutgoingMail", "Rhythm", "RhythmChoice", "User"]
