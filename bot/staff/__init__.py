"""The staff console: what therapists, coordinators and administrators see under /personale."""
