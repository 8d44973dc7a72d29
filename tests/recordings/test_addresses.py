"""Which recording an address means, as people paste it; a sentence for what is none."""

import pytest

from recordings.addresses import Source, read_address
from recordings.refusals import BadAddress

KEY = "dQw4w9WgXcQ"
YOUTUBE = [
    "https://www.youtube.com/watch?v={}",
    "http://youtube.com/watch?v={}",
    "youtube.com/watch?v={}",
    "  https://www.youtube.com/watch?v={}&list=PLx&index=3  ",
    "https://www.youtube.com/watch?feature=share&v={}&t=1m30s",
    "https://www.youtube.com/watch/{}",
    "https://m.youtube.com/watch?v={}",
    "https://music.youtube.com/watch?v={}",
    "https://youtu.be/{}",
    "https://youtu.be/{}?si=AbCdEf&t=42",
    "youtu.be/{}",
    "https://www.youtube.com/embed/{}?start=10",
    "https://www.youtube-nocookie.com/embed/{}",
    "https://www.youtube.com/shorts/{}",
    "https://www.youtube.com/live/{}?feature=share",
    "https://www.youtube.com/v/{}",
    "https://www.youtube.com/e/{}",
    "https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3D{}%26feature%3Dshare",
    '<iframe width="560" height="315" src="https://www.youtube.com/embed/{}?si=x&amp;start=3" title="x"></iframe>',
    "//www.youtube.com/embed/{}",
    "“https://youtu.be/{}”",
    "HTTPS://WWW.YOUTUBE.COM/watch?v={}",
]
VIMEO = {
    "https://vimeo.com/76979871": "76979871",
    "vimeo.com/76979871?share=copy": "76979871",
    "https://vimeo.com/76979871/8272103f6e": "76979871/8272103f6e",
    "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1": "76979871/8272103f6e",
    "https://player.vimeo.com/video/76979871": "76979871",
    "https://vimeo.com/channels/staffpicks/76979871": "76979871",
    "https://vimeo.com/groups/motion/videos/76979871": "76979871",
    "https://vimeo.com/showcase/3253534/video/76979871": "76979871",
    '<iframe src="https://player.vimeo.com/video/76979871?h=8272103f6e"></iframe>': "76979871/8272103f6e",
}


@pytest.mark.parametrize("address", YOUTUBE)
def test_an_address_of_youtube_in_each_form_means_the_video(address):
    assert read_address(address.format(KEY)) == Source("youtube", KEY, "video")


@pytest.mark.parametrize("address", VIMEO)
def test_an_address_of_vimeo_in_each_form_means_the_video(address):
    assert read_address(address) == Source("vimeo", VIMEO[address], "video")


@pytest.mark.parametrize(
    ("address", "code", "kind"),
    [
        ("https://video.songlam.example/2026/hop.mp4", None, "video"),
        ("video.songlam.example/2026/hop.MP4?v=1#t=3", "https://video.songlam.example/2026/hop.MP4?v=1", "video"),
        ("https://VIDEO.songlam.example:443/a.mp3", "https://video.songlam.example/a.mp3", "audio"),
        ("https://video.songlam.example/nhung/17", None, "video"),
        ("https://tv.songlam.example:8443/xem?id=3", None, "video"),
    ],
)
def test_a_server_that_the_settings_name_is_taken(settings, address, code, kind):
    settings.VIDEO_HOSTS = ["video.songlam.example", "tv.songlam.example:8443"]

    assert read_address(address) == Source("server", code or address, kind)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Hãy dán địa chỉ"),
        ("phỏng vấn chủ tịch xã", "không phải địa chỉ"),
        ("javascript:alert(1)", "không phải địa chỉ"),
        ("data:text/html,x", "không phải địa chỉ"),
        ("file:///etc/passwd", "không phải địa chỉ"),
        ("https://[::1", "không phải địa chỉ"),
        ("https://x.vn:port/", "không phải địa chỉ"),
        ("https://www.youtube.com/@vtv24", "không phải một video"),
        ("https://www.youtube.com/playlist?list=PLxyz", "không phải một video"),
        ("https://www.youtube.com/embed/videoseries?list=PLxyz", "không phải một video"),
        ("https://www.youtube.com/results?search_query=cchc", "không phải một video"),
        ("https://www.youtube.com/watch?v=short", "không phải một video"),
        ("https://vimeo.com/categories", "không phải một video"),
        ("https://www.facebook.com/watch/?v=123", "“www.facebook.com”"),
        ("https://www.tiktok.com/@a/video/1", "“www.tiktok.com”"),
        ("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "evil.example"),
        ("https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ", "evil.example"),
        ("http://169.254.169.254/latest", "169.254.169.254"),
        ("https://youtu.be/" + "x" * 600, "dài hơn 500"),
        ("http://video.songlam.example/a.mp4", "https://"),
        ("https://a:b@video.songlam.example/a.mp4", "mật khẩu"),
        ("https://video.songlam.example/live.m3u8", "luồng phát"),
        ("https://video.songlam.example/a.mov", "“.mov”"),
        ("https://video.songlam.example:8443/a.mp4", "không nhận video từ"),
    ],
)
def test_what_is_no_recording_is_refused_with_a_sentence(settings, address, said):
    settings.VIDEO_HOSTS = ["video.songlam.example"]

    with pytest.raises(BadAddress) as refused:
        read_address(address)

    assert said in str(refused.value)
    assert str(refused.value).endswith(".") or "…" in str(refused.value)
