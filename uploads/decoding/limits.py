"""How much of a picture is read."""

MAX_PIXELS = 110_000_000  # a camera of “100 megapixels” has 101.9 million, a telephone of 108 has 108
MAX_SIDE = 65_500  # of a JPEG; panoramas are long
MAX_FRAMES = 200

MAX_MARKERS = 5_000  # of a JPEG; a note of 32 MB has 512
FEW_CHUNKS = 5_000  # with more, a PNG is read in a child: Pillow needs a minute for some
MAX_CHUNKS = 50_000  # of a PNG; one of 32 MB has 4,096 where they have 8 kB, as most

READ_WIDTH = 1920  # px; what is read is scaled to at most this, half as much again as the widest size that is stored
READ_SHORTER_SIDE = 720  # px; of a panorama more is read, so that its square is sharp
MAX_HEIGHT = 12_000  # px; WebP ends at 16,383

# Of a child, which is to stay below 400 MB. What takes little is read without one.
MEMORY_BYTES = 400_000_000
CHILD_OWN_BYTES = 45_000_000  # Python, Pillow, libheif and the scaled picture
IN_PROCESS_BYTES = 64_000_000
CPU_SECONDS = 20
WALL_SECONDS = 60

ANIMATION_WIDTH = 640  # px
ANIMATION_MAX_PIXELS = 24_000_000  # of all frames as they are stored; those of larger ones are made smaller
ANIMATION_MIN_WIDTH = 240  # px; smaller than this, the first frame is worth more
ANIMATION_MAX_SENT_PIXELS = 250_000_000  # of all frames as they were sent; decoding more takes too long
ANIMATION_MAX_BYTES = 3 * 1024 * 1024
ANIMATION_MIN_MILLISECONDS = 20  # as browsers: what says less is shown with 100
