-- CreateTable
CREATE TABLE "payload_use" (
    "run_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,

    CONSTRAINT "payload_use_pkey" PRIMARY KEY ("run_id","hash")
);

-- CreateIndex
CREATE INDEX "payload_use_workspace_id_hash_idx" ON "payload_use"("workspace_id", "hash");

-- CreateIndex
CREATE INDEX "artifact_hash_idx" ON "artifact"("hash");

-- CreateIndex
CREATE INDEX "run_finished_at_idx" ON "run"("finished_at");

-- Written by hand from here on; kept when the part above is generated anew.

-- Runs from before: every hash that an event, or a result on its way, names.
INSERT INTO "payload_use" ("run_id", "hash", "workspace_id")
SELECT DISTINCT run.id, payload.hash, run.workspace_id
FROM (SELECT run_id, data FROM run_event UNION ALL SELECT run_id, command FROM run_inbox) AS said
JOIN run ON run.id = said.run_id
CROSS JOIN LATERAL regexp_matches(said.data::text, '[0-9a-f]{64}', 'g') AS found(hash)
JOIN payload ON payload.workspace_id = run.workspace_id AND payload.hash = found.hash[1]
ON CONFLICT DO NOTHING;
