"""Drawing a chart as SVG: no script, no style attribute, nothing told by colour alone; the same text every time."""

from collections.abc import Sequence
from html import escape

from .scales import apart, shortened, ticks_to, width_of, wrapped
from .shapes import Chart, Kind, Series, number_words, value_words

WIDE, NARROW = 640.0, 360.0
SIZE, SMALL = 15.0, 13.0
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
INK, QUIET, GRID, OURS = "#0b0c0c", "#505a5f", "#c8cdd0", "#12455b"
# Each other series has a colour, a dash and a marker of its own; all stand out 3 to 1 from white.
OTHERS = (
    ("#b35900", "6 4", "square"),
    ("#5c6b00", "2 4", "triangle"),
    ("#7a3f9d", "10 4 2 4", "diamond"),
    ("#505a5f", "1 3", "cross"),
)


def svg_of(chart: Chart, ident: str = "chart", wide: float = WIDE) -> str:
    """Return a chart as an SVG element, drawn for a width. `ident` makes its ids unique on a page."""
    if chart.is_empty:
        body, height = _words(chart.title, 20), 60.0
        body = f'<text x="0" y="34" {_font(SIZE, QUIET)}>There is nothing to draw yet.</text>'
    elif chart.kind is Kind.LINES and len(chart.categories) > 1:
        body, height = _lines(chart, wide)
    elif len(chart.series) > 1 or chart.kind is not Kind.BARS:
        body, height = _columns(chart, wide)
    else:
        body, height = _bars(chart, wide)
    title, told = f"{ident}-title", f"{ident}-told"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {height:.0f}" role="img"'
        ' class="lodestar-chart__svg"'
        f' aria-labelledby="{title} {told}"><title id="{title}">{escape(chart.title)}</title>'
        f'<desc id="{told}">{escape(chart.sentence)}</desc>{body}</svg>'
    )


def _line_to(x: float, y: float, to: float, colour: str, thick: float, more: str = "") -> str:
    """Draw a level line."""
    ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{to:.1f}" y2="{y:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{thick:g}"{more}/>'


def _font(size: float, colour: str = INK, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'font-family="{FONT}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"{weight}'


def _words(text: str, y: float, x: float = 0, size: float = SIZE, **more: object) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {_font(size, **more)}>{escape(text)}</text>'  # type: ignore[arg-type]


# Bars ------------------------------------------------------------------------------------------------------


def _bars(chart: Chart, wide: float) -> tuple[str, float]:
    """Draw one bar a category, its words before it and its number behind it."""
    series = chart.series[0]
    words = 230.0 if wide >= WIDE else 132.0
    room = wide - words - 70
    highest = max([value for value in series.values if value is not None], default=0) or 1
    row, body = 34.0, []
    for place, (category, value) in enumerate(zip(chart.categories, series.values, strict=True)):
        top = 6 + place * row
        lines = wrapped(category, SMALL, words - 12)
        first = top + row / 2 + (4 if len(lines) == 1 else -3)
        for number, line in enumerate(lines):
            body.append(_words(line, first + number * 14, words - 10, SMALL, anchor="end"))
        if value is None:
            body.append(_words(series.missing, top + row / 2 + 5, words + 6, SMALL, colour=QUIET))
            continue
        length = max(room * value / highest, 1.0 if value else 0)
        body.append(
            f'<rect x="{words:.1f}" y="{top + 5:.1f}" width="{length:.1f}" height="{row - 10:.1f}" fill="{OURS}"/>'
        )
        body.append(
            _words(value_words(value, chart.unit), top + row / 2 + 5, words + length + 6, SIZE, bold=True)
        )
    height = 12 + row * len(chart.categories)
    body.append(
        f'<line x1="{words}" y1="2" x2="{words}" y2="{height - 2:.1f}" stroke="{QUIET}" stroke-width="1"/>'
    )
    return "".join(body), height


# Columns ---------------------------------------------------------------------------------------------------


def _columns(chart: Chart, wide: float) -> tuple[str, float]:
    """Draw groups of columns, one a category, a column a series with its number on it; the legend says which."""
    left, top, bottom = 8.0, 10.0, 226.0
    legend, legend_height = _legend(chart.series, wide)
    values = [v for one in chart.series for v in one.values if v is not None]
    ticks = ticks_to(max(values) or 1)
    group = (wide - left) / len(chart.categories)
    width = min(46.0, (group - 12) / len(chart.series))
    body = []
    for place, category in enumerate(chart.categories):
        start = left + place * group + (group - width * len(chart.series)) / 2
        for number, one in enumerate(chart.series):
            value = one.values[place]
            x = start + number * width
            if value is None:
                body.append(_words("–", bottom - 4, x + width / 2, SMALL, colour=QUIET, anchor="middle"))
                continue
            tall = (bottom - top - 18) * value / ticks[-1]
            colour, pattern = _colour(chart.series, number)
            body.append(
                f'<rect x="{x + 1:.1f}" y="{bottom - tall:.1f}" width="{width - 2:.1f}" height="{tall:.1f}"'
                f' fill="{colour}" stroke="{colour}" fill-opacity="{1 if one.is_ours else 0.55}"{pattern}/>'
            )
            words = shortened(value_words(value, chart.unit), SMALL, max(width + 6, 30))
            body.append(
                _words(words, bottom - tall - 4, x + width / 2, 12, anchor="middle", bold=one.is_ours)
            )
        for line_number, line in enumerate(wrapped(category, SMALL, group - 6)):
            body.append(
                _words(
                    line, bottom + 17 + line_number * 15, left + (place + 0.5) * group, SMALL, anchor="middle"
                )
            )
    body.append(_line_to(left, bottom, wide, QUIET, 1))
    height = bottom + 44
    body.append(f'<g transform="translate(0 {height:.0f})">{legend}</g>')
    return "".join(body), height + legend_height


def _colour(series: Sequence[Series], number: int) -> tuple[str, str]:
    """Return a series' colour and dash."""
    if series[number].is_ours:
        return OURS, ""
    others = [place for place, one in enumerate(series) if not one.is_ours]
    colour, dash, _ = OTHERS[others.index(number) % len(OTHERS)]
    return colour, f' stroke-dasharray="{dash}"'


def _legend(series: Sequence[Series], wide: float) -> tuple[str, float]:
    """Draw what each series is called, beside its line and marker."""
    body, x, y = [], 0.0, 16.0
    for number, one in enumerate(series):
        taken = 44 + width_of(one.name, SMALL) + 18
        if x and x + taken > wide:
            x, y = 0.0, y + 22
        colour, dash = _colour(series, number)
        thick = 3.5 if one.is_ours else 2
        body.append(_line_to(x, y - 5, x + 34, colour, thick, dash))
        body.append(_marker(series, number, x + 17, y - 5))
        body.append(_words(one.name, y, x + 42, SMALL, bold=one.is_ours))
        x += taken
    return "".join(body), y + 10


def _marker(series: Sequence[Series], number: int, x: float, y: float) -> str:
    """Draw a point of a series in the shape that is its own."""
    colour, _ = _colour(series, number)
    if series[number].is_ours:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>'
    others = [place for place, one in enumerate(series) if not one.is_ours]
    shape = OTHERS[others.index(number) % len(OTHERS)][2]
    points = {
        "square": ((-4, -4), (4, -4), (4, 4), (-4, 4)),
        "triangle": ((0, -5), (5, 4), (-5, 4)),
        "diamond": ((0, -5), (5, 0), (0, 5), (-5, 0)),
        "cross": (
            (-5, -1),
            (-1, -1),
            (-1, -5),
            (1, -5),
            (1, -1),
            (5, -1),
            (5, 1),
            (1, 1),
            (1, 5),
            (-1, 5),
            (-1, 1),
            (-5, 1),
        ),
    }[shape]
    told = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in points)
    return f'<polygon points="{told}" fill="#ffffff" stroke="{colour}" stroke-width="1.8"/>'


# Lines -----------------------------------------------------------------------------------------------------


def _lines(chart: Chart, wide: float) -> tuple[str, float]:
    """Draw a line a series over the categories; each is named at its end and has its own dash and marker."""
    names = min(
        max(width_of(f"{one.name} {_last(one, chart.unit)}", SMALL) for one in chart.series) + 16, 210
    )
    left, right, top, bottom = 44.0, wide - names, 14.0, 236.0
    values = [v for one in chart.series for v in one.values if v is not None]
    lowest, highest = min(values), max(values)
    # A trend that is all high (95 to 98%) is drawn from near its lowest; the axis says from where.
    base = 0.0 if lowest < highest * 0.6 else lowest - (highest - lowest or highest * 0.05 or 1) * 0.5
    ticks = ticks_to(highest, max(base, 0.0), 4)
    span = ticks[-1] - ticks[0]

    def height(value: float) -> float:
        return bottom - (bottom - top) * (value - ticks[0]) / span

    def across(place: int) -> float:
        return left + 10 + (right - left - 22) * place / (len(chart.categories) - 1)

    body = []
    for tick in ticks:
        y = height(tick)
        body.append(_line_to(left, y, right, GRID, 1))
        body.append(_words(value_words(tick, chart.unit), y + 4, left - 6, 12, colour=QUIET, anchor="end"))
    room = (right - left) / len(chart.categories)
    for place, category in enumerate(chart.categories):
        body += [
            _words(line, bottom + 18 + number * 14, across(place), 12, anchor="middle")
            for number, line in enumerate(wrapped(category, 12, max(room - 4, 40)))
        ]
    for number in sorted(range(len(chart.series)), key=lambda n: chart.series[n].is_ours):
        body.append(_line(chart, number, across, height))
    body += _names(chart, right, wide, height, top, bottom)
    if ticks[0] > 0:
        body.append(
            _words(f"The axis starts at {number_words(ticks[0])}.", bottom + 50, left, 12, colour=QUIET)
        )
    return "".join(body), bottom + (58 if ticks[0] > 0 else 46)


def _last(one: Series, unit: str) -> str:
    known = [value for value in one.values if value is not None]
    return value_words(known[-1], unit) if known else one.missing


def _line(chart: Chart, number: int, across: object, height: object) -> str:
    """Draw one series: a stroke over neighbouring years, a gap where there is no number, a marker on each number."""
    one = chart.series[number]
    colour, dash = _colour(chart.series, number)
    points = [
        None if value is None else (across(place), height(value))  # type: ignore[operator]
        for place, value in enumerate(one.values)
    ]
    body, run = [], []
    for point in [*points, None]:
        if point is not None:
            run.append(f"{point[0]:.1f},{point[1]:.1f}")
            continue
        if len(run) > 1:
            thick = 3.5 if one.is_ours else 2
            body.append(
                f'<polyline points="{" ".join(run)}" fill="none" stroke="{colour}" stroke-width="{thick}"{dash}/>'
            )
        run = []
    body += [_marker(chart.series, number, *point) for point in points if point is not None]
    if one.is_ours:
        body += _numbers_on(chart, one, points)
    return "".join(body)


def _numbers_on(chart: Chart, one: Series, points: Sequence[tuple[float, float] | None]) -> list[str]:
    """Write the numbers of our line on it: below where it dips, above elsewhere; the last stands at its end."""
    found = []
    for place, (value, point) in enumerate(zip(one.values[:-1], points[:-1], strict=True)):
        if point is None or value is None:
            continue
        around = [points[n] for n in (place - 1, place + 1) if 0 <= n < len(points)]
        beside = [other[1] for other in around if other is not None]
        dips = bool(beside) and all(point[1] >= y for y in beside)
        y = point[1] + 18 if dips else point[1] - 9
        start = place == 0
        x = point[0] - 4 if start else point[0]
        anchor = "start" if start else "middle"
        found.append(_words(value_words(value, chart.unit), y, x, 12, anchor=anchor, bold=True))
    return found


def _names(chart: Chart, right: float, wide: float, height: object, top: float, bottom: float) -> list[str]:
    """Name each series at the height its line ends at, moved apart where two would touch."""
    ends = []
    for one in chart.series:
        known = [value for value in one.values if value is not None]
        ends.append(height(known[-1]) if known else bottom)  # type: ignore[operator]
    found = []
    for number, y in enumerate(apart(ends, 17, top, bottom)):
        one = chart.series[number]
        colour, _ = _colour(chart.series, number)
        words = shortened(f"{one.name} {_last(one, chart.unit)}", SMALL, wide - right - 12)
        found.append(_words(words, y + 4, right + 4, SMALL, colour=colour, bold=one.is_ours))
    return found
