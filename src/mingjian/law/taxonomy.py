"""Code lists: dated, labelled, never reused; a retired code keeps its label and its last day."""

from datetime import date

from mingjian.law.entry import Cite, Hinted, Labelled


class Code(Hinted):
    """One code. `fact` is the code under which figures count it, when that differs from its own name.

    `set_only`: an act sets it by what it does; nobody chooses it.
    """

    set_only: bool = False
    since: date | None = None
    until: date | None = None
    fact: str | None = None
    cite: Cite | None = None


class Taxonomy(Labelled):
    """A list of codes in force from a day; each code may begin later or end earlier than the list.

    `by_gravity`: the codes stand in the order of their gravity, the lightest first.
    """

    in_force: date
    by_gravity: bool = False
    cite: Cite
    codes: dict[str, Code]

    def on(self, day: date) -> dict[str, Code]:
        """The codes that may be chosen on the day, in the order of the file."""
        return {name: code for name, code in self.codes.items() if self.allows(name, day)}

    def allows(self, name: str, day: date) -> bool:
        code = self.codes.get(name)
        if code is None or code.set_only:
            return False
        return (code.since or self.in_force) <= day and (code.until is None or day <= code.until)

    def is_graver(self, one: str, other: str) -> bool:
        """Whether one code is graver than another of a list that stands by gravity."""
        order = list(self.codes)
        return order.index(one) > order.index(other)

    def fact(self, name: str) -> str:
        """The code of facts for a code of this list."""
        return self.codes[name].fact or name
