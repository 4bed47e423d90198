# Connectors to asset management systems of large plants.
connectors-enterprise
