"""Why a database cannot be used. Each message is one clear line."""


class DatabaseError(Exception):
    """The database cannot be used."""


class ForeignDatabase(DatabaseError):
    """The database belongs to another program."""


class NewerDatabase(DatabaseError):
    """A newer Doorstep wrote the database."""
