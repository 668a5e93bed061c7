-- Filter runs, rounds, judgements, snapshots and reports.

-- Immutable: which step removed which allele, with the annotation versions used. `result` is the encoded run, DEFLATE-compressed.
CREATE TABLE filter_run (
    id                           uuid PRIMARY KEY,
    analysis_id                  uuid NOT NULL REFERENCES analysis,
    panel_id                     uuid NOT NULL REFERENCES gene_panel,
    filter_configuration_id      uuid NOT NULL REFERENCES filter_configuration,
    laboratory_configuration_id  uuid NOT NULL REFERENCES laboratory_configuration,
    event_id                     uuid NOT NULL REFERENCES event,
    instant                      timestamptz NOT NULL,
    input_hash                   bytea NOT NULL CHECK (octet_length(input_hash) = 32),
    alleles                      integer NOT NULL,
    kept                         integer NOT NULL,
    steps                        jsonb NOT NULL,       -- [{name, candidates, rescued, removed}]
    result                       bytea NOT NULL,
    created_at                   timestamptz NOT NULL DEFAULT now(),
    CHECK (kept BETWEEN 0 AND alleles)
);
CREATE INDEX filter_run_analysis ON filter_run (analysis_id, created_at DESC);
ALTER TABLE filter_run ALTER COLUMN result SET STORAGE EXTERNAL;
CALL make_append_only('filter_run');

-- A round of work on an analysis. `state` is the shared draft; `revision` guards it against lost updates.
CREATE TABLE round (
    id               uuid PRIMARY KEY,
    analysis_id      uuid NOT NULL REFERENCES analysis,
    ordinal          integer NOT NULL CHECK (ordinal > 0),
    workflow_status  text NOT NULL CHECK (workflow_status IN ('not_ready', 'interpretation', 'review', 'medical_review')),
    status           text NOT NULL CHECK (status IN ('not_started', 'ongoing', 'finalising', 'done')),
    finalised        boolean,
    owner_id         uuid REFERENCES app_user,
    filter_run_id    uuid NOT NULL REFERENCES filter_run,
    panel_id         uuid NOT NULL REFERENCES gene_panel,
    state            jsonb NOT NULL DEFAULT '{}',
    revision         integer NOT NULL DEFAULT 0,
    ending_job_id    uuid REFERENCES job,
    presented        jsonb,                 -- the versions the person saw, until the ending is decided
    created_at       timestamptz NOT NULL DEFAULT now(),
    started_at       timestamptz,
    ended_at         timestamptz,
    UNIQUE (analysis_id, ordinal),
    CHECK ((status = 'done') = (ended_at IS NOT NULL)),
    CHECK ((status = 'done') = (finalised IS NOT NULL)),
    CHECK ((status = 'not_started') = (owner_id IS NULL)),
    CHECK (status <> 'finalising' OR ending_job_id IS NOT NULL)
);
CREATE UNIQUE INDEX round_open ON round (analysis_id) WHERE status <> 'done';

CREATE TABLE allele_assessment (
    id              uuid PRIMARY KEY,
    allele_id       bigint NOT NULL REFERENCES allele,
    classification  text NOT NULL CHECK (classification IN ('1', '2', '3', '4', '5', 'NP', 'RF', 'DR')),
    evaluation      jsonb NOT NULL,
    panel_id        uuid NOT NULL REFERENCES gene_panel,
    annotation_id   uuid NOT NULL REFERENCES annotation,
    analysis_id     uuid REFERENCES analysis,
    round_id        uuid REFERENCES round,
    author_id       uuid NOT NULL REFERENCES app_user
);
CALL make_versioned('allele_assessment', 'allele_id', 'cistron_gateway');

CREATE TABLE allele_report (
    id             uuid PRIMARY KEY,
    allele_id      bigint NOT NULL REFERENCES allele,
    assessment_id  uuid NOT NULL REFERENCES allele_assessment,
    text           text NOT NULL,
    analysis_id    uuid REFERENCES analysis,
    round_id       uuid REFERENCES round,
    author_id      uuid NOT NULL REFERENCES app_user
);
CALL make_versioned('allele_report', 'allele_id', 'cistron_gateway');

-- What a person saw of one allele when the round ended. Removed alleles are not repeated here: the round pins the run that lists them.
CREATE TABLE snapshot (
    round_id       uuid NOT NULL REFERENCES round,
    allele_id      bigint NOT NULL REFERENCES allele,
    event_id       uuid NOT NULL REFERENCES event,
    annotation_id  uuid NOT NULL REFERENCES annotation,
    assessment_id  uuid REFERENCES allele_assessment,
    report_id      uuid REFERENCES allele_report,
    included       boolean NOT NULL,       -- in the report
    not_relevant   boolean NOT NULL DEFAULT false,
    technical      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (round_id, allele_id)
);
CALL make_append_only('snapshot');

-- The stored bytes are the record.
CREATE TABLE report (
    id                uuid PRIMARY KEY,
    analysis_id       uuid NOT NULL REFERENCES analysis,
    round_id          uuid NOT NULL REFERENCES round,
    previous_id       uuid UNIQUE REFERENCES report,
    event_id          uuid NOT NULL REFERENCES event,
    media_type        text NOT NULL,
    template_version  text NOT NULL,
    sha256            bytea NOT NULL CHECK (octet_length(sha256) = 32),
    content           bytea NOT NULL,
    model             jsonb NOT NULL,       -- what it was rendered from
    created_at        timestamptz NOT NULL DEFAULT now(),
    CHECK (sha256 = sha256(content)),
    UNIQUE (round_id, media_type, template_version)
);
CREATE INDEX report_analysis ON report (analysis_id, created_at DESC);
CALL make_append_only('report');

GRANT SELECT ON filter_run, snapshot, report TO cistron_gateway;
GRANT SELECT, INSERT ON filter_run, snapshot, report TO cistron_worker;
GRANT SELECT, INSERT ON round TO cistron_gateway, cistron_worker;
GRANT UPDATE (status, owner_id, state, revision, ending_job_id, presented, started_at) ON round TO cistron_gateway;
GRANT UPDATE (status, finalised, ending_job_id, presented, ended_at) ON round TO cistron_worker;

-- To order writers of the judgements of one allele, the gateway locks its row; as for the workers the guard refuses any change.
GRANT UPDATE (key_text) ON allele TO cistron_gateway;

CALL guard_by_panel('filter_run', 'EXISTS (SELECT FROM analysis a WHERE a.id = analysis_id)');
CALL guard_by_panel('round', 'EXISTS (SELECT FROM analysis a WHERE a.id = analysis_id)');
CALL guard_by_panel('report', 'EXISTS (SELECT FROM analysis a WHERE a.id = analysis_id)');
CALL guard_by_panel('snapshot', 'EXISTS (SELECT FROM round r WHERE r.id = round_id)');
