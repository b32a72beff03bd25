"""What goes back to whoever reported on the public site: fixed words, questions and answers, sealed to his mailbox (RPT-10)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from mingjian.channels import answers
from mingjian.channels.answers import Answer, Saying, Sort
from mingjian.channels.models import Mailbox
from mingjian.complaints.models import Complaint
from mingjian.law.values import BEIJING
from mingjian.ledger.book import book
from mingjian.ledger.history import acts_of
from mingjian.ledger.models import Document, Journal, Leaf, Matter
from mingjian.ledger.rows import Values
from mingjian.ledger.sealing import matter_key, open_act_words
from mingjian.vault.profile import CURRENT

# Notices that go into the box where the officer says that they are given there.
NOTICES = ("give_notice", "tell_refusal", "give_feedback")
# The acts whose words go out or came in, the field that holds them, and who speaks.
SAID: dict[str, tuple[str, Sort]] = {
    "ask_reporter": ("question", "question"),
    "tell_reporter": ("message", "answer"),
    **dict.fromkeys(NOTICES, ("message", "answer")),
    "receive_addition": ("content", "own"),
}
CONCLUDED, ASKED = "concluded", "supplement"


def answer_new(folder: Path, *, everything: bool = False) -> int:
    """Write the answers of which something has changed; how many. `everything`: compare all, as once a day."""
    sealed = Exists(Leaf.objects.filter(act__matter=OuterRef("matter"), act__seq=1))
    due = Q(matter__seq__gt=F("seq")) | (Q(position=None) & sealed)
    boxes = Mailbox.objects.select_related("matter").filter(Q() if everything else due)
    return sum(_write(folder, box) for box in boxes.order_by("matter"))


def _write(folder: Path, mailbox: Mailbox) -> bool:
    answer = answer_of(mailbox.matter)
    said = answer.model_dump(exclude={"seq"}, mode="json")
    hasher = CURRENT.hasher()
    hasher.update(repr(said).encode())
    is_new = hasher.digest() != bytes(mailbox.told)
    if is_new:
        hour = datetime.now(UTC).timestamp()
        answers.write(folder / "out", mailbox.box, bytes(mailbox.public), answer, hour)
    mailbox.seq, mailbox.position, mailbox.told = answer.seq, answer.position, hasher.digest()
    mailbox.save(update_fields=["seq", "position", "told"])
    return is_new


def answer_of(matter: Matter) -> Answer:
    """Everything that the reporter may know of his report now."""
    rows = acts_of(matter.pk)
    sayings = tuple(sorted([*_sayings(matter, rows), *_readings(matter)], key=lambda saying: saying.on))
    code = _told(matter)
    if code != CONCLUDED and [one.sort for one in sayings if one.sort in ("question", "own")][-1:] == [
        "question"
    ]:
        code = ASKED
    words = book().taxonomy("reporter_progress").codes[code]
    return Answer(
        number=matter.number, registered_on=matter.opened_on, told=words.label, told_en=words.en, is_concluded=code == CONCLUDED,
        position=Leaf.objects.filter(act__matter=matter, act__seq=1).values_list("number", flat=True).first(),
        entry=bytes(rows[0]["hash"]).hex(), seq=rows[-1]["seq"], sayings=sayings,
    )  # fmt: skip


def _told(matter: Matter) -> str:
    """The word for the step; of a report that was joined, for that of the leading one."""
    leading = Complaint.objects.filter(pk=matter.pk).values_list("joined_to", flat=True).first()
    followed = Matter.objects.get(pk=leading) if leading and matter.step == "joined" else matter
    step = book().bound(followed.kind, followed.procedure).steps[followed.step]
    return step.told or "in_hand"


def _sayings(matter: Matter, rows: list[Values]) -> Iterator[Saying]:
    """Questions, answers and additions in the order of the file; nothing of a matter whose key is gone."""
    if not matter.key:
        return
    key, counts = matter_key(matter.key, matter.pk), _papers(matter)
    for row in rows:
        if row["code"] in SAID and (
            row["code"] not in NOTICES or row["details"].get("notice_way") == "portal"
        ):
            name, sort = SAID[row["code"]]
            words: dict[str, Any] = (
                open_act_words(key, row["id"], matter.pk, row["sealed"]).words if row["sealed"] else {}
            )
            papers = counts.get(row["id"], 0) if sort == "own" else 0
            yield Saying(sort=sort, on=row["on"], text=words.get(name, ""), papers=papers)


def _papers(matter: Matter) -> dict[Any, int]:
    counts: dict[Any, int] = {}
    for act in Document.objects.filter(act__matter=matter).values_list("act", flat=True):
        counts[act] = counts.get(act, 0) + 1
    return counts


def _readings(matter: Matter) -> Iterator[Saying]:
    """That a custodian let the identity be read, and when (RPT-07): the journal knows it."""
    for at in Journal.objects.filter(matter=matter, event="identity_read", outcome="done").values_list(
        "at", flat=True
    ):
        yield Saying(sort="identity", on=at.astimezone(BEIJING).date(), text="")
