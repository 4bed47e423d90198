# The console: pages and their server on a port of its own.
console
console-http
