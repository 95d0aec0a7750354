"""Where numbers fall on a chart, and how much room words take."""

import math
from collections.abc import Iterable

# Widths of letters of Arial, in thousandths of the size; what is not here is as wide as an "n".
_NARROW, _WIDE, _USUAL = 300, 860, 560
_WIDTHS = {
    **dict.fromkeys("iljtfI.,:;'|!()[] -", _NARROW),
    **dict.fromkeys("mwMWOQGD%@", _WIDE),
    **dict.fromkeys("ABCEFHKNPRSTUVXYZ", 690),
}


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is, a little more than it will be."""
    return sum(_WIDTHS.get(letter, _USUAL) for letter in text) * size / 1000


def wrapped(text: str, size: float, room: float, lines: int = 2) -> list[str]:
    """Return a text in so many lines that fit; what does not fit is cut with an ellipsis (the table has it whole)."""
    found: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size) > room:
            found.append(line)
            line = word
        else:
            line = longer
    found.append(line)
    if len(found) > lines:
        found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
    return [shortened(one, size, room) for one in found]


def shortened(text: str, size: float, room: float) -> str:
    """Return a text cut so that it fits, with an ellipsis."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def ticks_to(highest: float, lowest: float = 0.0, most: int = 5) -> list[float]:
    """Return round numbers from at or below the lowest to at or above the highest, at most so many steps apart."""
    span = max(highest - lowest, 1e-9)
    rough = span / most
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999999)
    first = math.floor(lowest / step + 1e-9) * step
    found = [first]
    while found[-1] < highest - step * 1e-9:
        found.append(round(found[-1] + step, 10))
    return found if len(found) > 1 else [first, first + step]


def apart(wanted: Iterable[float], gap: float, low: float, high: float) -> list[float]:
    """Return heights near the wanted ones that are at least a gap apart and inside the bounds, in the same order."""
    places = sorted(range(len(heights := list(wanted))), key=lambda i: heights[i])
    found = list(heights)
    last = low - gap
    for place in places:
        found[place] = max(heights[place], last + gap)
        last = found[place]
    over = last - high
    for place in reversed(places):
        if over <= 0:
            break
        found[place] = min(found[place], high)
        high = found[place] - gap
    return found
