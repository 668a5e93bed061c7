-- From an upload to an analysis: files in chunks, samples, genotypes, and every record accounted for.

-- ── Analyses and samples ─────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE analysis (
    id              uuid PRIMARY KEY,
    name            text NOT NULL CHECK (name <> ''),
    panel_id        uuid NOT NULL REFERENCES gene_panel,
    panel_name      text NOT NULL,                    -- what row-level security compares
    assembly        text NOT NULL,
    state           text NOT NULL CHECK (state IN ('importing', 'filtering', 'filtering_failed', 'visible', 'withdrawn')),
    priority        smallint NOT NULL CHECK (priority BETWEEN 1 AND 3),
    date_requested  date,
    warnings        text,
    pipeline_report text,
    deposited_at    timestamptz NOT NULL DEFAULT now(),
    visible_at      timestamptz,
    CHECK ((state = 'visible') = (visible_at IS NOT NULL))
);
CREATE UNIQUE INDEX analysis_name ON analysis (name) WHERE state <> 'withdrawn';
CREATE INDEX analysis_visible ON analysis (priority DESC, deposited_at DESC, id);

-- One physical sample, however many analyses use it.
CREATE TABLE specimen (
    id          uuid PRIMARY KEY,
    identifier  text NOT NULL CHECK (identifier <> ''),
    technology  text NOT NULL CHECK (technology IN ('HTS', 'Sanger')),
    UNIQUE (identifier, technology)
);

CREATE TABLE sample (
    id           uuid PRIMARY KEY,
    analysis_id  uuid NOT NULL REFERENCES analysis,
    specimen_id  uuid NOT NULL REFERENCES specimen,
    file         smallint NOT NULL,
    ordinal      smallint NOT NULL,                  -- the column among the samples of the file
    proband      boolean NOT NULL,
    affected     boolean NOT NULL,
    sex          text CHECK (sex IN ('Male', 'Female')),
    family_id    text,
    father_id    uuid REFERENCES sample DEFERRABLE INITIALLY DEFERRED,
    mother_id    uuid REFERENCES sample DEFERRABLE INITIALLY DEFERRED,
    sibling_of   uuid REFERENCES sample DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (analysis_id, file, ordinal)
);
CREATE INDEX sample_specimen ON sample (specimen_id);

-- Keyed by where it stood in the input, so that a chunk read twice can never store it twice.
CREATE TABLE genotype (
    analysis_id       uuid NOT NULL REFERENCES analysis,
    file              smallint NOT NULL,
    line              bigint NOT NULL,
    allele_id         bigint NOT NULL REFERENCES allele,
    second_allele_id  bigint REFERENCES allele,
    filter_status     text,
    quality           double precision,
    PRIMARY KEY (analysis_id, file, line, allele_id)
);
CREATE INDEX genotype_allele ON genotype (allele_id);
CREATE INDEX genotype_second_allele ON genotype (second_allele_id) WHERE second_allele_id IS NOT NULL;

CREATE TABLE genotype_call (
    analysis_id       uuid NOT NULL,
    file              smallint NOT NULL,
    line              bigint NOT NULL,
    allele_id         bigint NOT NULL,
    sample_id         uuid NOT NULL REFERENCES sample,
    second_allele     boolean NOT NULL,
    type              text NOT NULL CHECK (type IN ('Homozygous', 'Heterozygous', 'Reference', 'No coverage')),
    multiallelic      boolean NOT NULL,
    genotype_quality  integer,
    depth             integer,
    copy_number       integer,
    allele_ratio      double precision,               -- null: unknown
    allele_depths     jsonb,
    likelihoods       integer[],
    PRIMARY KEY (analysis_id, file, line, allele_id, sample_id, second_allele),
    FOREIGN KEY (analysis_id, file, line, allele_id) REFERENCES genotype
);

-- ── Uploads and imports ──────────────────────────────────────────────────────────────────────────────────────
-- An upload is staging: files arrive and are cut; a fault or expiry removes it. The import exists from the transaction of the
-- last file on, and carries the id of its job.

CREATE TABLE upload (
    id            uuid PRIMARY KEY REFERENCES job,
    submitter_id  uuid NOT NULL REFERENCES app_user,
    panel_id      uuid NOT NULL REFERENCES gene_panel,
    panel_name    text NOT NULL,
    descriptor    jsonb NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE upload_file (
    upload_id    uuid NOT NULL REFERENCES upload,
    ordinal      smallint NOT NULL,
    name         text NOT NULL,
    role         text NOT NULL CHECK (role IN ('vcf', 'ped')),
    size         bigint NOT NULL CHECK (size >= 0),
    sha256       bytea NOT NULL CHECK (octet_length(sha256) = 32),
    received_at  timestamptz,
    attempt      uuid,                               -- the transfer that succeeded
    header       bytea,                              -- VCF: the meta lines; PED: the whole file
    chunks       integer,
    records      bigint,
    PRIMARY KEY (upload_id, ordinal),
    UNIQUE (upload_id, name)
);

-- `attempt` separates the chunks of a broken transfer from those of the one that succeeds it.
CREATE TABLE upload_chunk (
    upload_id   uuid NOT NULL,
    file        smallint NOT NULL,
    attempt     uuid NOT NULL,
    ordinal     integer NOT NULL,
    first_line  bigint NOT NULL,
    records     integer NOT NULL,
    size        integer NOT NULL,                    -- bytes before compression
    content     bytea NOT NULL,                      -- gzip
    margin_before bytea NOT NULL DEFAULT '',           -- neighbouring records of the chunk before: read by pre-filters, never stored
    margin_after  bytea NOT NULL DEFAULT '',           -- and of the chunk behind
    PRIMARY KEY (upload_id, file, attempt, ordinal),
    FOREIGN KEY (upload_id, file) REFERENCES upload_file
);
ALTER TABLE upload_chunk ALTER COLUMN content SET STORAGE EXTERNAL;   -- compressed already

CREATE TABLE import (
    id                 uuid PRIMARY KEY REFERENCES upload,
    analysis_id        uuid NOT NULL UNIQUE REFERENCES analysis,
    panel_name         text NOT NULL,
    configuration_id   uuid NOT NULL REFERENCES annotation_configuration,
    release_id         uuid NOT NULL REFERENCES annotation_release,
    state              text NOT NULL CHECK (state IN ('running', 'closed', 'rejected', 'cancelled')),
    chunks_total       integer NOT NULL,
    chunks_done        integer NOT NULL DEFAULT 0 CHECK (chunks_done <= chunks_total),
    records_total      bigint NOT NULL,
    records_stored     bigint NOT NULL DEFAULT 0,
    records_filtered   bigint NOT NULL DEFAULT 0,    -- left out with a reason (pre-filters, not carried by the proband)
    records_rejected   bigint NOT NULL DEFAULT 0,    -- quarantined
    filtered_reasons   jsonb NOT NULL DEFAULT '{}',
    started_at         timestamptz NOT NULL DEFAULT now(),
    closed_at          timestamptz,
    CHECK (state <> 'closed' OR records_stored + records_filtered + records_rejected = records_total)
);

-- The plan of an import: all chunks of all files in one order; which are out is decided by the chunk before the last four.
CREATE TABLE import_chunk (
    import_id  uuid NOT NULL REFERENCES import,
    ordinal    integer NOT NULL,
    file       smallint NOT NULL,
    attempt    uuid NOT NULL,
    chunk      integer NOT NULL,
    PRIMARY KEY (import_id, ordinal),
    FOREIGN KEY (import_id, file, attempt, chunk) REFERENCES upload_chunk
);

CREATE TABLE import_quarantine (
    import_id  uuid NOT NULL REFERENCES import,
    file       smallint NOT NULL,
    line       bigint NOT NULL,
    reason     text NOT NULL,
    detail     text NOT NULL,
    PRIMARY KEY (import_id, file, line)
);
CALL make_append_only('import_quarantine');

-- ── Rights and row-level security ────────────────────────────────────────────────────────────────────────────

GRANT SELECT, INSERT ON analysis, specimen, sample TO cistron_gateway;
GRANT SELECT ON specimen, sample TO cistron_worker;
GRANT SELECT, UPDATE (state, visible_at) ON analysis TO cistron_worker;
GRANT SELECT ON genotype, genotype_call TO cistron_gateway;
GRANT SELECT, INSERT ON genotype, genotype_call TO cistron_worker;
GRANT SELECT, INSERT, DELETE ON upload, upload_file, upload_chunk TO cistron_gateway;
GRANT UPDATE (received_at, attempt, header, chunks, records) ON upload_file TO cistron_gateway;
GRANT SELECT ON upload, upload_file, upload_chunk TO cistron_worker;
GRANT SELECT, INSERT ON import, import_chunk TO cistron_gateway;
GRANT SELECT ON import_quarantine TO cistron_gateway;
GRANT SELECT ON import, import_chunk TO cistron_worker;
GRANT UPDATE (state, chunks_done, records_stored, records_filtered, records_rejected, filtered_reasons, closed_at)
    ON import TO cistron_worker;
GRANT SELECT, INSERT ON import_quarantine TO cistron_worker;

-- The gateway acts for people: rows of the panels of the person's group. Workers see all, as workers.
CREATE PROCEDURE guard_by_panel(target regclass, person text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY person ON %s TO cistron_gateway USING (%s)', target, person);
    EXECUTE format('CREATE POLICY worker ON %s TO cistron_worker USING ((SELECT principal_kind()) = ''worker'')', target);
END $$;

CALL guard_by_panel('analysis', 'panel_name = ANY ((SELECT principal_panels())::text[])');
CALL guard_by_panel('upload', 'panel_name = ANY ((SELECT principal_panels())::text[])');
CALL guard_by_panel('import', 'panel_name = ANY ((SELECT principal_panels())::text[])');
CALL guard_by_panel('sample', 'EXISTS (SELECT FROM analysis a WHERE a.id = analysis_id)');
CALL guard_by_panel('genotype', 'EXISTS (SELECT FROM analysis a WHERE a.id = analysis_id)');
CALL guard_by_panel('genotype_call', 'EXISTS (SELECT FROM analysis a WHERE a.id = analysis_id)');
CALL guard_by_panel('specimen', 'EXISTS (SELECT FROM sample s WHERE s.specimen_id = specimen.id)');
CALL guard_by_panel('upload_file', 'EXISTS (SELECT FROM upload u WHERE u.id = upload_id)');
CALL guard_by_panel('upload_chunk', 'EXISTS (SELECT FROM upload u WHERE u.id = upload_id)');
CALL guard_by_panel('import_chunk', 'EXISTS (SELECT FROM import i WHERE i.id = import_id)');
CALL guard_by_panel('import_quarantine', 'EXISTS (SELECT FROM import i WHERE i.id = import_id)');

-- A person who submits may name a specimen that another group has submitted before, and must not learn that by failing: the row
-- is found or made beyond the policy, and only its id comes back.
CREATE FUNCTION specimen_id_for(new_id uuid, wanted text, wanted_technology text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found uuid;
BEGIN
    INSERT INTO specimen (id, identifier, technology) VALUES (new_id, wanted, wanted_technology)
        ON CONFLICT (identifier, technology) DO NOTHING;
    SELECT id INTO STRICT found FROM specimen WHERE identifier = wanted AND technology = wanted_technology;
    RETURN found;
END $$;
CREATE POLICY definer ON specimen TO cistron_migration USING (true);
REVOKE ALL ON FUNCTION specimen_id_for FROM public;
GRANT EXECUTE ON FUNCTION specimen_id_for TO cistron_gateway;

-- Names are unique across groups; whether one is taken must be known before files travel, without showing whose it is.
CREATE FUNCTION analysis_name_taken(wanted text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (SELECT FROM analysis WHERE name = wanted AND state <> 'withdrawn') $$;
CREATE POLICY definer ON analysis FOR SELECT TO cistron_migration USING (true);
REVOKE ALL ON FUNCTION analysis_name_taken FROM public;
GRANT EXECUTE ON FUNCTION analysis_name_taken TO cistron_gateway;
