# Observations and samples from MQTT and Sparkplug B, events to MQTT.
source-mqtt
publish-mqtt
