"""Old registration sheets (.xlsx, .csv): read apart, in a process that has nothing to lose."""
