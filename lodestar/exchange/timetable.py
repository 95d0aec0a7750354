"""`lodestar timetable`: the law on children's histories, a line of JSON each, without a database.

Reads JSON Lines (the shape is told in `timetable_reading`), writes JSON Lines in the same order. Exits 0
when every line was judged, 1 when some could not be (each has its own `error` line, and the rest went on),
2 when it was called wrongly.
"""

import argparse
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO, NoReturn, cast

from lodestar.exchange.timetable_lines import answer_all
from lodestar.exchange.timetable_reading import read_day, unique_object
from lodestar.law.review_timing import CannotJudge, Policy

_DONE, _SOME_WRONG, _CALLED_WRONGLY = 0, 1, 2


class _CalledWrongly(Exception):
    """The command was called wrongly: said in words, exit 2."""


class _Asked(Exception):
    """Help was asked for and given."""


class _Parser(argparse.ArgumentParser):
    """Reads the arguments; speaks by exceptions, and helps on the stream it is given."""

    speaks_to: IO[str]

    def print_help(self, file: Any = None) -> None:
        """Write what the command does."""
        self.speaks_to.write(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Refuse the call in words."""
        raise _CalledWrongly(message)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Leave after help was given."""
        raise _Asked(message or "")


def _parser(stdout: IO[str]) -> _Parser:
    """Describe the arguments."""
    parser = _Parser(
        prog="lodestar timetable",
        description="Judge children's reviews and say by when the next is due. Reads and writes JSON Lines.",
        allow_abbrev=False,
    )
    parser.speaks_to = stdout
    parser.add_argument(
        "--in", dest="source", metavar="FILE", help="read this file (default: standard input)"
    )
    parser.add_argument(
        "--out", dest="target", metavar="FILE", help="write this file (default: standard output)"
    )
    parser.add_argument(
        "--as-of", metavar="DATE", help="the day asked about, like 2026-03-30 (default: today)"
    )
    parser.add_argument("--policy", metavar="FILE", help="a JSON file of local settings")
    parser.add_argument(
        "--processes", metavar="N", type=int, help="how many processes to use (default: one a core)"
    )
    return parser


def read_policy(text: str) -> Policy:
    """Read local settings from JSON: `restart_on_unplanned_move`, `review_date_basis`,
    `extra_non_working_days`.

    Raises CannotJudge, in words with the setting at fault, for an unknown setting or a value it cannot
    have.
    """
    try:
        told: Any = json.loads(text, object_pairs_hook=unique_object)
    except (ValueError, RecursionError) as wrong:
        raise CannotJudge("policy", "is not JSON, or says a setting twice") from wrong
    if not isinstance(told, dict):
        raise CannotJudge("policy", "is not a JSON object in braces")
    settings: dict[str, Any] = {}
    for name, value in told.items():
        if name == "restart_on_unplanned_move":
            if not isinstance(value, bool):
                raise CannotJudge(name, "is neither true nor false")
            settings[name] = value
        elif name == "review_date_basis":
            if value not in ("completed", "first_meeting"):
                raise CannotJudge(name, 'is neither "completed" nor "first_meeting"')
            settings[name] = value
        elif name == "extra_non_working_days":
            if not isinstance(value, list):
                raise CannotJudge(name, "is not a list of dates in square brackets")
            settings[name] = frozenset(read_day(day, f"{name}[{place}]") for place, day in enumerate(value))
        else:
            raise CannotJudge(name[:60], "is not a setting of the timetable")
    return Policy(**settings)


def _policy_from(path: str | None) -> Policy:
    """Read the policy file, if one was given."""
    if path is None:
        return Policy()
    try:
        return read_policy(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as wrong:
        raise _CalledWrongly(f"the policy file cannot be read: {wrong.strerror}") from wrong
    except UnicodeDecodeError as wrong:
        raise _CalledWrongly("the policy file is not text in UTF-8") from wrong
    except CannotJudge as wrong:
        raise _CalledWrongly(f"the policy file cannot be used: {wrong}") from wrong


def _day_asked(text: str | None, today: date) -> date:
    """Read the day asked about."""
    if text is None:
        return today
    try:
        return read_day(text, "--as-of")
    except CannotJudge as wrong:
        raise _CalledWrongly(f"--as-of {wrong.words}") from wrong


def _source(path: str | None, stdin: IO[str] | BinaryIO, files: ExitStack) -> BinaryIO:
    """Open what is read, as bytes."""
    if path is not None:
        try:
            return files.enter_context(open(path, "rb"))
        except OSError as wrong:
            raise _CalledWrongly(f"the file to read cannot be opened: {wrong.strerror}") from wrong
    raw: Any = getattr(stdin, "buffer", stdin)
    if isinstance(raw.read(0), str):
        return BytesIO(raw.read().encode("utf-8", "surrogatepass"))
    return cast(BinaryIO, raw)


def _target(path: str | None, source: str | None, stdout: IO[str] | BinaryIO, files: ExitStack) -> IO[Any]:
    """Open what is written."""
    if path is None:
        return cast(IO[Any], getattr(stdout, "buffer", stdout))
    try:
        if source is not None and os.path.exists(path) and os.path.samefile(path, source):
            raise _CalledWrongly("the file to write is the file to read; give another")
        return files.enter_context(open(path, "wb"))
    except OSError as wrong:
        raise _CalledWrongly(f"the file to write cannot be opened: {wrong.strerror}") from wrong


def run(argv: list[str], today: date, stdin: IO[str], stdout: IO[str], stderr: IO[str]) -> int:
    """Run `lodestar timetable` with these arguments on these streams, and return the exit status.

    `today` is the day asked about when `--as-of` is not given. A reader that goes away (a closed pipe) ends
    the work quietly.
    """
    try:
        options = _parser(stdout).parse_args(argv)
        as_of = _day_asked(options.as_of, today)
        policy = _policy_from(options.policy)
        if options.processes is not None and options.processes < 1:
            raise _CalledWrongly("--processes is a number from 1")
        with ExitStack() as files:
            source = _source(options.source, stdin, files)
            target = _target(options.target, options.source, stdout, files)
            judged, failed = _write_all(answer_all(source, as_of, policy, options.processes), target)
    except _Asked:
        return _DONE
    except _CalledWrongly as wrong:
        print(f"lodestar timetable: {wrong}", file=stderr)
        return _CALLED_WRONGLY
    except BrokenPipeError:
        _let_go_of(stdout)
        return _DONE
    except KeyboardInterrupt:
        print("lodestar timetable: stopped before the end", file=stderr)
        return _SOME_WRONG
    except OSError as wrong:
        print(f"lodestar timetable: stopped before the end: {wrong.strerror}", file=stderr)
        return _SOME_WRONG
    if failed:
        are = "line" if failed == 1 else "lines"
        print(
            f"lodestar timetable: {failed} of {judged} {are} could not be judged; the reason stands in its place"
            " in the output",
            file=stderr,
        )
        return _SOME_WRONG
    return _DONE


def _write_all(pieces: Iterator[tuple[bytes, int, int]], target: IO[Any]) -> tuple[int, int]:
    """Write every piece as it comes; return how many lines there were and how many could not be judged."""
    lines = failed = 0
    takes_text = _is_text(target)
    for piece, answered, wrong in pieces:
        target.write(piece.decode("ascii") if takes_text else piece)
        lines += answered
        failed += wrong
    target.flush()
    return lines, failed


def _is_text(stream: IO[Any]) -> bool:
    """Say whether a stream takes text rather than bytes."""
    try:
        stream.write("")
    except TypeError:
        return False
    return True


def _let_go_of(stdout: IO[str]) -> None:
    """Point standard output at nothing, so that leaving the program does not complain of the closed pipe."""
    try:
        number = stdout.fileno()
    except (OSError, ValueError, AttributeError):
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, number)
    os.close(nothing)
