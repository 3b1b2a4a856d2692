"""The visitor's page: one address, plain forms, and a little script that is not needed."""
