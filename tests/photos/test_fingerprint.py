from PIL import Image
from tests.photos.drawing import encoded, scene

from swaudit.photos.decode import open_picture, upright
from swaudit.photos.fingerprint import fingerprint

PICTURE = scene(1, (300, 700))


def prints(content):
    return fingerprint(upright(open_picture(content)))


def bits_apart(one, other):
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_metadata_does_not_change_the_pixels():
    exif = Image.Exif()
    exif[0x010E] = "another description"
    plain, described = encoded(PICTURE, "PNG"), encoded(PICTURE, "PNG", exif=exif)
    assert plain != described
    assert prints(plain) == prints(described)


def test_the_same_pixels_in_another_kind_of_file():
    assert prints(encoded(PICTURE, "PNG")).pixels == prints(encoded(PICTURE, "BMP")).pixels


def test_turned_by_exif_or_in_the_pixels_is_the_same():
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = encoded(PICTURE.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif)
    assert prints(lying).pixels == prints(encoded(PICTURE, "PNG")).pixels


def test_one_pixel_far_down_makes_another_picture():
    changed = PICTURE.copy()
    changed.putpixel((150, 650), (1, 2, 3))
    assert prints(encoded(changed, "PNG")).pixels != prints(encoded(PICTURE, "PNG")).pixels


def test_same_pixels_in_another_shape_is_another_picture():
    flat = Image.new("RGB", (40, 10), "grey")
    assert fingerprint(flat).pixels != fingerprint(flat.resize((10, 40))).pixels


def test_a_panel_at_the_bottom_leaves_the_hash_of_the_centre():
    panelled = PICTURE.copy()
    panelled.paste("white", (0, 450, 300, 700))
    one, other = fingerprint(PICTURE), fingerprint(panelled)
    assert one.phash_centre == other.phash_centre
    assert bits_apart(one.phash, other.phash) > 6


def test_other_pictures_are_far_apart():
    one, other = fingerprint(PICTURE), fingerprint(scene(2, (300, 700)))
    assert bits_apart(one.phash, other.phash) > 12
    assert bits_apart(one.phash_centre, other.phash_centre) > 12


def test_a_picture_of_one_pixel_has_its_hashes():
    assert len(fingerprint(Image.new("RGB", (1, 1))).phash_centre) == 16
