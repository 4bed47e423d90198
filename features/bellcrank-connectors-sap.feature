# Connectors to SAP's plant maintenance: S/4HANA and ECC.
connectors-sap
