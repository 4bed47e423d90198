# The fleet command and the courier, for a PC or a hub; gateways need none of it.
fleet
fleet-mqtt
