"""The editor. Only this file and static/richtext/ name CKEditor, so only they change with another editor."""

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.conf import settings
from django.urls import reverse

from . import picture_places, policy
from .sanitize import only_allowed, sanitize_html
from .size import is_too_long

# As PLUGINS in static/richtext/editor.js.
OWN_PLUGINS = [
    "portalwords", "portalgallery", "portallists", "portalpictures", "portalrecordings", "portalpaste",
    "portalrepeats", "portalunicode",
]  # fmt: skip

# Removed: plugins that ask another host, send files past our own view, or write what the allow-list forbids.
REMOVED_PLUGINS = [
    "exportpdf", "scayt", "wsc", "iframe", "forms", "flash", "save", "newpage", "print", "preview", "templates",
    "smiley", "language", "about", "codesnippetgeshi", "image", "uploadimage", "filebrowser", "font", "colorbutton",
    "colordialog", "stylescombo", "div", "bidi", "pagebreak", "liststyle", "dialogadvtab", "copyformatting",
    "easyimage", "cloudservices", "elementspath", "resize",
    # They read the raw clipboard once more, after static/richtext/clipboard/ has.
    "pastefromword", "pastefromgdocs", "pastefromlibreoffice",
]  # fmt: skip

TOOLBAR = [
    ["Undo", "Redo"],
    ["Format", "Bold", "Italic", "Subscript", "Superscript", "RemoveFormat"],
    ["NumberedList", "BulletedList", "Blockquote"],
    ["JustifyCenter", "JustifyRight"],
    ["Link", "Unlink"],
    ["PortalPictures", "PortalRecordings", "Table", "HorizontalRule", "SpecialChar"],
    ["PasteText", "PortalUnicode", "Find", "Source", "Maximize"],
]


def editor_config():
    """CKEditor's configuration without the addresses."""
    return {
        "language": "vi",
        # The name of the editor for screen readers, in place of its English name and the field's id.
        "title": "Trình soạn thảo nội dung",
        "applicationTitle": "Trình soạn thảo nội dung",
        "versionCheck": False,
        "customConfig": "",
        "stylesSet": False,
        "extraPlugins": ",".join(["divarea", "image2", *OWN_PLUGINS]),
        "removePlugins": ",".join(REMOVED_PLUGINS),
        "allowedContent": policy.ckeditor_rules(),
        "extraAllowedContent": picture_places.CKEDITOR_RULE,
        "toolbar": TOOLBAR,
        "removeDialogTabs": "link:target;link:advanced;image2:Upload;table:advanced",
        "linkDefaultProtocol": "https://",
        "linkShowTargetTab": False,
        "linkShowAdvancedTab": False,
        "format_tags": "p;h2;h3;h4;pre",
        "justifyClasses": ["left", "center", "right", "justify"],
        "image2_captionedClass": "image",
        "image2_altRequired": True,
        "image2_disableResizer": True,
        "clipboard_handleImages": False,
        "disableNativeSpellChecker": False,
        "entities": False,
        "fillEmptyBlocks": False,
        "height": "auto",  # as long as its text (static/richtext/editor.css)
        "width": "100%",
    }


class RichTextWidget(CKEditorWidget):
    """CKEditor in the page itself (divarea), allowed exactly what the sanitiser allows."""

    def __init__(self, attrs=None):
        super().__init__(template_name="richtext/widget.html", attrs=attrs)
        self.config = editor_config()

    @property
    def media(self):
        own = forms.Media(
            css={"all": ["richtext/editor.css", "uploads/images.css", "recordings/dialog.css"]},
            js=[forms.Script("richtext/editor.js", type="module")],
        )
        return super().media + own

    def get_context(self, name, value, attrs):
        self.config |= {
            "portalLibraryUrl": reverse("uploads:library"),
            "portalUploadUrl": reverse("uploads:image"),
            "portalRecordingMaxBytes": settings.RECORDING_MAX_BYTES,
            "portalRecordingUrl": reverse("desk_recordings:add"),
            "portalRecordingLibraryUrl": reverse("desk_recordings:library"),
            "portalUnicodeUrl": reverse("richtext:unicode"),
            "portalMediaUrl": settings.MEDIA_URL,
        }
        return super().get_context(name, value, attrs)

    def format_value(self, value):
        """Clean the value before the editor gets it: the editor runs what it gets, and old rows may be unclean."""
        if value and is_too_long(value):
            return picture_places.kept(value, only_allowed)  # it was refused, or is from before there was a limit
        return picture_places.kept(value, sanitize_html) if value else value
