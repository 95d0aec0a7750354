"""The child's wishes for a review: four questions kept as one text, so that each can be asked and changed by itself."""

NAMES = {
    "place": "Where and when",
    "people": "Who comes",
    "agenda": "What about",
    "chairing": "Who leads it",
}


def together(*, place: str, people: str, agenda: str, chairing: str) -> str:
    """Return the four answers as one text, one line each; those that are empty are left out."""
    said = {"place": place, "people": people, "agenda": agenda, "chairing": chairing}
    return "\n".join(
        f"{NAMES[name]}: {' '.join(words.split())}" for name, words in said.items() if words.strip()
    )


def apart(wishes: str) -> dict[str, str]:
    """Return one text as the four answers; lines that are none of them belong to what it is about."""
    found = dict.fromkeys(NAMES, "")
    for line in wishes.splitlines():
        for name, start in NAMES.items():
            if line.startswith(f"{start}: "):
                found[name] = line.removeprefix(f"{start}: ")
                break
        else:
            found["agenda"] = " ".join(filter(None, (found["agenda"], line.strip())))
    return found
