-- Jobs for people, messages for machines. Every arrow of the flow is a row first and a message second.

CREATE TABLE job (
    id            uuid PRIMARY KEY,
    kind          text NOT NULL,
    lane          text NOT NULL CHECK (lane IN ('urgent', 'routine', 'bulk')),
    state         text NOT NULL CHECK (state IN ('waiting', 'queued', 'running', 'succeeded', 'failed', 'refused', 'cancelled')),
    requester_id  uuid REFERENCES app_user,
    subject_kind  text NOT NULL,
    subject_id    text NOT NULL,
    attempts      integer NOT NULL DEFAULT 0,
    result        jsonb,
    problem       jsonb,          -- RFC 9457, for failed and refused
    created_at    timestamptz NOT NULL DEFAULT now(),
    started_at    timestamptz,
    finished_at   timestamptz,
    CHECK ((state IN ('succeeded', 'failed', 'refused', 'cancelled')) = (finished_at IS NOT NULL)),
    CHECK ((state IN ('failed', 'refused')) = (problem IS NOT NULL))
);
CREATE INDEX job_requester ON job (requester_id, created_at DESC);
CREATE INDEX job_unfinished ON job (created_at) WHERE finished_at IS NULL;

-- What people see while a job runs; no effect reads it, so it is written in short transactions of its own.
CREATE TABLE job_progress (
    job_id      uuid PRIMARY KEY REFERENCES job,
    done        bigint NOT NULL,
    total       bigint,
    unit        text NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now()
);

-- Changes of state, in order, for event streams: any gateway resumes from the table. The writer holds the job's row lock, so that
-- within a job the sequence is the order of commits.
CREATE TABLE job_event (
    sequence     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id       uuid NOT NULL REFERENCES job,
    state        text NOT NULL,
    occurred_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX job_event_job ON job_event (job_id, sequence);
CALL make_append_only('job_event');

CREATE TABLE outbox (
    id            uuid PRIMARY KEY,          -- the message's id
    job_id        uuid NOT NULL REFERENCES job,
    routing_key   text NOT NULL,
    message       json NOT NULL,             -- the envelope as it is sent
    created_at    timestamptz NOT NULL DEFAULT now(),
    published_at  timestamptz
);
CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL;
CREATE INDEX outbox_job ON outbox (job_id);

CREATE TABLE inbox (
    message_id    uuid NOT NULL,
    handler       text NOT NULL,
    job_id        uuid NOT NULL,
    processed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (message_id, handler)
);

CREATE TABLE idempotency_key (
    principal_id  uuid NOT NULL,
    route         text NOT NULL,
    key           text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    body_hash     bytea NOT NULL CHECK (octet_length(body_hash) = 32),
    job_id        uuid NOT NULL REFERENCES job DEFERRABLE INITIALLY DEFERRED,   -- the key is bound first, then the job made
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (principal_id, route, key)
);

GRANT SELECT, INSERT ON job TO cistron_gateway, cistron_worker;
GRANT UPDATE (state, attempts, result, problem, started_at, finished_at) ON job TO cistron_gateway, cistron_worker;
GRANT SELECT ON job_progress TO cistron_gateway;
GRANT SELECT, INSERT, UPDATE ON job_progress TO cistron_worker;
GRANT SELECT, INSERT ON job_event TO cistron_gateway, cistron_worker;
GRANT SELECT, INSERT, UPDATE (published_at) ON outbox TO cistron_gateway, cistron_worker;
GRANT DELETE ON outbox TO cistron_worker;
GRANT SELECT, INSERT ON inbox TO cistron_worker;
GRANT SELECT, INSERT ON idempotency_key TO cistron_gateway;

-- A person sees the jobs asked for by that person; the laboratory's administrators see all.
ALTER TABLE job ENABLE ROW LEVEL SECURITY;
ALTER TABLE job FORCE ROW LEVEL SECURITY;
CREATE POLICY person ON job TO cistron_gateway
    USING ((SELECT principal_kind()) IN ('user', 'token')
           AND (requester_id = (SELECT principal_user()) OR (SELECT principal_has_role('laboratory_administrator'))));
CREATE POLICY worker ON job TO cistron_worker USING ((SELECT principal_kind()) = 'worker');

ALTER TABLE job_progress ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_progress FORCE ROW LEVEL SECURITY;
CREATE POLICY person ON job_progress TO cistron_gateway USING (EXISTS (SELECT FROM job j WHERE j.id = job_id));
CREATE POLICY worker ON job_progress TO cistron_worker USING ((SELECT principal_kind()) = 'worker');

ALTER TABLE job_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_event FORCE ROW LEVEL SECURITY;
CREATE POLICY person ON job_event TO cistron_gateway USING (EXISTS (SELECT FROM job j WHERE j.id = job_id));
CREATE POLICY worker ON job_event TO cistron_worker USING ((SELECT principal_kind()) = 'worker');

-- How much waits, for metrics: numbers only, so that whoever may scrape need not be anybody.
CREATE FUNCTION job_statistics() RETURNS TABLE (state text, lane text, jobs bigint, oldest_seconds double precision)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT state, lane, count(*), extract(epoch FROM now() - min(created_at))::double precision
      FROM job WHERE finished_at IS NULL GROUP BY state, lane
$$;
CREATE POLICY definer ON job FOR SELECT TO cistron_migration USING (true);
REVOKE ALL ON FUNCTION job_statistics FROM public;
GRANT EXECUTE ON FUNCTION job_statistics TO cistron_gateway, cistron_worker;
