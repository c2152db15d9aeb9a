"""What the generators of the examples share: scenes, phones, stamps, papers and workbooks.

`scenes` draws, `camera` photographs, `stamps` puts a watermark camera's block on, `pictures`
writes the photos of a station so that no two are alike; `papers` and `workbooks` write the rest.
Everything is drawn from seeds: the same seed gives the same files on the same platform and fonts.
"""
