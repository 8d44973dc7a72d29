"""What readers find at an address of the portal itself."""

from dataclasses import dataclass

from .state import State


@dataclass(frozen=True, slots=True)
class Verdict:
    """`says` is one sentence on what is wrong, "" for what opens. `moved_to` is where it leads on to. `target` names
    the row behind it ("article:12"). `answer` is its code for people in a hurry: "404", "410", "301".
    """

    state: State
    answer: str = "200"
    says: str = ""
    moved_to: str = ""
    target: str = ""
    waits: bool = False  # not public yet: it will open once somebody publishes it


def opens(target: str = "") -> Verdict:
    return Verdict(State.FINE, target=target)


def leads_on(address: str, target: str = "") -> Verdict:
    says = f"Trang này đã đổi địa chỉ, nay ở {address}"
    return Verdict(State.MOVED, "301", f"{says}. Bạn đọc vẫn mở được; nên dùng địa chỉ mới.", address, target)


def missing(target: str = "") -> Verdict:
    """Also of what whoever asks may not know: the sentence is the same."""
    says = "Trên trang tin không có trang nào ở địa chỉ này. Xin xem lại địa chỉ, hoặc bỏ liên kết."
    return Verdict(State.BROKEN, "404", says, target=target)


def gone(says: str, target: str = "") -> Verdict:
    return Verdict(State.BROKEN, "410", says, target=target)


def waits(says: str, target: str) -> Verdict:
    """For a colleague who may know it; readers find nothing there yet."""
    return Verdict(State.BROKEN, "404", says, target=target, waits=True)
