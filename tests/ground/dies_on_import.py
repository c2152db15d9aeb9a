"""A parser whose module kills the child that loads it, before the child has taken a file."""

import multiprocessing
import os

if multiprocessing.parent_process() is not None:
    os.abort()


def parse(content, name):
    return {}
