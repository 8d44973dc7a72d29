"""What tests of kept values read."""

import threading

ANSWER_SECONDS = 20


class Source:
    """What a Recent reads: the numbers 1, 2, 3, … While `open` is not set it does not answer; `error` is raised."""

    def __init__(self):
        self.asked = 0
        self.error = None
        self.begun = threading.Event()
        self.open = threading.Event()
        self.open.set()

    def __call__(self):
        self.asked += 1
        answer = self.asked
        self.begun.set()
        assert self.open.wait(ANSWER_SECONDS)
        if self.error:
            raise self.error
        return answer

    def hang(self):
        self.begun.clear()
        self.open.clear()
