# Connectors to maintenance systems of the mid-market: Atlas CMMS, Fiix, MP2.
connectors-midmarket
