"""What goes back to whoever reports: progress in fixed words, questions and answers, sealed to the mailbox of the report (K8).

One file a box, written anew whenever something has changed. Only law and vault below it: the public site reads it too.
"""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from mingjian.channels.envelopes import Hex, Short, Strict, settle
from mingjian.vault.boxes import open_for, seal_for
from mingjian.vault.envelope import Place
from mingjian.vault.profile import CannotOpen

Sort = Literal["question", "answer", "own", "identity"]


class Saying(Strict):
    """One thing said: by the commission (question, answer), by whoever reports (own), or that an identity was read.

    Of the commission nobody is named (RPT-10).
    """

    sort: Sort
    on: date
    text: str
    papers: int = 0


class Answer(Strict):
    """Everything that the holder of the query code may know. `told` is said in both languages, from the lawbook's list."""

    number: Short
    registered_on: date
    told: Short
    told_en: Short
    is_concluded: bool = False
    position: int | None = None
    entry: Hex | Literal[""] = ""
    seq: int
    sayings: tuple[Saying, ...] = ()

    @property
    def news(self) -> str:
        """What makes this answer another than the one that was read last."""
        return f"{self.told_en}/{sum(saying.sort != 'own' for saying in self.sayings)}"


def write(folder: Path, box: str, mailbox: bytes, answer: Answer, hour: float) -> None:
    """Seal an answer and put it where the public site finds it, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / f".{box}.part"
    waiting.write_bytes(seal_for(mailbox, answer.model_dump_json().encode(), _place(box)))
    settle(waiting, folder / f"{box}.answer", hour)


def read(folder: Path, box: str, private: bytes) -> Answer | None:
    """The answer that lies in a box, if there is one yet. Raises CannotOpen."""
    try:
        sealed = (folder / f"{box}.answer").read_bytes()
    except FileNotFoundError:
        return None
    try:
        return Answer.model_validate_json(open_for(private, sealed, _place(box)))
    except ValidationError:
        raise CannotOpen("回信的格式不认识，请升级举报网站的程序。") from None


def _place(box: str) -> Place:
    return Place("portal", "answer", bytes.fromhex(box), bytes.fromhex(box))
