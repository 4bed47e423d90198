# Connectors to SAP's plant maintenance.
connectors-sap
