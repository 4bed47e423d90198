"""A Modbus device of pymodbus (Debian: python3-pymodbus): port, then tcp or rtu."""
import asyncio
import struct
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext
from pymodbus.datastore import ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.framer.rtu_framer import ModbusRtuFramer
from pymodbus.framer.socket_framer import ModbusSocketFramer
from pymodbus.server.async_io import ModbusTcpServer


def words(form, value):
    return list(struct.unpack(">%dH" % (struct.calcsize(form) // 2), struct.pack(form, value)))


def device():
    registers = {}
    for place, values in {
        0: [215, 65535, 0x8001],
        10: words(">f", 20.3),
        12: words(">d", -1.5e-3),
        16: words(">i", -123456),
        18: words(">I", 4000000000),
        20: words(">q", -9000000000000000000),
        24: list(reversed(words(">f", 20.3))),
        30: [0x4D34, 0x3220, 0x0000],
        40: [1], 42: [3],
        200: [7],
    }.items():
        registers.update({place + i: value for i, value in enumerate(values)})
    return ModbusSlaveContext(
        di=ModbusSequentialDataBlock(0, [0, 1, 1, 0, 1, 0, 0, 0, 0, 1]),
        co=ModbusSequentialDataBlock(0, [0] * 16),
        hr=ModbusSparseDataBlock(registers),
        ir=ModbusSequentialDataBlock(0, list(range(100, 300))),
        zero_mode=True,
    )


async def main():
    port, frames = int(sys.argv[1]), sys.argv[2]
    context = ModbusServerContext(slaves={1: device(), 2: device()}, single=False)
    framer = ModbusRtuFramer if frames == "rtu" else ModbusSocketFramer
    server = ModbusTcpServer(
        context, framer=framer, address=("127.0.0.1", port), allow_reuse_address=True)
    await server.serve_forever()


asyncio.run(main())
