-- CreateIndex
CREATE INDEX "run_workflow_id_queued_at_idx" ON "run"("workflow_id", "queued_at" DESC);

-- CreateIndex
CREATE INDEX "run_started_by_id_queued_at_idx" ON "run"("started_by_id", "queued_at" DESC);

-- CreateIndex
CREATE INDEX "run_workspace_id_workflow_name_queued_at_idx" ON "run"("workspace_id", "workflow_name", "queued_at" DESC);
