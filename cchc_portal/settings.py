"""One file for every machine; what differs comes from environment variables (see README.md).

In production a missing variable stops the start.
"""

from datetime import timedelta
from pathlib import Path

import dj_database_url
import dj_email_url
from django.urls import reverse_lazy

from cchc_portal import env
from cchc_portal.middleware.static_policy import guard_static_file
from cchc_portal.staff import theme

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000" if DEBUG else env.REQUIRED).rstrip("/")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.with_host_of(
    SITE_URL, env.words("ALLOWED_HOSTS", "127.0.0.1,localhost" if DEBUG else env.REQUIRED)
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
# Who reads on /san-sang/ what waits to be done; everybody else reads whether the portal is ready.
STATUS_NETWORKS = env.networks("STATUS_NETWORKS")

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "axes",
    "csp",
    "ckeditor",
    "post_office",
    "reversion",
    "vietnamese",
    "accounts",
    "mailing",
    "uploads",
    "richtext",
    "revisions",
    "links",
    "recordings",
    "copyediting",
    "articles",
    "layout",
    "comments",
    "newsroom",
    "stats",
    "cchc_portal",
]
if (BASE_DIR / "sample").is_dir():  # a server may do without it
    INSTALLED_APPS.append("sample")

MIDDLEWARE = [
    "cchc_portal.middleware.errors.keep_no_error",
    "cchc_portal.middleware.probes.answer_any_name",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cchc_portal.middleware.compression.TextCompression",
    "cchc_portal.middleware.headers.PolicyMiddleware",
    "cchc_portal.serving.json_errors.errors_in_json",
    "accounts.cookie_names.keep_old_names_in_step",
    "accounts.sessions.SignedSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cchc_portal.middleware.addresses.nothing_behind_an_address",
    "cchc_portal.middleware.addresses.one_spelling_of_numbers",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.idle.end_idle_sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "cchc_portal.middleware.nul_bytes.refuse_nul_bytes",
]

ROOT_URLCONF = "cchc_portal.urls"
WSGI_APPLICATION = "cchc_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cchc_portal.serving.context_processors.site_url",
                "cchc_portal.serving.context_processors.fragments",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(env.secret("DATABASE_URL"), conn_max_age=600, conn_health_checks=True),
}
# A server that does not even refuse must not hold up readers, who are answered from the page cache meanwhile.
# What a server that is there may keep them waiting: serving/kinds.py.
DATABASES["default"].setdefault("OPTIONS", {}).update(
    connect_timeout=3,
    tcp_user_timeout=10_000,
    keepalives_idle=10,
    keepalives_interval=5,
    keepalives_count=3,
)
# The threads of a web process, where the server's command line does not say (serving/gate.py)
WEB_THREADS = env.integer("WEB_THREADS", 10, minimum=1)
# What a process keeps besides, and what it is told not to keep (serving/context_processors.py)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "nothing kept": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
# Rendered pages that each web process keeps (serving/page_cache.py); 0: none, so that changed templates show at once
PAGE_CACHE_BYTES = env.integer("PAGE_CACHE_BYTES", 0 if DEBUG else 32 * 1024 * 1024)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who works here
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.sign_in.PasswordBackend",
    "django.contrib.auth.backends.ModelBackend",  # sessions name it; PasswordBackend lets no password get here
]
PASSWORD_HASHERS = ["accounts.hashers.Scrypt", "accounts.hashers.PBKDF2", "accounts.hashers.PBKDF2SHA1"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")

# Five failures lock the pair of user name and network for a quarter of an hour, and never a whole office behind one
# address: that takes SIGN_IN_NETWORK_FAILURES, over all names (sixty people sign in at eight). What is kept of an
# attempt is nobody's address (accounts/sign_in.py), and goes with the next one after that.
AXES_HANDLER = "accounts.sign_in.AttemptHandler"
AXES_FAILURE_LIMIT = 5
SIGN_IN_NETWORK_FAILURES = env.integer("SIGN_IN_NETWORK_FAILURES", 100, minimum=5)
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "accounts.sign_in.sender_of"
AXES_LOCKOUT_CALLABLE = "accounts.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

UNFOLD = theme.UNFOLD
STATISTICS_TABS = theme.STATISTICS_TABS

# Language, numbers and time: always Vietnamese, whatever the browser asks for
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["vietnamese.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Files
STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = guard_static_file
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "cchc_portal.serving.static_finder.PublishedFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "uploads.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "cchc_portal.serving.static_storage.StaticStorage"
        if env.flag("FINGERPRINT_STATIC", default=not DEBUG)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
# Above the largest upload (uploads/checks.py), so that a full disk is met where a sentence can report it. A process
# takes in two at once (serving/kinds.py).
FILE_UPLOAD_MAX_MEMORY_SIZE = 34 * 1024 * 1024

# Videos and sound recordings (recordings/): the largest file, and hosts of our own from which readers may see some
RECORDING_MAX_BYTES = env.integer("RECORDING_MAX_MB", 100, minimum=1) * 1024 * 1024
VIDEO_HOSTS = env.host_names("VIDEO_HOSTS")

# A virus scanner: every upload is shown to it, and none comes in while it is away (uploads/clamd.py)
CLAMD = env.socket_address("CLAMD")

# Revisions (revisions/thinning.py): plain saves that are older than so many days are thinned out to one a day; 0: none
REVISIONS_THIN_DAYS = env.integer("REVISIONS_THIN_DAYS", 0, minimum=0)
# The bin (revisions/bin/emptying.py): what readers never saw is deleted for ever after so many days there
BIN_DAYS = env.integer("BIN_DAYS", 60, minimum=1)

# Whether the worker asks links elsewhere (links/checking.py); while developing it asks nobody
CHECK_LINKS = env.flag("CHECK_LINKS", default=not DEBUG)

# Sessions are for staff alone: 30 minutes without work, 12 hours at most (accounts/idle.py)
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# A browser takes a cookie of such a name from this host alone (accounts/cookie_names.py).
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
CSRF_FAILURE_VIEW = "cchc_portal.serving.failures.csrf_failure"
MESSAGE_STORAGE = "accounts.cookie_names.MessageStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = False

# Mail: the worker sends what mailing/emails.py keeps, for a day every quarter of an hour. Without a mail server the
# emails are files in var/mail.
MAIL = dj_email_url.parse(env.secret("EMAIL_URL", "file:"))
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST, EMAIL_PORT = MAIL["EMAIL_HOST"], MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"], MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["EMAIL_USE_TLS"], MAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 8
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"khong-tra-loi@{env.mail_domain(SITE_URL)}")
POST_OFFICE = {
    "MAX_RETRIES": 96,
    "RETRY_INTERVAL": timedelta(minutes=15),
    "BATCH_SIZE": 5,
    "THREADS_PER_PROCESS": 5,
    "BATCH_DELIVERY_TIMEOUT": 3 * EMAIL_TIMEOUT,
    "LOG_LEVEL": 0,  # its log would keep addresses
}

# Headers
# The proxy alone reaches the application server, and says by which scheme it was asked.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = HTTPS and env.flag("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.flag("HSTS_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# CKEditor 4 is out of support, known and walled in (docs/decisions.md); its notice would come at every start.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "database.logs.WithoutRows",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {
        "console": {"class": "database.logs.OncePerMinute", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {"post_office": {"handlers": ["nowhere"], "propagate": False}},  # its lines hold addresses
    "root": {"handlers": ["console"], "level": "WARNING"},
}
