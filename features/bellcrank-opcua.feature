# OPC UA servers for the assets of a gateway, and results for OPC UA clients.
lib-milo
driver-opcua
publish-opcua
