# Observations over MQTT.
source-mqtt
