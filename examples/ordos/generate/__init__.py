"""Draws and writes the example station of Ordos: the first three months of one invented township.

Run it from the root of the repository, into a folder that does not exist yet:

    rm -r examples/ordos/station
    python -m examples.ordos.generate

Read it in this order: `cast` (who and where), `deeds` (what was done), `workbook` and `documents`
(the papers), `photos`. What is wrong on purpose is marked `Planted` where it is written, and is
listed in `expected.yaml`. Everybody and every place is invented; `examples.studio` draws.
"""
