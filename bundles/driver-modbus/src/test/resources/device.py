"""A Modbus device of pymodbus (Debian: python3-pymodbus): port, then tcp or rtu.

Or a file, then serial: the device is then at one end of a line made of two pseudo terminals, and
the name of the other end stands in the file. Needs python3-serial and python3-serial-asyncio.
"""
import asyncio
import os
import pty
import struct
import sys
import threading
import time
import tty

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext
from pymodbus.datastore import ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.framer.rtu_framer import ModbusRtuFramer
from pymodbus.framer.socket_framer import ModbusSocketFramer
from pymodbus.server.async_io import ModbusSerialServer, ModbusTcpServer


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


def pump(source, sink):
    while True:
        try:
            os.write(sink, os.read(source, 512))
        except OSError:  # nobody has the other end open
            time.sleep(0.01)


def line():
    ends = [pty.openpty() for _ in range(2)]
    for _, end in ends:
        tty.setraw(end)
    for (one, _), (other, _) in (ends, ends[::-1]):
        threading.Thread(target=pump, args=(one, other), daemon=True).start()
    names = [os.ttyname(end) for _, end in ends]
    for _, end in ends:
        os.close(end)
    return names


async def serial(context):
    ours, theirs = line()
    server = ModbusSerialServer(
        context, port=ours, baudrate=19200, ignore_missing_slaves=True)
    await server.start()
    with open(sys.argv[1] + ".new", "w", encoding="utf-8") as file:
        file.write(theirs)
    os.rename(sys.argv[1] + ".new", sys.argv[1])
    await server.serve_forever()


async def main():
    frames = sys.argv[2]
    context = ModbusServerContext(slaves={1: device(), 2: device()}, single=False)
    if frames == "serial":
        await serial(context)
        return
    port = int(sys.argv[1])
    framer = ModbusRtuFramer if frames == "rtu" else ModbusSocketFramer
    server = ModbusTcpServer(
        context, framer=framer, address=("127.0.0.1", port), allow_reuse_address=True)
    await server.serve_forever()


asyncio.run(main())
