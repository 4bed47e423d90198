# Observations and samples from MQTT and Sparkplug B, events to MQTT, topics for the assets of a gateway.
source-mqtt
publish-mqtt
driver-mqtt
