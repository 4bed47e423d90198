"""Registers that change each second, by pymodbus (Debian: python3-pymodbus): port."""
import asyncio
import sys
import time

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import ModbusTcpServer


class Changing(ModbusSequentialDataBlock):
    def getValues(self, address, count=1):
        now = int(time.time())
        return [(place * 7 + now) % 1000 for place in range(address, address + count)]


async def main():
    block = Changing(0, [0] * 2000)
    context = ModbusServerContext(
        slaves=ModbusSlaveContext(di=block, co=block, hr=block, ir=block, zero_mode=True), single=True)
    server = ModbusTcpServer(context, address=("127.0.0.1", int(sys.argv[1])), allow_reuse_address=True)
    print("listens", flush=True)
    await server.serve_forever()


asyncio.run(main())
