-- The shared catalogue: panels, alleles and their annotation. True of everybody, so without row-level security.

-- ── Gene panels ──────────────────────────────────────────────────────────────────────────────────────────────
-- A version never changes: another content is another version. An analysis stays pinned to the version it was imported with.

CREATE TABLE gene_panel (
    id            uuid PRIMARY KEY,
    name          text NOT NULL CHECK (name <> ''),
    version       text NOT NULL CHECK (version <> ''),
    assembly      text NOT NULL CHECK (assembly IN ('GRCh37', 'GRCh38')),
    content_hash  bytea NOT NULL CHECK (octet_length(content_hash) = 32),
    UNIQUE (name, version)
);
CALL make_versioned('gene_panel', 'name', 'cistron_gateway');

CREATE TABLE gene_panel_transcript (
    panel_id     uuid NOT NULL REFERENCES gene_panel,
    ordinal      integer NOT NULL,
    hgnc_id      integer NOT NULL,
    symbol       text NOT NULL,
    transcript   text NOT NULL,
    inheritance  text NOT NULL,
    chromosome   text NOT NULL,
    strand       smallint NOT NULL CHECK (strand IN (-1, 1)),
    tx_start     integer NOT NULL,
    tx_end       integer NOT NULL CHECK (tx_end > tx_start),
    cds_start    integer,
    cds_end      integer,
    exon_starts  integer[] NOT NULL,
    exon_ends    integer[] NOT NULL,
    tags         text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (panel_id, ordinal),
    CHECK ((cds_start IS NULL) = (cds_end IS NULL)),
    CHECK (cardinality(exon_starts) = cardinality(exon_ends))
);

CREATE TABLE gene_panel_phenotype (
    panel_id     uuid NOT NULL REFERENCES gene_panel,
    ordinal      integer NOT NULL,
    hgnc_id      integer NOT NULL,
    symbol       text NOT NULL,
    inheritance  text NOT NULL,
    mim_number   integer,
    description  text NOT NULL,
    PRIMARY KEY (panel_id, ordinal)
);

CALL make_append_only('gene_panel_transcript');
CALL make_append_only('gene_panel_phenotype');
GRANT SELECT, INSERT ON gene_panel_transcript, gene_panel_phenotype TO cistron_gateway;
GRANT SELECT ON gene_panel_transcript, gene_panel_phenotype TO cistron_worker;

-- ── Alleles ──────────────────────────────────────────────────────────────────────────────────────────────────
-- One row per assembly and normalised key, whatever the spelling of the file. The digest keeps the index narrow even
-- for long insertions; contig and start in front of it give sorted inserts and region look-ups locality.

CREATE TABLE allele (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    assembly        text NOT NULL CHECK (assembly IN ('GRCh37', 'GRCh38')),
    contig          text NOT NULL,
    start_position  integer NOT NULL,               -- 0-based
    end_position    integer NOT NULL,               -- exclusive
    key_digest      bytea NOT NULL CHECK (octet_length(key_digest) = 32),
    key_text        text NOT NULL,
    left_aligned    boolean NOT NULL DEFAULT false, -- the two kinds of key are never mixed: it is part of the key's text
    change_type     text NOT NULL,
    caller_type     text NOT NULL CHECK (caller_type IN ('snv', 'cnv')),
    change_from     text NOT NULL,
    change_to       text NOT NULL,
    length          integer NOT NULL,
    vcf_position    integer NOT NULL,               -- 1-based, as first seen in a file
    vcf_reference   text NOT NULL,
    vcf_alternate   text NOT NULL,
    UNIQUE (assembly, contig, start_position, key_digest)
);
CALL make_append_only('allele');
GRANT SELECT ON allele TO cistron_gateway;
-- Locking a row (to order writers of its annotation) needs a right to update one column; the guard still refuses any change.
GRANT SELECT, INSERT, UPDATE (key_text) ON allele TO cistron_worker;

-- ── Annotation ───────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE annotation_release (
    id           uuid PRIMARY KEY,
    name         text NOT NULL UNIQUE CHECK (name <> ''),
    released_on  date NOT NULL
);
GRANT SELECT, INSERT ON annotation_release TO cistron_gateway, cistron_worker;
CALL make_append_only('annotation_release');

-- Content-addressed: the same document of a thousand imports is stored once. json, not jsonb: the bytes are what is hashed.
CREATE TABLE annotation_document (
    content_hash  bytea PRIMARY KEY CHECK (octet_length(content_hash) = 32),
    document      json COMPRESSION lz4 NOT NULL
);
CALL make_append_only('annotation_document');
GRANT SELECT ON annotation_document TO cistron_gateway;
GRANT SELECT, INSERT ON annotation_document TO cistron_worker;

CREATE TABLE annotation (
    id                uuid PRIMARY KEY,
    allele_id         bigint NOT NULL REFERENCES allele,
    document_hash     bytea NOT NULL REFERENCES annotation_document,
    raw_hash          bytea NOT NULL CHECK (octet_length(raw_hash) = 32),  -- of the INFO bytes and the configuration
    configuration_id  uuid NOT NULL REFERENCES annotation_configuration,
    release_id        uuid NOT NULL REFERENCES annotation_release
);
CALL make_versioned('annotation', 'allele_id', 'cistron_worker');

-- Projections of the current annotation, written set-based by whoever writes it and by nobody else.
CREATE TABLE allele_transcript (
    allele_id               bigint NOT NULL REFERENCES allele,
    ordinal                 smallint NOT NULL,
    hgnc_id                 integer,
    symbol                  text,
    transcript              text NOT NULL,
    hgvsc                   text,
    hgvsp                   text,
    consequences            text[] NOT NULL,
    exon_distance           integer,
    coding_region_distance  integer,
    PRIMARY KEY (allele_id, ordinal)
);

-- Parallel arrays, one entry a (provider.population): one narrow row an allele instead of dozens.
CREATE TABLE allele_frequency (
    allele_id    bigint PRIMARY KEY REFERENCES allele,
    populations  text[] NOT NULL,
    frequencies  double precision[] NOT NULL,
    numbers      integer[] NOT NULL,
    CHECK (cardinality(populations) = cardinality(frequencies) AND cardinality(populations) = cardinality(numbers))
);
GRANT SELECT ON allele_transcript, allele_frequency TO cistron_gateway;
GRANT SELECT, INSERT, DELETE ON allele_transcript, allele_frequency TO cistron_worker;
