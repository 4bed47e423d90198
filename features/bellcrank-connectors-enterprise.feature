# Connectors to IBM Maximo, Infor EAM and Microsoft Dynamics 365.
connectors-enterprise
