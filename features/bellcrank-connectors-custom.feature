# Connectors to systems of one's own: a small REST interface, a database.
connectors-custom
