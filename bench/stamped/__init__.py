"""Photos as stations hand them in, drawn with what is true of each: to measure a reader by.

Stamps of the eleven layout families of watermark cameras, and the pictures that bear none: scene
text, brand corners, phone strips. Everything is invented and seeded; a split ("development" or
"held-out") has its own seeds, typefaces, places and backgrounds.
"""
