"""Failures that people can do something about, each as the one sentence it carries."""

from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError

from mingjian.law.reading import LawbookError
from mingjian.law.refusal import Refused
from mingjian.ledger.loading import NoSuchMatter
from mingjian.ledger.record import MovedOn
from mingjian.report.editions import NoSuchEdition, NoSuchHouse
from mingjian.report.fill import FillError
from mingjian.statistics.period import NoSuchPeriod
from mingjian.statistics.plan import UnknownFigure
from mingjian.statistics.scope import NoSuchScope
from mingjian.vault.keys import KeyFolderError

_ASKED_WRONGLY = (NoSuchPeriod, NoSuchScope, UnknownFigure, NoSuchEdition, NoSuchHouse, FillError)
_SAY_THEMSELVES = (LawbookError, Refused, MovedOn, KeyFolderError, ImproperlyConfigured, *_ASKED_WRONGLY)


def sentence(error: Exception) -> str | None:
    """What to tell the person at the keyboard; None for a fault of the program, which shows where it happened."""
    if isinstance(error, _SAY_THEMSELVES):
        return str(error)
    if isinstance(error, NoSuchMatter):
        return "没有这个事项，或您无权查看；请核对编号。"
    if isinstance(error, OperationalError):
        return f"数据库打不开或还没有建好（{str(error).strip().splitlines()[0]}）；请先运行mingjian init。"
    return None


def misuse(error: Exception) -> str | None:
    """What is wrong with the command line itself; None for any other failure."""
    if not hasattr(error, "format_message"):
        return None
    if type(error).__name__ == "NoSuchOption":
        what = f"没有选项{getattr(error, 'option_name', '')}"
    else:
        what = f"命令写法不对（{error.format_message().strip().rstrip('.')}）"
    return f"{what}；命令和选项见mingjian --help，各命令也有--help。"
