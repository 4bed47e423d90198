# Doubles of maintenance systems, for the demo and for measurements; never in a plant.
doubles
footage
plant
journey
chaos
bench
