"""Officers at work through the pages: who does what in which form, in the words that stand there.

clerk.registers("complaint", 标题="…", 渠道="来信", …)          -> Matter
handler.does(matter, "提出处置意见", 处置方式="初步核实", …)     form, confirmation, entry in the file
handler.is_refused(matter, "提出处置意见", "…", 处置方式=…)      the form comes back with this sentence
head.approves(matter)  head.returns(matter, "…")                on the page of the proposal that waits for him
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tests.journeys.filling import Given, fill, split
from tests.journeys.windows import Window
from tests.people import City

OFFERED = (
    "//ul[@class='actlist']/li/a | //details[@class='blocked']/ul/li/a"  # those of every matter stand folded
)
PASSWORD = "钟楼下第三棵银杏树"


class Matter(NamedTuple):
    number: str
    path: str


class Officer:
    """Somebody at his own machine; he signs in when he first does something."""

    def __init__(self, name: str, account: str, window: Window) -> None:
        self.name, self.account, self.window, self.is_in = name, account, window, False

    def visits(self, path: str) -> Window:
        """A page, after signing in if that has not been done."""
        if not self.is_in:
            self.signs_in()
        self.window.visit(path)
        return self.window

    def signs_in(self) -> None:
        self.window.visit("/")
        assert self.window.path.startswith("/sign-in/"), self.window.path
        fill(self.window, {"账号": self.account, "密码": PASSWORD + self.account})
        self._press("登录")
        assert self.window.path == "/", self.window.words()
        self.is_in = True

    def registers(self, kind: str, fields: Mapping[str, Given] | None = None, **more: Given) -> Matter:
        """A new matter from the register of its kind."""
        self.visits(f"/register/{kind}/")
        self.window.follow(self.window.one("//main//a[contains(@href, '/new/')]"))
        self._sends({**(fields or {}), **more})
        return self._here()

    def newest(self, kind: str) -> Matter:
        """The line of a register that was opened last."""
        self.visits(f"/register/{kind}/?sort=opened&down=1")
        self.window.follow(self.window.one("//main//tbody/tr[1]/th//a"))
        return self._here()

    def searches(self, kind: str, words: str) -> Matter:
        """The one matter of a register that a search for words finds."""
        self.visits(f"/register/{kind}/")
        fill(self.window, {"检索（编号、标题、文号、单位）": words})
        self._press("查")
        links = self.window.page.xpath("//main//tbody//th//a")
        assert len(links) == 1, (words, [link.text for link in links])
        return Matter(links[0].text, links[0].get("href"))

    def led_to(self, matter: Matter, kind: str) -> list[Matter]:
        """What the drawing of origins shows further on: matters of a kind, by its name."""
        self.visits(f"{matter.path}lineage/")
        links = self.window.page.xpath("//*[@id='lineage']//div[@class='twin']//li/a")
        return [
            Matter(link.text, link.get("href")) for link in links if kind in link.getparent().text_content()
        ]

    def reads(self, matter: Matter) -> str:
        """The words of the page of a matter."""
        return self.visits(matter.path).words()

    def step(self, matter: Matter) -> str:
        """Where the matter stands, or how it ended, from the track of its steps."""
        return (
            self.visits(matter.path).one("//ol[@class='track']/li[@class!='coming'][last()]").text_content()
        )

    def opens(self, matter: Matter, act: str) -> Window:
        """The form of an act, from the page of its matter."""
        self.visits(matter.path)
        offered = {link.text: link for link in self.window.page.xpath(OFFERED)}
        assert act in offered, (
            f"{self.name} may not “{act}”, only {list(offered)}: {self.window.words()[:800]}"
        )
        self.window.follow(offered[act])
        return self.window

    def does(
        self, matter: Matter, act: str, fields: Mapping[str, Given] | None = None, **more: Given
    ) -> None:
        """An act through its form and its confirmation; ends at the new entry of the file."""
        self.opens(matter, act)
        self._sends({**(fields or {}), **more})
        fresh = self.window.page.xpath("//li[contains(@class, 'entry')][1]//h3")
        assert fresh and act in fresh[0].text_content(), (
            f"{act} is not the newest entry: {self.window.words()[:500]}"
        )

    def is_refused(self, matter: Matter, act: str, sentence: str, fields: Mapping[str, Given] | None = None,
                   **more: Given) -> None:  # fmt: skip
        """The form comes back with the sentence beside its field, and what was typed still in it."""
        self.opens(matter, act)
        fill(self.window, {**(fields or {}), **more})
        self._press("核对并提交")
        assert any(sentence in failure for failure in self.window.failures()), self.window.words()

    def shut(self, *matters: Matter) -> list[tuple[str, str, str, int]]:
        """What pages of matters offer to this officer and then do not open: nothing, it is hoped (desk.md 10, check 12)."""
        found = []
        for matter in matters:
            for link in self.visits(matter.path).page.xpath(OFFERED):
                self.window.follow(link)
                if self.window.status != 200:
                    found.append((self.name, matter.number, link.text, self.window.status))
        return found

    def identifies(self, matter: Matter, fields: Mapping[str, Given] | None = None, **more: Given) -> None:
        """Says who a person named in the matter is."""
        self.opens(matter, "确认人员身份")
        fill(self.window, {**(fields or {}), **more})
        self._press("确认人员身份")
        assert "已确认人员身份。" in self.window.words(), self.window.words()

    def approves(
        self,
        matter: Matter,
        opinion: str = "同意。",
        fields: Mapping[str, Given] | None = None,
        **more: Given,
    ) -> None:
        self._says(matter, "approve", {**({"意见": opinion} if opinion else {}), **(fields or {}), **more})

    def returns(self, matter: Matter, opinion: str) -> None:
        self._says(matter, "return", {"意见": opinion})

    def asked(self, matter: Matter) -> str:
        """The address of the proposal that waits for this officer, from the list of his approvals."""
        self.visits("/approvals/")
        links = self.window.page.xpath(f"//main//tbody//a[text()='{matter.number}']/@href")
        assert links, f"nothing of {matter.number} waits for {self.name}: {self.window.words()}"
        return links[0]

    def cannot_decide(self, proposal: str, sentence: str) -> None:
        """The page of a proposal says why this officer has no word on it, and offers no button."""
        words = self.visits(proposal).words()
        assert sentence in words, words
        assert not self.window.page.xpath("//main//button[@name='decision']")

    def _says(self, matter: Matter, decision: str, fields: Mapping[str, Any]) -> None:
        self.visits(self.asked(matter))
        fill(self.window, fields)
        self._does(f"//main//button[@value='{decision}']")
        assert "已提交：" in self.window.words(), self.window.failures() or self.window.words()

    def _sends(self, fields: Mapping[str, Given]) -> None:
        """Fills the form, looks at what will be written, says why if that is asked there, sends it."""
        here, later = split(self.window, fields)
        fill(self.window, here)
        self._press("核对并提交")
        confirmed = self.window.page.xpath("//main//input[@name='confirmed']")
        assert confirmed, f"{self.window.failures()} at {self.window.path}: {self.window.words()[:500]}"
        fill(self.window, later)
        self._takes_note()
        self._does("//main//button[@data-submit]")
        assert self.window.path.startswith("/m/"), self.window.failures() or self.window.words()

    def _takes_note(self) -> None:
        """Ticks every warning of the page before an act."""
        for box in self.window.page.xpath("//main//input[@name='noted']"):
            self.window.tick(box)

    def _does(self, button: str) -> None:
        """Presses what cannot be undone; five minutes after the last proof the password is asked again."""
        self.window.press(self.window.one(button))
        if "此操作需要再次验证" in self.window.words():
            fill(self.window, {"密码": PASSWORD + self.account})
            self._press("验证")

    def _press(self, words: str) -> None:
        self.window.press(self.window.one(f"//main//button[normalize-space()='{words}']"))

    def _here(self) -> Matter:
        return Matter(self.window.one("//main//h1").text_content(), self.window.path.partition("#")[0])


class Team:
    """Everybody of the commission, each at a window of his own, opened when he is first needed."""

    def __init__(self, city: City, opened: Callable[[], Window]) -> None:
        self.city, self.opened, self.here = city, opened, dict[str, Officer]()

    def __getitem__(self, name: str) -> Officer:
        if name not in self.here:
            self.here[name] = Officer(name, self.city.officers[name].username, self.opened())
        return self.here[name]

    def approve(self, matter: Matter, *names: str) -> None:
        """Everybody named agrees in turn; with the last of them it takes effect."""
        for name in names:
            address = self[name].asked(matter)
            self[name].approves(matter)
        words = self[names[-1]].visits(address).words()
        assert "批准生效" in words, words
