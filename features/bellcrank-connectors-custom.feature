# Connectors to systems with a small REST interface of their own.
connectors-custom
