"""Parsers that misbehave, run in real child processes."""

import os
import time


def size(content, name):
    return {"bytes": len(content), "name": name}


def crash(content, name):
    if b"crash" in content:
        os.abort()
    return size(content, name)


def hang(content, name):
    if b"hang" in content:
        time.sleep(600)
    return size(content, name)


def fail(content, name):
    raise ValueError(content)


def panic(content, name):
    class PanicError(BaseException):
        pass

    raise PanicError


def eat(content, name):
    if b"eat" in content:
        hoard = [b"x" * (64 * 1024 * 1024 + at) for at in range(60)]
        time.sleep(600)
        return len(hoard)
    return size(content, name)
