-- AlterTable
ALTER TABLE "run" ADD COLUMN     "concurrency_key" TEXT,
ADD COLUMN     "concurrency_limit" INTEGER,
ADD COLUMN     "parent_run_id" TEXT,
ADD COLUMN     "parent_step" TEXT,
ADD COLUMN     "rerun_of" TEXT;

-- CreateTable
CREATE TABLE "run_child" (
    "id" TEXT NOT NULL,
    "parent_run_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "step_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "request" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_child_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step_cache" (
    "workspace_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "step_id" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "key_text" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "run_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "step_cache_pkey" PRIMARY KEY ("workspace_id","workflow_id","step_id","key_hash")
);

-- CreateTable
CREATE TABLE "usage_limit" (
    "workspace_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "max" INTEGER NOT NULL,

    CONSTRAINT "usage_limit_pkey" PRIMARY KEY ("workspace_id","scope","name")
);

-- CreateIndex
CREATE INDEX "run_child_created_at_idx" ON "run_child"("created_at");

-- CreateIndex
CREATE INDEX "step_cache_expires_at_idx" ON "step_cache"("expires_at");

-- Written by hand: children of a run, and the runs that share a key, are few beside all others.
CREATE INDEX "run_parent_idx" ON "run" ("parent_run_id") WHERE "parent_run_id" IS NOT NULL;
CREATE INDEX "run_concurrency_idx" ON "run" ("workflow_id", "concurrency_key") WHERE "concurrency_key" IS NOT NULL AND "finished_at" IS NULL;
