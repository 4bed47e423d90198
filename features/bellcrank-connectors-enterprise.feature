# Connectors to asset management systems of large plants: IBM Maximo, Infor EAM, Microsoft Dynamics 365.
connectors-enterprise
