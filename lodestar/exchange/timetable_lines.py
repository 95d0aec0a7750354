"""From lines of histories to lines of timetables, in order, on every core there is."""

import gc
import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from multiprocessing import get_all_start_methods, get_context
from typing import BinaryIO

from lodestar.exchange.timetable_reading import identifier, parse_line, read_history, refuse_double_keys
from lodestar.exchange.timetable_writing import error_of, line_of
from lodestar.law.review_timing import CannotJudge, Policy, timetable

_CHUNK_BYTES = 1 << 18
"""Lines are passed on in pieces of about this size."""

_ALONE = 3
"""So many pieces are done before it is worth starting other processes."""


OUR_FAULT = "line: met a fault in this program and was not judged; please report it"


def answer(line: str, as_of: date, policy: Policy) -> tuple[str, bool]:
    """Answer one line: the timetable, or an error in words. The second value is False for an error."""
    child: str | int | None = None
    try:
        told = parse_line(line)
        child = identifier(told)
        history, keys = read_history(told, child)
        if keys != line.count(":"):
            refuse_double_keys(line)
        return line_of(child, as_of, timetable(history, as_of, policy)), True
    except CannotJudge as wrong:
        return error_of(child, _most_telling(line, wrong)), False
    except Exception as fault:  # a fault of ours on one line must not lose the lines beside it
        return error_of(child, f"{OUR_FAULT} ({type(fault).__name__})"), False


def _most_telling(line: str, wrong: CannotJudge) -> str:
    """Say what is wrong with a line; a key said twice comes first, for it makes the rest doubtful."""
    try:
        refuse_double_keys(line)
    except CannotJudge as double:
        return str(double)
    except ValueError:
        pass
    return str(wrong)


def answer_piece(piece: bytes, as_of: date, policy: Policy) -> tuple[bytes, int, int]:
    """Answer every line of a piece: the lines that go out, how many there are, and how many are errors."""
    out = []
    failed = 0
    for line in _lines(piece):
        if line is None:
            out.append(error_of(None, "line: is not text in UTF-8"))
            failed += 1
        elif line and not line.isspace():
            text, judged = answer(line, as_of, policy)
            out.append(text)
            failed += not judged
    out.append("")
    return "\n".join(out).encode("ascii"), len(out) - 1, failed


def _lines(piece: bytes) -> Iterator[str | None]:
    """Split a piece into lines of text; None for one that is not UTF-8."""
    try:
        yield from piece.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        for line in piece.split(b"\n"):
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError:
                yield None


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    """Read whole lines, about `_CHUNK_BYTES` at a time, past a byte order mark."""
    rest = b""
    block = source.read(_CHUNK_BYTES).removeprefix(b"\xef\xbb\xbf")
    while block:
        whole, end, tail = block.rpartition(b"\n")
        if end:
            yield rest + whole
            rest = tail
        else:
            rest += block
        block = source.read(_CHUNK_BYTES)
    if rest:
        yield rest


def answer_all(
    source: BinaryIO, as_of: date, policy: Policy, processes: int | None = None
) -> Iterator[tuple[bytes, int, int]]:
    """Answer every line of a file in the order given, as `answer_piece` does, piece by piece.

    Small inputs are answered here. Larger ones go to `processes` others (default: one for each core this
    process may use), with a bounded number of pieces under way, so that memory does not grow with the file.
    Should the others be killed, the rest is answered here.
    """
    workers = processes or _cores()
    pieces = _pieces(source)
    for _ in range(_ALONE):
        if (piece := next(pieces, None)) is None:
            return
        yield answer_piece(piece, as_of, policy)
    if workers < 2:
        for piece in pieces:
            yield answer_piece(piece, as_of, policy)
        return
    yield from _shared_out(pieces, as_of, policy, workers)


def _cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _shared_out(
    pieces: Iterator[bytes], as_of: date, policy: Policy, workers: int
) -> Iterator[tuple[bytes, int, int]]:
    """Answer pieces in other processes, in order, with few under way at a time."""
    start = "fork" if "fork" in get_all_start_methods() else "spawn"
    under_way: deque[tuple[bytes, Future[tuple[bytes, int, int]] | None]] = deque()
    with ProcessPoolExecutor(workers, get_context(start), initializer=_settle) as pool:
        usable = True

        def submit(piece: bytes) -> None:
            future = None
            if usable:
                try:
                    future = pool.submit(answer_piece, piece, as_of, policy)
                except BrokenProcessPool:
                    future = None
            under_way.append((piece, future))

        for piece in pieces:
            submit(piece)
            if len(under_way) > 2 * workers:
                yield _result(*under_way.popleft(), as_of, policy)
        while under_way:
            yield _result(*under_way.popleft(), as_of, policy)


def _result(
    piece: bytes, future: Future[tuple[bytes, int, int]] | None, as_of: date, policy: Policy
) -> tuple[bytes, int, int]:
    """Wait for a piece's answer, or work it out here if the process that had it is gone."""
    if future is not None:
        try:
            return future.result()
        except BrokenProcessPool:
            pass
    return answer_piece(piece, as_of, policy)


def _settle() -> None:
    """Set up a process that only answers lines.

    What it builds has no cycles, so none need be looked for; and an interrupt is for the one who started it.
    """
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
