# Libraries every installation stands on, with their natives. Updated seldom: a new lib-sqlite
# wants a restart of the gateway.
lib-cel
lib-sqlite
