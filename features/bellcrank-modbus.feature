# Modbus devices for the assets of a gateway.
driver-modbus
