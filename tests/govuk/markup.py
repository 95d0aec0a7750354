"""Reading markup in tests: the same in two spellings, what is in it, and what is wrong with it."""

from collections import Counter
from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "hr", "img", "path", "source"}


class Reader(HTMLParser):
    """Turns markup into a flat list of (tag, attributes) and words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[object] = []

    def handle_starttag(self, tag, attrs):
        tidy = {name: " ".join((value or "").split()) for name, value in attrs}
        self.parts.append((tag, tuple(sorted(tidy.items()))))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.parts.append(words)


def read(markup: str) -> list[object]:
    """Return markup in a form that can be compared: no white space between, attributes in order."""
    reader = Reader()
    reader.feed(str(markup))
    return reader.parts


def elements(markup: str, tag: str = "") -> list[dict[str, str]]:
    """Return the attributes of every element, or of those with one tag; the tag itself under "tag"."""
    found = [{**dict(part[1]), "tag": part[0]} for part in read(markup) if isinstance(part, tuple)]
    return [one for one in found if not tag or one["tag"] == tag]


def words(markup: str) -> str:
    """Return what a reader reads."""
    return " ".join(part for part in read(markup) if isinstance(part, str) and not part.startswith("</"))


def faults(markup: str) -> list[str]:
    """Return what is wrong: ids used twice, references to no id, inputs without a label."""
    everything = elements(markup)
    ids = Counter(one["id"] for one in everything if "id" in one)
    wrong = [f"id {name} is used {count} times" for name, count in ids.items() if count > 1]
    for one in everything:
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls"):
            wrong += [f"{name} names no id: {ref}" for ref in one.get(name, "").split() if ref not in ids]
        if one["tag"] == "a" and one.get("href", "").startswith("#") and one["href"][1:] not in ids:
            wrong.append(f"a link leads to no id: {one['href']}")
    labelled = {one["for"] for one in everything if one["tag"] == "label"}
    for one in everything:
        seen = one["tag"] in {"input", "select", "textarea"} and one.get("type") != "hidden"
        if seen and one.get("id") not in labelled:
            wrong.append(f"no label: {one}")
    return wrong
