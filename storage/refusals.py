"""Why a database cannot be used. Each message is one clear line."""


class DatabaseError(Exception):
    """The database cannot be used."""


class ForeignDatabase(DatabaseError):
    """The database belongs to another program."""


class LostShredKeys(DatabaseError):
    """The store of the shred keys is not there: no conversation would open."""


class TracesLeft(DatabaseError):
    """What was deleted still lies in the database's files: somebody was reading, and it is tried again."""


class NewerDatabase(DatabaseError):
    """A newer Doorstep wrote the database."""
