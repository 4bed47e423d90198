# The driver for stores on PostgreSQL; nothing else needs it.
lib-postgresql
