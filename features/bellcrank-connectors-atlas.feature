# Connectors to Atlas CMMS, an open-source maintenance system.
connectors-atlas
