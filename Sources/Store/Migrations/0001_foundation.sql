-- Who acts, what happened, and how versions are kept. Everything later stands on these.
--
-- The program connects as cistron_gateway, cistron_worker or cistron_sealer; only cistron_migration owns objects.
-- Rights are given table by table; a table without a GRANT is out of reach.

-- ── Principal ────────────────────────────────────────────────────────────────────────────────────────────────
-- Every transaction begins by setting these for itself; unset means nobody, and nobody sees no row of an analysis.

CREATE FUNCTION principal_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(nullif(current_setting('cistron.principal', true), ''), 'none') $$;

-- The person: the user, the owner of a token, or the one a worker acts for.
CREATE FUNCTION principal_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('cistron.user', true), '')::uuid $$;

-- ── Events ───────────────────────────────────────────────────────────────────────────────────────────────────
-- Written in the transaction of the effect, without an order of their own; the sealer orders them afterwards, behind
-- the oldest running transaction, which is why the writing transaction is kept. Payloads hold ids, never personal data.

CREATE TABLE event (
    id              uuid PRIMARY KEY,
    kind            text NOT NULL CHECK (kind ~ '^[a-z_]+(\.[a-z_]+)+$'),
    principal       text NOT NULL CHECK (principal IN ('anonymous', 'user', 'token', 'worker', 'migration')),
    user_id         uuid,
    worker          text,
    subject_kind    text NOT NULL,
    subject_id      text NOT NULL,
    payload         jsonb NOT NULL DEFAULT '{}',
    job_id          uuid,
    request_id      text,
    occurred_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    transaction_id  xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX event_subject ON event (subject_kind, subject_id);

-- ── Append-only and versioned tables ─────────────────────────────────────────────────────────────────────────

CREATE FUNCTION append_only_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are neither changed nor removed', TG_TABLE_NAME
        USING ERRCODE = 'CS001', TABLE = TG_TABLE_NAME;
END $$;

-- A version may be closed, once; nothing else about it ever changes. Rows are compared as images (*<>), which also
-- covers types without an equality operator.
CREATE FUNCTION version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.superseded_at IS NOT NULL THEN
        RAISE EXCEPTION 'a version of % is closed only once', TG_TABLE_NAME
            USING ERRCODE = 'CS002', TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.superseded_at IS NULL OR NEW.superseded_by IS NULL OR NEW.superseded_by = NEW.id THEN
        RAISE EXCEPTION 'closing a version of % names its successor and the time', TG_TABLE_NAME
            USING ERRCODE = 'CS003', TABLE = TG_TABLE_NAME;
    END IF;
    OLD.superseded_at := NEW.superseded_at;
    OLD.superseded_by := NEW.superseded_by;
    IF OLD *<> NEW THEN
        RAISE EXCEPTION 'a version of % never changes', TG_TABLE_NAME
            USING ERRCODE = 'CS004', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE PROCEDURE make_append_only(target regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION append_only_guard()', target);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION append_only_guard()', target);
END $$;

-- Gives a table (with a uuid primary key `id`) the columns, index, guards and rights of a versioned one. `current_key` is what has
-- at most one current version. The link to the successor is checked at commit, because the old row is closed first.
CREATE PROCEDURE make_versioned(target regclass, current_key text, writers text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s
        ADD COLUMN event_id      uuid NOT NULL REFERENCES event,
        ADD COLUMN created_at    timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN previous_id   uuid UNIQUE REFERENCES %1$s,
        ADD COLUMN superseded_at timestamptz,
        ADD COLUMN superseded_by uuid REFERENCES %1$s DEFERRABLE INITIALLY DEFERRED,
        ADD CONSTRAINT closed_whole CHECK ((superseded_at IS NULL) = (superseded_by IS NULL))', target);
    EXECUTE format('CREATE UNIQUE INDEX %I ON %s (%s) WHERE superseded_at IS NULL', target || '_current', target, current_key);
    EXECUTE format('CREATE TRIGGER version BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION version_guard()', target);
    EXECUTE format('CREATE TRIGGER version_kept BEFORE DELETE ON %s FOR EACH ROW EXECUTE FUNCTION append_only_guard()', target);
    EXECUTE format('CREATE TRIGGER version_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION append_only_guard()', target);
    EXECUTE format('GRANT SELECT ON %s TO cistron_gateway, cistron_worker', target);
    EXECUTE format('GRANT INSERT, UPDATE (superseded_at, superseded_by) ON %s TO %s', target, writers);
END $$;

CALL make_append_only('event');
GRANT SELECT, INSERT ON event TO cistron_gateway, cistron_worker;
GRANT SELECT ON event TO cistron_sealer;

-- ── People ───────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE user_group (
    id          uuid PRIMARY KEY,
    name        text NOT NULL UNIQUE CHECK (name <> ''),
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- A group works with panels by name, so that a newer version of a panel needs no new right.
CREATE TABLE user_group_panel (
    user_group_id  uuid NOT NULL REFERENCES user_group,
    panel_name     text NOT NULL,
    PRIMARY KEY (user_group_id, panel_name)
);

CREATE TABLE app_user (
    id               uuid PRIMARY KEY,
    username         text NOT NULL CHECK (username ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
    display_name     text NOT NULL CHECK (display_name <> ''),
    user_group_id    uuid NOT NULL REFERENCES user_group,
    roles            text[] NOT NULL CHECK (roles <@ ARRAY['interpreter', 'reviewer', 'medical_director', 'submitter',
                                                           'laboratory_administrator', 'auditor']),
    password_hash    text NOT NULL,
    active           boolean NOT NULL DEFAULT true,
    created_at       timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX app_user_username ON app_user (username);

-- Only the digest of a session's token is kept: whoever reads the table cannot log in with it.
CREATE TABLE session (
    token_digest    bytea PRIMARY KEY CHECK (octet_length(token_digest) = 32),
    user_id         uuid NOT NULL REFERENCES app_user,
    issued_at       timestamptz NOT NULL DEFAULT now(),
    last_active_at  timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL,
    revoked_at      timestamptz
);
CREATE INDEX session_by_user ON session (user_id);

GRANT SELECT ON user_group, user_group_panel TO cistron_gateway, cistron_worker;
GRANT INSERT ON user_group, user_group_panel TO cistron_gateway;
GRANT SELECT, INSERT ON app_user TO cistron_gateway;
GRANT UPDATE (password_hash, display_name, roles, user_group_id, active) ON app_user TO cistron_gateway;
GRANT SELECT (id, username, display_name, user_group_id, roles, active) ON app_user TO cistron_worker;
GRANT SELECT, INSERT, UPDATE (last_active_at, revoked_at) ON session TO cistron_gateway;

-- What the person of this transaction may work with. One call a statement: policies use (SELECT principal_panels()).
CREATE FUNCTION principal_panels() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(p.panel_name), '{}')
      FROM app_user u JOIN user_group_panel p USING (user_group_id)
     WHERE u.id = principal_user() AND u.active AND principal_kind() IN ('user', 'token')
$$;

CREATE FUNCTION principal_has_role(role text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (SELECT FROM app_user u
                    WHERE u.id = principal_user() AND u.active AND role = ANY (u.roles)
                      AND principal_kind() IN ('user', 'token'))
$$;

-- ── Configuration documents ──────────────────────────────────────────────────────────────────────────────────

CREATE TABLE laboratory_configuration (
    id            uuid PRIMARY KEY,
    document      jsonb NOT NULL,
    content_hash  bytea NOT NULL CHECK (octet_length(content_hash) = 32)
);
CALL make_versioned('laboratory_configuration', '(true)', 'cistron_gateway');

CREATE TABLE annotation_configuration (
    id            uuid PRIMARY KEY,
    name          text NOT NULL CHECK (name <> ''),
    document      jsonb NOT NULL,
    content_hash  bytea NOT NULL CHECK (octet_length(content_hash) = 32)
);
CALL make_versioned('annotation_configuration', 'name', 'cistron_gateway');

CREATE TABLE filter_configuration (
    id              uuid PRIMARY KEY,
    name            text NOT NULL CHECK (name <> ''),
    version         integer NOT NULL CHECK (version > 0),
    document        jsonb NOT NULL,
    content_hash    bytea NOT NULL CHECK (octet_length(content_hash) = 32),
    UNIQUE (name, version)
);
CALL make_versioned('filter_configuration', 'name', 'cistron_gateway');
