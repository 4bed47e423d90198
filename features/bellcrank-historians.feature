# Records of databases and InfluxDB as observations.
historian
source-sql
source-influxdb
