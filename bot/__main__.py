"""`python -m bot`, and the console script `doorstep`."""

import sys

from bot.cli import run


def main() -> None:
    """Run the command line and leave with its code: 0 done, 2 one clear line said why not."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
