# The driver for stores on PostgreSQL and connectors to such databases; nothing else needs it.
lib-postgresql
