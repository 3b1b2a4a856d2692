"""What every unit starts with: facts that texts show, and the list of other offers from 2016.

Both are copied into the database when an installation is made; from then on an administrator keeps them there.
"""

import tomllib
from importlib import resources


def starting_facts() -> dict[str, dict[str, str]]:
    """Every fact in `helplines.toml` by its code, in the order of the file."""
    text = resources.files(__name__).joinpath("helplines.toml").read_text(encoding="utf-8")
    return {
        code: {name: str(value).strip() for name, value in fields.items()}
        for code, fields in tomllib.loads(text).items()
    }
