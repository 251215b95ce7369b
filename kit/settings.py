"""One frozen Settings, read once at the edge: from `TIEOUT_…` in the environment, else what a first user needs."""

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from kit import secret_files
from kit.outside import networks


class Settings(BaseSettings):
    """What differs between two installations; the same files under the same settings give the same books."""

    model_config = SettingsConfigDict(env_prefix="TIEOUT_", frozen=True, extra="ignore")

    database_url: str = "sqlite:///var/tieout.db"
    entity: str = Field(default="MAIN", min_length=1)  # the legal entity whose books these are
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")  # ISO 4217, of items and customers that name none
    time_zone: str = "America/New_York"  # of the entity: decides which business day it is
    file_bytes_max: int = Field(default=64 * 1024 * 1024, gt=0)  # one bank file, and all an archive unpacks to
    line_bytes_max: int = Field(default=1_000_000, gt=0)  # one line of a bank file of lines
    depth_max: int = Field(default=64, gt=0)  # elements of an XML file, or messages, inside one another
    text_bytes_max: int = Field(default=1 << 20, gt=0)  # one text of an XML file or of an e-mail, one cell of a table
    archive_files_max: int = Field(default=1000, gt=0)  # files in one archive, parts of one workbook
    archive_ratio_max: int = Field(default=200, gt=0)  # unpacked bytes for each packed one, of an archive or a workbook
    pdf_bytes_max: int = Field(default=20_000_000, gt=0)  # a PDF document
    pdf_pages_max: int = Field(default=200, gt=0)  # of a PDF document
    parts_max: int = Field(default=100, gt=0)  # parts of an e-mail
    letters_max: int = Field(default=8, gt=0)  # e-mails attached inside one another
    documents_max: int = Field(default=100_000, gt=0)  # documents of one payment of an advice, lines of a paper
    letter_bytes_max: int = Field(default=50_000_000, gt=0)  # an e-mail with its attachments
    bai2_two_decimals: str = Field(
        default="", pattern=r"^(\S+:[A-Z]{3}( \S+:[A-Z]{3})*)?$"
    )  # SENDER:KRW, several by blanks: this sender of BAI2 writes a currency without decimals with two
    reader_bytes_max: int = Field(default=1 << 30, ge=1 << 26)  # memory that reading one file in a service may take
    reader_seconds: int = Field(default=120, gt=0)  # how long that may take
    table_bytes_max: int = Field(default=512 * 1024 * 1024, gt=0)  # one file of customers or items, unpacked
    policy_file: Path | None = None  # what may be posted without a person; none: the cautious defaults
    policy_folder: Path | None = None  # holds a policy for each legal entity, ENTITY.toml; goes before the one file
    credit_file: Path | None = None  # what counts as exposure and what holds an order; none: the cautious defaults
    disk_bytes_min: int = Field(default=256 * 1024 * 1024, ge=0)  # less room beside an SQLite file: not ready any more
    frames_days: int = Field(default=730, ge=0)  # how long what a run was asked is kept, for replay; 0: for ever
    tie_business_days: int = Field(default=3, ge=0)  # how far a total and its detail may lie apart
    match_workers: int = Field(default=0, ge=0)  # processes that decide; 0: one a core on large mornings, else one
    match_cluster: str = ""  # scheduler of a Dask cluster that decides instead: tcp://host:8786; none: this machine
    intake_batch: int = Field(default=500, gt=0)  # rows of a bank file written by one commit
    posting_batch: int = Field(default=1000, gt=0)  # receipts that one commit carries out; 5000 are a fifth quicker
    work_threads: int = Field(default=2, ge=0)  # pieces of work a process does at once; 0: `tieout serve` does none
    weekly_folder: Path | None = Path("var/reports")  # takes Monday's aging and reports by the clock; none: not written
    daily_controls: bool = True  # the daily controls run each morning from six, where work is done by the clock
    daily_collections: bool = True  # overdue tasks, settlements and the ladder are seen to each morning from seven
    daily_letters: bool = False  # dunning letters are written and sent each working day from nine, by the clock
    nightly_accounts: bool = True  # accounts are looked at each night from five: what ends soon, what is reviewed
    log: Literal["quiet", "json"] = "quiet"  # json: every request a line on standard error; quiet: only failures
    traces: str = ""  # where spans go, OTLP over HTTP: http://collector:4318/v1/traces; empty: none are kept
    session_secret: SecretStr | None = None  # signs cookies, one for all processes; none: a fresh one at each start
    versions_needed: bool = False  # a decision without If-Match is refused with 428
    payer_links_by_two: bool = False  # imported payer links wait for a second person
    mappings_by_two: bool = False  # how tables and lockboxes are read waits for a second person
    rate_per_minute: int = Field(default=6000, ge=0)  # requests of one person or one key; 0: without limit
    sign_ins_per_minute: int = Field(default=60, ge=0)  # tries to sign in from one place; 0: without limit
    key_ring: SecretStr | None = None  # the keys that seal account numbers and secrets, as `tieout key-ring new` prints
    key_ring_file: Path | None = None  # the file that holds them; neither set: BOOKS.key beside an SQLite file
    oidc_file: Path | None = None  # the OpenID provider where people sign in, table [provider]; none: here alone
    oidc_secret: SecretStr | None = None  # proves us to the provider; none: a public client, by PKCE alone
    token: SecretStr | None = None  # asked of every request once set; needed to listen beyond this machine
    outside_allowed: str = ""  # networks beyond the public ones that may be called: 10.2.0.0/16, 127.0.0.1
    outbox_folder: Path = Path("var/outbox")  # takes letters to print, and e-mails where no mail server is set
    notice_from: str = "credit@localhost"  # whom notices and reports to our own people come from
    report_mail_domains: str = ""  # whose addresses reports by the clock may go to: a.example, b.example; none: nobody
    smtp_host: str = ""  # the mail server that letters go out by; none: they are written into the outbox
    smtp_port: int = Field(default=587, gt=0, lt=65536)  # its port
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"  # none: only to a server of this machine
    smtp_user: str = ""  # as whom we sign in there; none: we do not
    smtp_password: SecretStr | None = None  # its password
    imap_host: str = ""  # the mail server whose mailbox is the shared inbox; none: nothing is fetched
    imap_port: int = Field(default=993, gt=0, lt=65536)  # its port
    imap_security: Literal["tls", "none"] = "tls"  # none: only to a server of this machine
    imap_user: str = ""  # as whom we sign in there
    imap_password: SecretStr | None = None  # its password
    imap_folder: str = "INBOX"  # the folder that is read
    imap_seconds: int = Field(default=30, gt=0)  # how long its answer is waited for
    imap_minutes: int = Field(default=5, ge=1)  # the worker looks so often
    #: whom disputes may go to beside those that reasons lead to
    departments: str = (
        "accounting, collections, credit, customer_service, finance, legal, management, marketing, operations, "
        "production, purchasing, shipping"
    )
    inbox_days: int = Field(default=1, ge=1)  # business days within which an e-mail is answered
    smtp_seconds: int = Field(default=30, gt=0)  # how long its answer is waited for
    erp_file: Path | None = None  # the ERPs that are written to, tables [erps.NAME]; none: no write-back
    erp_secret: SecretStr | None = None  # proves us to an ERP whose table names no secret_file
    card_file: Path | None = None  # the card processors that are asked, tables [processors.NAME]; none: no cards

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what is given, then the environment, then the files that the environment names."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, secret_files.Files(settings_cls)

    @field_validator("outside_allowed")
    @classmethod
    def known_networks(cls, text: str) -> str:
        """Refuse what is no list of networks."""
        networks(text)
        return text

    @field_validator("time_zone")
    @classmethod
    def known_zone(cls, name: str) -> str:
        """Refuse a time zone that the IANA database does not have."""
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, OSError) as wrong:
            raise ValueError(f"{name} is no time zone of the IANA's") from wrong
        return name
