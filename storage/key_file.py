"""The server's key file: the pepper, and the key that wraps what the server must open by itself.

It opens nothing that people wrote. It lies beside the database only on a machine that is tried out; in earnest it
belongs where database backups do not go.
"""

import hashlib
import hmac
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from storage.keys import KEY_SIZE, Secret, new_secret

_KIND = "doorstep key file"
_VERSION = 1


class KeyFileError(Exception):
    """The key file is missing, unreadable or not one; the message is one clear line without a byte of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFile:
    """Both secrets of a key file."""

    pepper: Secret = field(repr=False)
    server: Secret = field(repr=False)

    @classmethod
    def create(cls, path: Path) -> "KeyFile":
        """Make one for the owner alone (mode 0600), safely on the disk before it is used; never overwrites."""
        made = cls(pepper=new_secret(), server=new_secret())
        content = json.dumps(
            {
                "kind": _KIND,
                "version": _VERSION,
                "pepper": made.pepper.reveal().hex(),
                "server": made.server.reveal().hex(),
            }
        )
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_new(path, content)
        except FileExistsError:
            raise KeyFileError(f"There is a file at {path} already. Nothing was changed.") from None
        except OSError:
            raise KeyFileError(f"The key file at {path} cannot be written.") from None
        return made

    @classmethod
    def load(cls, path: Path) -> "KeyFile":
        """Read one; raises `KeyFileError`."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise KeyFileError(f"There is no key file at {path}. Run `doorstep init` first.") from None
        except (OSError, ValueError, RecursionError):
            raise KeyFileError(f"The key file at {path} cannot be read.") from None
        try:
            pepper, server = bytes.fromhex(content["pepper"]), bytes.fromhex(content["server"])
            whole = content["kind"] == _KIND and content["version"] == _VERSION
        except (KeyError, TypeError, ValueError):
            whole = False
            pepper = server = b""
        if not whole or len(pepper) != KEY_SIZE or len(server) != KEY_SIZE:
            raise KeyFileError(f"The file at {path} is not a Doorstep key file.")
        return cls(pepper=Secret(pepper), server=Secret(server))

    def check(self) -> bytes:
        """A value that tells key files apart and nothing else about them; kept beside the database."""
        both = hashlib.sha256(self.pepper.reveal() + self.server.reveal()).digest()
        return hmac.digest(both, b"doorstep key check", "sha256")


def _write_new(path: Path, content: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    # A new file is only safe when its folder has been written too.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
