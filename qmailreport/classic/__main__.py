"""`python -m qmailreport.classic TOOL …`."""

from __future__ import annotations

import sys

from qmailreport.classic.main import run


def main() -> int:
    """Run the tool that the first argument names."""
    name, *arguments = sys.argv[1:] or [""]
    return run(name, arguments, sys.stdin.buffer, sys.stdout.buffer, sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
