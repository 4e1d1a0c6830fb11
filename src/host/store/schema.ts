/** Steps from schema version n to n+1. Frozen once released. */
export const SCHEMA_STEPS: readonly string[] = [
  `
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    run_id TEXT NOT NULL,
    workflow_id TEXT NOT NULL,
    workflow_name TEXT NOT NULL,
    node_id TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    provider TEXT NOT NULL,
    owner INTEGER NOT NULL,
    request_key TEXT NOT NULL,
    request_id TEXT,
    state TEXT NOT NULL,
    seed INTEGER,
    input TEXT NOT NULL,
    asked TEXT NOT NULL,
    estimate_usd REAL NOT NULL,
    megapixels REAL NOT NULL,
    unit_price_usd REAL NOT NULL,
    billed_units REAL,
    billed_usd REAL,
    charge TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER,
    submitted_at INTEGER,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER,
    result TEXT,
    asset TEXT,
    problem TEXT,
    notes TEXT NOT NULL
  ) STRICT;
  CREATE INDEX jobs_by_state ON jobs (state);
  CREATE INDEX jobs_by_key ON jobs (request_key, state);
  CREATE INDEX jobs_by_time ON jobs (created_at);
  CREATE INDEX jobs_by_run ON jobs (run_id);
  CREATE TABLE assets (
    hash TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    info TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE files (
    path TEXT PRIMARY KEY,
    size_bytes INTEGER NOT NULL,
    mtime_ms REAL NOT NULL,
    asset TEXT NOT NULL
  ) STRICT;
  CREATE TABLE urls (
    url TEXT PRIMARY KEY,
    asset TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE uploads (
    storage TEXT NOT NULL,
    asset TEXT NOT NULL,
    url TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (storage, asset)
  ) STRICT;
  CREATE TABLE results (
    key TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    outputs TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE pins (
    workflow_id TEXT NOT NULL,
    node_id TEXT NOT NULL,
    job_id TEXT NOT NULL,
    PRIMARY KEY (workflow_id, node_id)
  ) STRICT;
  `,
  'ALTER TABLE jobs ADD COLUMN frames TEXT;',
  `
  CREATE TABLE seeds (
    workflow_id TEXT NOT NULL,
    node_id TEXT NOT NULL,
    param TEXT NOT NULL,
    stored TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (workflow_id, node_id, param)
  ) STRICT;
  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    answer TEXT NOT NULL,
    started_at INTEGER NOT NULL
  ) STRICT;
  `,
  'ALTER TABLE assets ADD COLUMN mtime_ms REAL;',
  // Uploads from before carry no mark in their addresses: none of them could tell whose a request is.
  `
  ALTER TABLE jobs ADD COLUMN sent TEXT;
  ALTER TABLE jobs ADD COLUMN mark TEXT;
  ALTER TABLE jobs ADD COLUMN clock_ahead INTEGER;
  ALTER TABLE jobs ADD COLUMN alike_request_id TEXT;
  CREATE INDEX jobs_by_sent ON jobs (sent) WHERE sent IS NOT NULL;
  DELETE FROM uploads;
  `,
  // A job from before does not say for which cell it was; a pin from before goes on standing for the whole node.
  `
  ALTER TABLE jobs ADD COLUMN places TEXT;
  ALTER TABLE pins RENAME TO node_pins;
  CREATE TABLE pins (
    workflow_id TEXT NOT NULL,
    node_id TEXT NOT NULL,
    places TEXT NOT NULL DEFAULT '{}',
    job_id TEXT NOT NULL,
    PRIMARY KEY (workflow_id, node_id, places)
  ) STRICT;
  INSERT INTO pins (workflow_id, node_id, job_id) SELECT workflow_id, node_id, job_id FROM node_pins;
  DROP TABLE node_pins;
  `,
];
