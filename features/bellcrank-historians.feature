# Records of databases, InfluxDB and PI as observations.
historian
source-sql
source-influxdb
source-pi
