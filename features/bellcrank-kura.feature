# At home on a Kura gateway: its configuration, its assets and wires, its cloud.
site-kura
source-kura
vision-kura
fleet-kura
health-kura
audit-kura
rest-javax
rest-jakarta
