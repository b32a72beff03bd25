"""Officers of the demo city who come for the first time: one-time link, password, app, recovery codes, then their work."""

from collections.abc import Callable, Mapping
from typing import Any

from mingjian.conf.commands.accounts import one_time_link
from mingjian.org.models import Officer as Account
from tests.journeys.desk import Matter, Officer
from tests.journeys.filling import fill, split
from tests.journeys.windows import Chromium
from tests.manual.album import Album
from tests.web.account.factors import code_now

# The stories of `tests/journeys` name everybody as the small city of the tests does; these are the accounts of the demo.
CAST = {
    "书记赵": "secretary", "常委钱": "leader", "常委冯": "leader3", "信访孙": "petition", "信访主任周": "petition_head",
    "案管王": "manager", "案管主任吴": "manager_head", "承办李": "supervisor", "承办郑": "supervisor4", "主任张": "head",
    "调查陈": "investigator", "调查褚": "investigator2", "四室主任卫": "head3", "审理蒋": "trial", "审理沈": "trial2",
    "审理主任韩": "trial_head", "审计": "auditor",
}  # fmt: skip
PLACES = {"二室": "第一监督检查室", "四室": "第三审查调查室", "审理室": "案件审理室"}
PASSWORD = "钟楼下第三棵银杏树的第七根枝"


class Newcomer(Officer):
    """Somebody who never was here; what his role has in the album is photographed."""

    window: Chromium

    def __init__(self, account: Account, window: Chromium, said: Callable[[Any], Any], album: Album) -> None:
        super().__init__(account.name, account.username, window)
        self.who, self.said, self.album, self.seed, self.act = account, said, album, "", ""
        self.before: dict[str, Callable[[str], None]] = {}

    def picture(self, name: str) -> None:
        self.album.take(self.window.tab, name)

    def signs_in(self) -> None:
        """The link of the administrator is good once; then password and code are asked."""
        is_shown = self.account == "petition"
        self.window.visit(one_time_link(self.who, ""))
        fill(self.window, {"新密码": PASSWORD, "再填一次": PASSWORD})
        if is_shown:
            self.picture("sign-in-password")
        self._press("设置密码")
        fill(self.window, {"账号": self.account, "密码": PASSWORD})
        if is_shown:
            self.picture("sign-in")
        self._press("登录")
        self._enrols(is_shown)
        assert self.window.path == "/", self.window.words()
        self.is_in = True

    def _enrols(self, is_shown: bool) -> None:
        self.seed = self.window.one("//code[@class='secret']").text_content().replace(" ", "")
        fill(self.window, {"动态口令": self._code()})
        if is_shown:
            self.picture("sign-in-app")
        self._press("登记动态口令")
        if is_shown:
            self.picture("sign-in-codes")
        self._press("已抄好，继续")

    def _code(self) -> str:
        return code_now(self.seed)

    def registers(self, kind: str, fields: Mapping[str, Any] | None = None, **more: Any) -> Matter:
        self.act = "登记"
        return super().registers(kind, fields, **more)

    def opens(self, matter: Matter, act: str):
        self.act = act
        return super().opens(matter, act)

    def _sends(self, fields: Mapping[str, Any]) -> None:
        """As the journeys do, with the names of this city."""
        fields = self.said(dict(fields))
        name, shots = self.album.wanted(self.account, self.act)
        if not shots:
            return super()._sends(fields)
        here, later = split(self.window, fields)
        fill(self.window, here)
        self._shoot(name, shots, "form")
        self._press("核对并提交")
        assert self.window.page.xpath("//main//input[@name='confirmed']"), (
            self.window.failures() or self.window.words()
        )
        fill(self.window, later)
        self._shoot(name, shots, "confirm")
        self._takes_note()
        self._does("//main//button[@data-submit]")
        assert self.window.path.startswith("/m/"), self.window.failures() or self.window.words()
        self._shoot(name, shots, "done")

    def _shoot(self, name: str, shots: str, shot: str) -> None:
        if shot in shots.split():
            self.picture(f"{name}-{shot}")

    def _says(self, matter: Matter, decision: str, fields: Mapping[str, Any]) -> None:
        """What is photographed before a decision is photographed on the list and on the page of the proposal."""
        if shown := self.before.pop(decision, None):
            shown(self.asked(matter))
        super()._says(matter, decision, fields)

    def _does(self, button: str) -> None:
        """After five minutes the code is asked again."""
        self.window.press(self.window.one(button))
        if "此操作需要再次验证" in self.window.words():
            fill(self.window, {"动态口令": self._code()})
            self._press("验证")


class Commission:
    """The officers of the demo city under the names of the stories."""

    def __init__(self, album: Album, opened: Callable[[], Chromium]) -> None:
        self.album, self.opened, self.here = album, opened, dict[str, Newcomer]()
        self.cast = dict(CAST)
        accounts = {
            account.username: account for account in Account.objects.filter(username__in=self.cast.values())
        }
        self.accounts = {name: accounts[username] for name, username in self.cast.items()}

    def __getitem__(self, name: str) -> Newcomer:
        account = Account.objects.get(username=self.cast[name])
        if account.username not in self.here:
            self.here[account.username] = Newcomer(account, self.opened(), self.said, self.album)
        return self.here[account.username]

    def said(self, value: Any) -> Any:
        """What a story writes into a form, with the names of this city."""
        if isinstance(value, dict):
            return {label: self.said(part) for label, part in value.items()}
        if isinstance(value, list):
            return [self.said(part) for part in value]
        if value in self.accounts:
            return self.accounts[value].name
        return PLACES.get(value, value) if isinstance(value, str) else value

    def approve(self, matter: Matter, *names: str) -> None:
        for name in names:
            self[name].approves(matter)
