# Routes to the maintenance systems.
lib-camel
delivery-camel
