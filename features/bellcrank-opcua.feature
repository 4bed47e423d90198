# OPC UA servers for the assets of a gateway.
lib-milo
driver-opcua
