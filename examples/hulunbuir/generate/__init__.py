"""Draws and writes the example station: a half year of one invented township of Zhalainuoer.

Run it from the root of the repository, into a folder that does not exist yet:

    rm -r examples/hulunbuir/station
    python -m examples.hulunbuir.generate

Read it in this order: `cast` (who and where), `deeds` (what was done), `schedule` (when),
`folders` (with which photos), `planted` (what is wrong on purpose), `check` (that nothing else is
wrong), `workbook` and `documents` (the papers). `examples.studio` draws the photos.

Everybody and every place below the county is invented. The same seed gives the same files on the
same platform and fonts; the output is committed, so tests need neither.
"""
