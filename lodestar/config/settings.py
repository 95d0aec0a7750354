"""Settings, read from the environment in this one place (the README lists them)."""

import os
import re
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lodestar.config.mail import mail_settings

BASE_DIR = Path(__file__).resolve().parents[2]
TRUE_WORDS = {"1", "true", "yes", "on"}


def from_environment(name: str, default: str = "") -> str:
    """Return the environment's value of a setting, or the default."""
    return os.environ.get(name, default).strip()


def is_on(name: str, default: str = "") -> bool:
    """Return whether a setting is switched on in the environment."""
    return from_environment(name, default).lower() in TRUE_WORDS


def whole_number_or_none(name: str, given: str) -> int | None:
    """Return a setting that is a whole number above 0, or None where it is not set."""
    if given and not (given.isascii() and given.isdigit() and int(given) > 0):
        raise ImproperlyConfigured(f"{name} is a whole number above 0, such as 60250, not {given!r}.")
    return int(given) if given else None


# --- what kind of place this is -------------------------------------------------------------------------
DEMO = is_on("DEMO")
PRODUCTION = is_on("PRODUCTION")
DEBUG = is_on("DEBUG")
VAR_DIR = Path(from_environment("VAR_DIR", str(BASE_DIR / "var")))


def secret_key() -> str:
    """Return the signing key: given by the environment, or made once and kept beside the embedded database."""
    given = from_environment("SECRET_KEY")
    if given:
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("Set SECRET_KEY: production does not start with a key it made itself.")
    kept = VAR_DIR / "secret-key"
    if not kept.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG and PRODUCTION cannot both be on: error pages would show children's records."
    )
if PRODUCTION and DEMO:
    raise ImproperlyConfigured(
        "DEMO and PRODUCTION cannot both be on: demonstration sign-in needs no password."
    )
if PRODUCTION and not from_environment("DATABASE_URL"):
    raise ImproperlyConfigured("Set DATABASE_URL: production does not fall back to the embedded database.")
if PRODUCTION and not from_environment("ALLOWED_HOSTS"):
    raise ImproperlyConfigured("Set ALLOWED_HOSTS: production answers only to the names it is given.")

SECRET_KEY = secret_key()
ALLOWED_HOSTS = [h for h in from_environment("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in from_environment("CSRF_TRUSTED_ORIGINS").split(",") if o]

# --- the authority --------------------------------------------------------------------------------------
COUNCIL_NAME = from_environment("COUNCIL_NAME", "Westmarch Council")
SERVICE_NAME = from_environment("SERVICE_NAME", "Lodestar")
AUTHORITY_CODE = from_environment(
    "AUTHORITY_CODE", ""
)  # ONS code of the responsible authority, for the return
# Beside whom our figures are shown: the region's ONS code (default: the authority's own), the neighbours' codes with
# commas between them (default: those of the loaded model), and the children aged 0 to 17 (default: the ONS estimate).
AUTHORITY_REGION = from_environment("AUTHORITY_REGION")
AUTHORITY_NEIGHBOURS = [c.strip() for c in from_environment("AUTHORITY_NEIGHBOURS").split(",") if c.strip()]
POPULATION_0_17 = whole_number_or_none("POPULATION_0_17", from_environment("POPULATION_0_17"))
for code in filter(None, [AUTHORITY_REGION, *AUTHORITY_NEIGHBOURS]):
    if not re.fullmatch(r"E\d{8}|\d{3}", code, re.ASCII):
        raise ImproperlyConfigured(
            f"AUTHORITY_REGION and AUTHORITY_NEIGHBOURS are codes such as E12000005 or 815, not {code!r}."
        )
if DEMO and not AUTHORITY_CODE:
    # The made-up authority lies in a real region and has the neighbours of a county like it; nobody publishes on it.
    AUTHORITY_REGION = AUTHORITY_REGION or "E12000005"
    LIKE_IT = ["815", "933", "860", "811", "838", "884", "830", "885", "943", "916"]
    AUTHORITY_NEIGHBOURS = AUTHORITY_NEIGHBOURS or LIKE_IT
    POPULATION_0_17 = POPULATION_0_17 or 60_900
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# --- local practice (policy, not law) -------------------------------------------------------------------
RESTART_ON_UNPLANNED_MOVE = is_on("RESTART_ON_UNPLANNED_MOVE", "1")
REVIEW_DATE_BASIS = from_environment("REVIEW_DATE_BASIS", "completed")
IRO_APPOINTMENT_WORKING_DAYS = int(from_environment("IRO_APPOINTMENT_WORKING_DAYS", "5"))
# Working days before a review by which invitations are out (R4.3) and the social worker's report is in (R4.4).
INVITATIONS_WORKING_DAYS = int(from_environment("INVITATIONS_WORKING_DAYS", "10"))
SW_REPORT_LEAD = int(from_environment("SW_REPORT_LEAD", "3"))
# A folder with the council's own texts of letters and records, and a file of further words that letters avoid.
DOCUMENT_TEMPLATES = from_environment("DOCUMENT_TEMPLATES")
WORDS_TO_AVOID = from_environment("WORDS_TO_AVOID")
# Working days in which a manager answers an amber or a red rating (local policy).
RATING_ANSWER_WORKING_DAYS = int(from_environment("RATING_ANSWER_WORKING_DAYS", "5"))
# Headings of a review's agenda beside those of Schedule 7, in order, with semicolons between them.
AGENDA_LOCAL_HEADINGS = [
    words.strip() for words in from_environment("AGENDA_LOCAL_HEADINGS").split(";") if words.strip()
]
# Working days after a review by which its record is complete (R4.10).
RECORD_WORKING_DAYS = int(from_environment("RECORD_WORKING_DAYS", "15"))

# --- the house ------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "lodestar.govuk",
    "lodestar.access",
    "lodestar.casework.children",
    "lodestar.casework.allocation",
    "lodestar.casework.reviews",
    "lodestar.casework.plans",
    "lodestar.casework.meetings",
    "lodestar.casework.decisions",
    "lodestar.casework.ratings",
    "lodestar.casework.records",
    "lodestar.casework.desk",
    "lodestar.analytics.comparators",
    "lodestar.analytics",
    "lodestar.exchange.jobs",
    "lodestar.exchange.api",
    "lodestar.exchange.ssda903",
    "lodestar.exchange.figures",
    "lodestar.exchange.demonstration",
    "lodestar.exchange.notices",
    "lodestar.config",
]
AUTH_USER_MODEL = "access.User"
# Called by the door, inside the transaction, with the children an action touched (ADR-0004).
CHILD_CHANGE_FOLLOWERS = [
    "lodestar.casework.allocation.ending.close",
    "lodestar.casework.reviews.clock.refresh",
]
PAGE_NAVIGATION = "lodestar.config.navigation.navigation"
PAGE_SIGN_OUT_ROUTE = "sign-out"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lodestar.access.middleware.SessionLimits",
    "lodestar.access.middleware.SignedInUnlessOpen",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
ROOT_URLCONF = "lodestar.config.urls"
WSGI_APPLICATION = "lodestar.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "lodestar.govuk.jinja_env.environment",
            "context_processors": [
                "lodestar.govuk.page_frame.page_frame",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- the database ---------------------------------------------------------------------------------------
DATABASE_URL = from_environment("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'lodestar.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # IMMEDIATE: with deferred transactions, two people saving at once end in "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=20000;"
            "PRAGMA cache_size=-65536;PRAGMA temp_store=MEMORY;PRAGMA foreign_keys=ON;"
        ),
    }

# --- signing in -----------------------------------------------------------------------------------------
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Locked by user name: locking by address would lock a whole office behind one router.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "lodestar.access.views.locked_out"
AXES_VERBOSE = False
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says 30 minutes, and it is 30 minutes
AXES_DISABLE_ACCESS_LOG = True  # who signed in is in the chain of events
# Never stored beside a failed try: what was typed before the session ended, and the address one came for.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "carried", "next"]
# W006 advises locking by address as well: it would shut out a whole office (ADR-0011).
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

SESSION_IDLE_MINUTES = int(from_environment("SESSION_IDLE_MINUTES", "30"))
SESSION_HOURS = int(from_environment("SESSION_HOURS", "12"))
EMERGENCY_ACCESS_MINUTES = int(from_environment("EMERGENCY_ACCESS_MINUTES", "60"))
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lodestar.govuk.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- what leaves the browser's tab ----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = is_on("SECURE_SSL_REDIRECT", "1")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- telling people -------------------------------------------------------------------------------------
# Where people open the service: the beginning of every address that a mail gives.
SITE_ADDRESS = from_environment("SITE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
# smtp://, smtp+tls:// or smtps://user:password@host:port; console:; file:/folder. Nothing: a folder under VAR_DIR.
EMAIL_URL = from_environment("EMAIL_URL")
globals().update(mail_settings(EMAIL_URL or ("" if PRODUCTION else f"file:{VAR_DIR / 'mail'}")))
EMAIL_TIMEOUT = 20  # seconds; a server that answers no sooner counts as one that did not answer
EMAIL_FROM = from_environment("EMAIL_FROM")
DEFAULT_FROM_EMAIL = EMAIL_FROM or "lodestar@localhost"
# GOV.UK Notify instead of email: an API key, and a template whose subject is ((subject)) and whose text is ((text)).
NOTIFY_API_KEY = from_environment("NOTIFY_API_KEY")
NOTIFY_TEMPLATE = from_environment("NOTIFY_TEMPLATE")
NOTIFY_ADDRESS = from_environment("NOTIFY_ADDRESS", "https://api.notifications.service.gov.uk")
# The hour (London) at which gathered notices go out, on working days.
NOTICE_DIGEST_HOUR = int(from_environment("NOTICE_DIGEST_HOUR", "8"))
if not 0 <= NOTICE_DIGEST_HOUR <= 23:
    raise ImproperlyConfigured("NOTICE_DIGEST_HOUR is an hour of the day, from 0 to 23.")

# --- work in the background -----------------------------------------------------------------------------
# Who does what takes longer than a page should: a worker, or (at-once) the request itself, which suits tests.
JOBS = from_environment("JOBS", "worker")
if JOBS not in {"worker", "at-once"}:
    raise ImproperlyConfigured(f"JOBS is worker or at-once, not {JOBS!r}.")
# Whether `lodestar serve` starts a worker beside the pages; in production `lodestar work` runs on its own.
EMBEDDED_WORKER = is_on("EMBEDDED_WORKER", "" if PRODUCTION else "1")
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if JOBS == "worker"
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}
# The function of each kind of work: it is given the piece and a way to say how far it is.
JOB_WORK = {
    "daily": "lodestar.exchange.jobs.housework.daily",
    "notices": "lodestar.exchange.jobs.housework.notices",
    "return-trial": "lodestar.exchange.ssda903.work.try_uploaded",
    "return-import": "lodestar.exchange.ssda903.work.import_uploaded",
}

# --- the interface for other systems --------------------------------------------------------------------
# How often one token may call in a minute.
API_CALLS_A_MINUTE = whole_number_or_none("API_CALLS_A_MINUTE", from_environment("API_CALLS_A_MINUTE", "120"))
if API_CALLS_A_MINUTE is None:
    raise ImproperlyConfigured("API_CALLS_A_MINUTE is a whole number above 0.")

# --- static files ---------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
STATICFILES_DIRS = (
    [BASE_DIR / "lodestar" / "govuk" / "built"]
    if (BASE_DIR / "lodestar" / "govuk" / "built").is_dir()
    else []
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 50 * 1024 * 1024

# --- logs: never a child's name, never a request body ---------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "axes": {"level": "ERROR"},
        "django.server": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},  # that a worker was told to stop is no news
        "notifications_python_client": {
            "level": "CRITICAL"
        },  # it would repeat what Notify says of an address
        "django.request": {"level": "ERROR"},  # a refusal or a missing page is an answer, not a fault
    },
}
