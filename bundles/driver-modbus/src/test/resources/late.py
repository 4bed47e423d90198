"""A Modbus unit at one end of a pseudo terminal, whose name it prints: standard library alone.

Registers hold their own addresses. The first request is answered a tenth of a second after a line
comes on standard input, all later ones at once.
"""
import os
import pty
import struct
import sys
import time
import tty


def summed(frame):
    check = 0xFFFF
    for byte in frame:
        check ^= byte
        for _ in range(8):
            check = check >> 1 ^ (0xA001 if check & 1 else 0)
    return frame + struct.pack("<H", check)


def main():
    ours, theirs = pty.openpty()
    tty.setraw(theirs)  # stays open, so that the line outlives who speaks on it
    print(os.ttyname(theirs), flush=True)
    first = True
    while True:
        request = b""
        while len(request) < 8:
            request += os.read(ours, 8 - len(request))
        unit, function, address, count = struct.unpack(">BBHH", request[:6])
        if first:
            sys.stdin.readline()
            time.sleep(0.1)
            first = False
        values = struct.pack(">%dH" % count, *range(address, address + count))
        os.write(ours, summed(struct.pack(">BBB", unit, function, len(values)) + values))


main()
