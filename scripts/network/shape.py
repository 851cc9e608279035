"""A bad network between two network namespaces, in user space (this kernel may have no netem).

usage: shape.py NAMESPACE_A NAMESPACE_B   (root; prints "ready" when both have a device named `far`; "" is this machine itself)
Each line on stdin is JSON: {"delay": ms one way, "jitter": ms, "loss": percent, "kbit": rate or 0, "queue": ms of it that wait}.
It holds for both ways from then on. The end of stdin is the end of the network.
"""

import ctypes
import fcntl
import heapq
import json
import os
import random
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x1001
BURST = 64  # packets read from one side before the other has its turn

libc = ctypes.CDLL(None, use_errno=True)


def device_in(namespace: str) -> int:
    here = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{namespace}" if namespace else "/proc/self/ns/net", os.O_RDONLY)
    if libc.setns(there, 0) != 0:
        raise OSError(ctypes.get_errno(), f"cannot enter {namespace}")
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", b"far", IFF_TUN_NO_PI))
    libc.setns(here, 0)
    os.close(here)
    os.close(there)
    return device


class Way:
    """One direction: packets wait here until their time."""

    def __init__(self, source: int, target: int) -> None:
        self.source, self.target = source, target
        self.waiting: list[tuple[float, int, bytes]] = []
        self.count = 0
        self.free_at = 0.0

    def take(self, rules: dict) -> None:
        for _ in range(BURST):
            try:
                packet = os.read(self.source, 65536)
            except BlockingIOError:
                return
            if random.random() * 100 < rules.get("loss", 0):
                continue
            now = time.monotonic()
            due = now + max(0.0, rules.get("delay", 0) + random.uniform(-1, 1) * rules.get("jitter", 0)) / 1000
            if rules.get("kbit"):
                start = max(now, self.free_at)
                if start - now > rules.get("queue", 500) / 1000:
                    continue
                self.free_at = start + len(packet) * 8 / (rules["kbit"] * 1000)
                due += self.free_at - now
            self.count += 1
            heapq.heappush(self.waiting, (due, self.count, packet))

    def send(self) -> None:
        while self.waiting and self.waiting[0][0] <= time.monotonic():
            packet = heapq.heappop(self.waiting)[2]
            try:
                os.write(self.target, packet)
            except OSError:
                pass  # the other side's device is down: the packet is lost, as on a real line


def main() -> None:
    a, b = device_in(sys.argv[1]), device_in(sys.argv[2])
    ways = [Way(a, b), Way(b, a)]
    rules: dict = {}
    os.set_blocking(0, False)
    typed = b""
    print("ready", flush=True)
    while True:
        dues = [way.waiting[0][0] for way in ways if way.waiting]
        patience = max(0.0, min(dues) - time.monotonic()) if dues else None
        readable, _, _ = select.select([a, b, 0], [], [], patience)
        if 0 in readable:
            chunk = os.read(0, 65536)
            if not chunk:
                return
            typed += chunk
            *lines, typed = typed.split(b"\n")
            for line in lines:
                rules = json.loads(line)
        for way in ways:
            if way.source in readable:
                way.take(rules)
            way.send()


main()
