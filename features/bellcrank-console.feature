# The console on a port of its own. What it shows stands in bellcrank-core, for REST and cloud too.
console-http
