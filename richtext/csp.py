"""What the editor needs of the page's Content-Security-Policy; to be added on pages that hold a RichTextWidget."""

# CKEditor 4 writes its toolbar and dialogs with onclick="" and style="" attributes. It needs no 'unsafe-eval', no
# inline <script>, no frame and no other host; two `javascript:` frames that it tries are blocked without harm.
EDITOR_DIRECTIVES = {
    "script-src-attr": ["'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
}
