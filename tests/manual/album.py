"""Which pictures the manual has, and how one is taken: the top of the page in few colours, so that the repository stays light."""

from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page

from tests.browser import settle

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual"
DESK = ROOT / "docs" / "desk.png"  # of the README
COLOURS = 88

# What is photographed when an officer sends the form of an act for the first time: the form filled in, what will be
# written (confirm), the matter afterwards (done).
FORMS = {
    ("petition", "登记"): ("clerk-register", "form confirm done"),
    ("petition", "不予受理"): ("clerk-refuse", "form"),
    ("petition", "移送承办部门"): ("clerk-hand-over", "form"),
    ("supervisor", "提出处置意见"): ("supervisor-dispose", "form confirm done"),
    ("supervisor", "提出初核报告"): ("supervisor-report", "form"),
    ("supervisor", "呈批立案"): ("supervisor-file", "form"),
    ("supervisor", "办结"): ("supervisor-conclude", "form"),
    ("trial", "呈报审理报告"): ("trial-report", "form"),
    ("trial", "给予党纪处分和政务处分"): ("trial-sanction", "form confirm"),
    ("trial", "宣布党纪处分决定"): ("trial-announce", "form done"),
}

# Pages that the English chapters show too: asked for again in English, with what is filled in. What was posted is not asked twice.
ENGLISH = (
    "sign-in-password", "sign-in", "help", "clerk-desk", "clerk-complaints", "clerk-register-form", "clerk-register-done", "clerk-refuse-form",
    "clerk-closed", "supervisor-desk", "supervisor-dispose-form", "supervisor-dispose-done", "supervisor-file-form", "supervisor-closed",
    "trial-desk", "trial-sanction-form", "trial-announce-done", "secretary-list", "secretary-proposal", "auditor-desk", "auditor-verification",
    "reporter-start",
)  # fmt: skip
FILLED = """() => [...document.querySelectorAll('main [name]')].filter(one => one.type !== 'file').map(
  one => [one.name, one.type === 'checkbox' || one.type === 'radio' ? one.value : null, one.checked, one.value])"""
FILL = """filled => filled.forEach(([name, choice, checked, value]) => {
  const found = [...document.querySelectorAll(`main [name="${name}"]`)].find(one => choice === null || one.value === choice);
  if (found && choice === null && found.type !== 'hidden' && !found.list && found.getAttribute('role') !== 'combobox') {
    found.value = value;
    found.dispatchEvent(new Event('input', {bubbles: true}));
  }
  if (found && choice !== null) found.checked = checked;
})"""


class Album:
    """Pictures taken in the course of a walk, in the folder of the manual; those of the English chapters in `en` under it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.taken = folder, list[str]()

    def wanted(self, account: str, act: str) -> tuple[str, str]:
        """The name and the shots of an act's form; none after the first time."""
        name, shots = FORMS.get((account, act), ("", ""))
        return name, "" if f"{name}-form" in self.taken else shots

    def take(self, tab: Page, name: str, switch: str = "") -> None:
        """What the window shows of the page from its top; `switch`: the button that changes its language, where no cookie does."""
        assert name not in self.taken, f"{name} was taken already"
        settle(tab)
        tab.evaluate("document.activeElement && document.activeElement.blur(); window.scrollTo(0, 0)")
        save(tab.screenshot(), self.folder / f"{name}.png")
        self.taken.append(name)
        if name in ENGLISH and switch:
            with tab.expect_navigation():
                tab.click(switch)
            save(tab.screenshot(), self.folder / "en" / f"{name}.png", COLOURS // 2)
        elif name in ENGLISH:
            self._twin(tab, name)

    def _twin(self, tab: Page, name: str) -> None:
        """The same page in English, in a tab beside it."""
        if tab.query_selector("main form [hx-trigger*=change]"):  # people that were added come with the draft
            with tab.expect_response(lambda answer: answer.request.method == "POST"):
                tab.evaluate(
                    "document.querySelector('main form [hx-trigger*=change]').dispatchEvent(new Event('change'))"
                )
        site = urlsplit(tab.url)
        cookie = {"name": "language", "url": f"{site.scheme}://{site.netloc}/"}
        filled, beside = tab.evaluate(FILLED), tab.context.new_page()
        tab.context.add_cookies([{**cookie, "value": "en"}])
        beside.goto(tab.url)
        settle(beside)
        beside.evaluate(FILL, filled)
        beside.evaluate("window.scrollTo(0, 0)")
        save(beside.screenshot(), self.folder / "en" / f"{name}.png", COLOURS // 2)
        beside.close()
        tab.context.add_cookies([{**cookie, "value": "zh-hans"}])


def save(picture: bytes, path: Path, colours: int = COLOURS) -> None:
    """Written as an indexed PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
