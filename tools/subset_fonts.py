"""Cut the four faces of the portal down to what Vietnamese news needs: one small WOFF2 per face.

    npm pack @expo-google-fonts/be-vietnam-pro@0.4.1 @expo-google-fonts/source-serif-4@0.4.1
    # unpack both; then, in a throw-away virtual environment with `pip install fonttools brotli`:
    python tools/subset_fonts.py FOLDER_WITH_THE_TTF_FILES static/fonts

The source is the complete TTF, not the ready-made Latin and Vietnamese web files: those are two fonts to a browser,
and no kerning pair crosses from one to the other ("Tỉ", "Vư"). Both families are under the OFL 1.1; their licences
lie beside the result.
"""

import sys
from pathlib import Path

from fontTools import subset

FACES = {
    "be-vietnam-pro-400": "BeVietnamPro_400Regular.ttf",
    "be-vietnam-pro-600": "BeVietnamPro_600SemiBold.ttf",
    "source-serif-4-400": "SourceSerif4_400Regular.ttf",
    "source-serif-4-400-italic": "SourceSerif4_400Regular_Italic.ttf",
    "source-serif-4-600": "SourceSerif4_600SemiBold.ttf",
}

ASCII = range(0x20, 0x7F)
# ĂÂĐÊÔƠƯ with every tone; Ĩ and Ũ. There are no separate tones: all text in the database is composed (NFC), and the
# tables that place marks would be a sixth of each file.
VIETNAMESE = [
    *range(0x1EA0, 0x1EFA),
    *(ord(letter) for letter in "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"),
]
# Names of people and places of other languages that stand in Vietnamese news.
NEIGHBOURS = [ord(letter) for letter in "ÄÇÑÖÜßäçñöü"]
SIGNS = [ord(sign) for sign in "\u00a0–—…“”‘’«»›·•§°²³±×÷−½₫€©®≤≥"]
# Neither family has them, and a browser would take them from another font: they look like their breaking twins.
TWINS = {0x2011: "-", 0x202F: " "}

# Without small capitals, old-style figures, stylistic sets: nothing on the portal asks for them.
FEATURES = ["kern", "tnum", "lnum"]
# The italic sets a quotation, a few lines on a few pages, and does without pairs (a fifth of it), other languages'
# letters and rare signs.
ITALIC = "source-serif-4-400-italic"
SIGNS_OF_SPEECH = [ord(sign) for sign in "\u00a0–—…“”‘’°×−₫"]


def cut(source, target):
    """Write the subset of `source` (TTF) to `target` (WOFF2); return the signs the face does not have."""
    options = subset.Options()
    options.flavor = "woff2"
    is_italic = Path(target).stem == ITALIC
    options.layout_features = [] if is_italic else FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 5, 13, 14]
    options.notdef_outline = True
    font = subset.load_font(source, options)
    wanted = {*ASCII, *VIETNAMESE, *(SIGNS_OF_SPEECH if is_italic else NEIGHBOURS + SIGNS)}
    missing = sorted(wanted - font.getBestCmap().keys())
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    for table in font["cmap"].tables:
        table.cmap.update({twin: table.cmap[ord(sign)] for twin, sign in TWINS.items() if ord(sign) in table.cmap})
    subset.save_font(font, target, options)
    return missing


def main(sources, target):
    found = {path.name: path for path in Path(sources).rglob("*.ttf")}
    for name, file in FACES.items():
        path = Path(target) / f"{name}.woff2"
        missing = cut(str(found[file]), str(path))
        print(f"{path.name}: {path.stat().st_size} bytes; without {''.join(map(chr, missing)) or 'nothing'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
