"""Telling by mail that something came: never what, whom or which number, for mail leaves the house (SEC-DATA-03)."""

from collections import defaultdict
from datetime import datetime, time
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from mingjian.law.values import BEIJING
from mingjian.ledger import instant
from mingjian.web.account.models import MailChoice, Reminder

AT_ONCE, DIGEST = "at_once", "digest"
DIGEST_FROM = time(8)  # the day's one mail goes out with the first round after this hour
SUBJECT = "明鉴：您有新的事项"
BODY = "您有新的事项，请登录工作平台查看。\n\nYou have a new item. Please sign in to see it.\n"
TIMEOUT = 20


def send_new() -> int:
    """Mail whoever wants to know and has not been told; each reminder is told of once. How many mails went out."""
    if not settings.MINGJIAN_MAIL:
        return 0
    waiting: dict[int, list[int]] = defaultdict(list)
    unseen = Reminder.objects.filter(seen_at=None, mailed_at=None, officer__is_active=True)
    for officer, reminder in unseen.values_list("officer_id", "pk"):
        waiting[officer].append(reminder)
    choices = MailChoice.objects.filter(officer__in=waiting)
    return sum(_told(choice, waiting[choice.pk]) for choice in choices if _is_time(choice))


def _is_time(choice: MailChoice) -> bool:
    if choice.how == AT_ONCE:
        return True
    now = instant.now().astimezone(BEIJING)
    begun = datetime.combine(now.date(), DIGEST_FROM, BEIJING)
    return now >= begun and not Reminder.objects.filter(officer=choice.pk, mailed_at__gte=begun).exists()


def _told(choice: MailChoice, reminders: list[int]) -> int:
    """Send one mail for all of them; if the server does not take it, they stay untold and it is tried again."""
    with transaction.atomic():
        rows = list(Reminder.objects.select_for_update().filter(pk__in=reminders, mailed_at=None))
        if not rows:
            return 0
        sender = parse_qs(urlsplit(settings.MINGJIAN_MAIL).query).get("from", ["mingjian@localhost"])[0]
        EmailMessage(SUBJECT, BODY, sender, [choice.address], connection=connection()).send()
        Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=instant.now())
    return 1


def connection() -> BaseEmailBackend:
    """The server of MINGJIAN_MAIL: smtp://user:password@host:port?from=address (smtps for TLS, +starttls to begin with it)."""
    parts = urlsplit(settings.MINGJIAN_MAIL)
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend", host=parts.hostname, port=parts.port or 25,
        username=unquote(parts.username or ""), password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps", use_tls=parts.scheme == "smtp+starttls", timeout=TIMEOUT,
    )  # fmt: skip
