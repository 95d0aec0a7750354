"""The `lodestar` command: sends each word to the piece that answers it.

`timetable` answers without a database and so never loads Django; the rest are Django commands whose names are
the same words joined by an underscore (`lodestar audit verify` is `audit_verify`, `lodestar run-due` is `run_due`).
"""

import os
import sys
from datetime import date

WORDS = {
    ("timetable",): "the law of reviews on children's histories, JSON Lines in and out, no database",
    ("ssda903", "import"): "bring one or several years of the national return into the register",
    ("measures",): "every measure and table of a year, from the register or from returns",
    ("comparators", "load"): "load what others publish: England, regions, neighbours, populations",
    ("figures", "work-out"): "work out the figures that pages show; the daily work does it",
    ("demo",): "make the demonstration authority",
    ("serve",): "serve the pages on 127.0.0.1",
    ("audit", "verify"): "check that no event was changed, removed or put in between",
    ("user", "add"): "add a person who may sign in",
    ("decisions", "deem"): "take as agreed what no team manager answered in time; run daily",
    ("daily",): "do what falls due by itself when a day begins; run daily",
    ("notices", "send"): "send out by email what people are to be told; run it always, or every few minutes",
    ("work",): "do what was asked for in the background, until stopped",
    ("run-due",): "ask for the recurring work of this moment; a worker does so by itself",
    ("clocks",): "work every review clock out anew, after a change of law or setting",
}


def usage() -> str:
    """Return the list of commands in words."""
    lines = ["usage: lodestar COMMAND [options]", ""]
    lines += [f"  {' '.join(words):<18} {meaning}" for words, meaning in WORDS.items()]
    lines += ["", "lodestar COMMAND --help says more of each."]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 the input had faults, 2 called wrongly."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage(), file=sys.stdout if arguments else sys.stderr)
        return 0 if arguments else 2
    if arguments[0] == "timetable":
        from lodestar.exchange import timetable

        return timetable.run(arguments[1:], date.today(), sys.stdin, sys.stdout, sys.stderr)
    return django_command(arguments)


def django_command(arguments: list[str]) -> int:
    """Run the Django command whose words begin the arguments."""
    words = next((w for w in sorted(WORDS, key=len, reverse=True) if tuple(arguments[: len(w)]) == w), None)
    if words is None:
        print(f"lodestar: there is no command '{arguments[0]}'.\n\n{usage()}", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lodestar.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import load_command_class
    from django.core.management.base import CommandError

    try:
        django.setup()
        name = "_".join(words).replace("-", "_")
        command = load_command_class(app_of(name), name)
        parser = command.create_parser("lodestar", " ".join(words))
        try:
            options = vars(parser.parse_args(arguments[len(words) :]))
        except CommandError as wrongly_called:
            raise CommandError(str(wrongly_called), returncode=2) from None
        positional = options.pop("args", ())
        command.execute(*positional, **options)
    except (CommandError, ImproperlyConfigured) as error:
        print(f"lodestar: {error}", file=sys.stderr)
        return getattr(error, "returncode", 1)
    except KeyboardInterrupt:
        print("lodestar: stopped.", file=sys.stderr)
        return 130
    return 0


def app_of(name: str) -> str:
    """Return the app that brings a Django command."""
    from django.core.management import get_commands

    app = get_commands()[name]
    return app if isinstance(app, str) else app.name


if __name__ == "__main__":
    sys.exit(main())
