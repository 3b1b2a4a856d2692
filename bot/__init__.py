"""Everything that runs: channels, console, jobs and the command line."""
