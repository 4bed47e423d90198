# Routes to the maintenance systems.
lib-camel
delivery-camel
# Statements to databases; takes the driver of bellcrank-postgresql once that is there.
delivery-jdbc
