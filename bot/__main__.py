"""`python -m bot`, and the console script `doorstep`."""

import gc
import sys


def main() -> None:
    """Run the command line and leave with its code: 0 done, 2 one clear line said why not."""
    # Loading makes a great many objects and no waste: looking for waste meanwhile is a tenth of the start.
    gc.disable()
    from bot.cli import run

    gc.freeze()
    gc.enable()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
