from django.apps import AppConfig

from links.registry import holds_links

ELSEWHERE = "Địa chỉ của video không thay được: hãy thêm video mới vào thư viện rồi đổi ở trong bài."


class RecordingsConfig(AppConfig):
    name = "recordings"
    verbose_name = "Video, âm thanh"

    def ready(self):
        """Recordings on a server of the office have an address there (links/registry.py)."""
        needs = ("provider", "code")
        holds_links(self.get_model("Recording"), "recording", also=_on_its_server, needs=needs, sealed=ELSEWHERE)


def _on_its_server(recording):
    return [recording.code] if recording.provider == "server" else []
