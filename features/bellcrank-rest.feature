# Observations over HTTP.
source-rest
