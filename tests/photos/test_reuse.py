from dataclasses import replace

from swaudit.model.photo import PhotoFacts
from swaudit.photos.reuse import pairs


def photo(mark, phash, centre, pixels=None):
    return PhotoFacts(
        sha256=mark, verdict="valid", pixels=pixels or "p" + mark, phash=phash, phash_centre=centre
    )


A = photo("a", "0000000000000000", "ffffffff00000000")
FAR = photo("f", "ffffffffffffffff", "00000000ffffffff")


def told(photos):
    return [(pair.a, pair.b, pair.kind, pair.lead) for pair in pairs(photos)]


def test_the_same_bytes_are_exact_and_proof():
    (pair,) = pairs({"二月/1.jpg": A, "三月/9.jpg": A, "x.jpg": FAR})
    assert (pair.a, pair.b, pair.kind, pair.lead) == ("三月/9.jpg", "二月/1.jpg", "exact", False)
    assert pair.score == 1.0
    assert pair.explain.code == "photo.reuse.exact"


def test_the_same_pixels_in_other_bytes_are_reencoded():
    assert told({"1": A, "2": replace(A, sha256="b")}) == [("1", "2", "reencoded", False)]


def test_likeness_is_a_lead_up_to_six_bits():
    near, off = replace(FAR, sha256="n", pixels="n"), replace(FAR, sha256="o", pixels="o")
    near = replace(near, phash="000000000000003f")
    off = replace(off, phash="000000000000007f")
    (pair,) = pairs({"1": A, "2": near})
    assert (pair.kind, pair.lead, pair.score) == ("same_scene", True, round(1 - 6 / 64, 3))
    assert dict(pair.explain.values) == {"percent": "91"}
    assert pairs({"1": A, "2": off}) == ()


def test_likeness_of_the_centre_alone_is_enough():
    stamped = photo("s", "ffffffffffffffff", "ffffffff0000000f")
    assert told({"1": A, "2": stamped}) == [("1", "2", "same_scene", True)]


def test_pairs_are_never_chained():
    photos = {
        "1": photo("1", "0000000000000000", "1111111111111111"),
        "2": photo("2", "000000000000000f", "22222222dddddddd"),
        "3": photo("3", "00000000000000ff", "4444444488888888"),
    }
    assert [(pair.a, pair.b) for pair in pairs(photos)] == [("1", "2"), ("2", "3")]


def test_unreadable_photos_are_compared_by_bytes_alone():
    broken = PhotoFacts("x", "unreadable", problem="photo.truncated")
    gone = PhotoFacts("", "unreadable", problem="file.gone")
    photos = {"1": broken, "2": broken, "3": gone, "4": gone}
    assert told(photos) == [("1", "2", "exact", False)]


def test_the_order_of_the_photos_does_not_matter():
    photos = {f"{i}.jpg": photo(str(i), f"{i % 5:016x}", f"{i:08x}ffffffff") for i in range(300)}
    found = pairs(photos)
    assert found == pairs(dict(reversed(photos.items())))
    assert [(pair.a, pair.b) for pair in found] == sorted((pair.a, pair.b) for pair in found)
    assert len({(pair.a, pair.b) for pair in found}) == len(found)


def test_bands_of_a_large_set_are_all_compared():
    photos = {
        f"{i:04d}": photo(
            str(i),
            f"{i * 0x9E3779B97F4A7C15 % 2**64:016x}",
            f"{i * 0xC2B2AE3D27D4EB4F % 2**64:016x}",
        )
        for i in range(600)
    }
    photos["zz"] = replace(photos["0599"], sha256="z", pixels="z")
    assert [(pair.a, pair.b) for pair in pairs(photos) if pair.b == "zz"] == [("0599", "zz")]


def test_no_photos_no_pairs():
    assert pairs({}) == ()
