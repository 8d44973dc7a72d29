"""Why a picture cannot be read. The sentences are in uploads/picture_sentences.py."""


class Unreadable(Exception):
    """`code`: a key of `picture_sentences.SENTENCES`; `details` are plain values for the sentence."""

    def __init__(self, code: str, **details: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
