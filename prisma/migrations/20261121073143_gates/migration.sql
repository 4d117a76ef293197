-- AlterTable
ALTER TABLE "gate" ADD COLUMN     "asks" JSONB,
ADD COLUMN     "book" JSONB NOT NULL DEFAULT '{"asked": null, "escalatedTo": [], "excluded": [], "votes": [], "secondFor": null, "closed": false}',
ADD COLUMN     "excluded_ids" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "expired" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "run_number" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "signed_ids" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "started_by" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "step_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "workflow_name" TEXT NOT NULL DEFAULT '';

-- Gates there are get what lists show; the rest follows with their next event.
UPDATE gate g SET run_number = r.number, workflow_name = r.workflow_name, started_by = r.started_by, step_name = g.step_id
FROM run r WHERE r.id = g.run_id;

ALTER TABLE "gate" ALTER COLUMN "book" DROP DEFAULT,
ALTER COLUMN "excluded_ids" DROP DEFAULT,
ALTER COLUMN "run_number" DROP DEFAULT,
ALTER COLUMN "signed_ids" DROP DEFAULT,
ALTER COLUMN "started_by" DROP DEFAULT,
ALTER COLUMN "step_name" DROP DEFAULT,
ALTER COLUMN "workflow_name" DROP DEFAULT;

-- AlterTable
ALTER TABLE "gate_comment" ADD COLUMN     "answers_id" TEXT,
ADD COLUMN     "asks_id" TEXT,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'comment';

-- AlterTable
ALTER TABLE "gate_vote" ADD COLUMN     "for_id" TEXT;

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "bell_seen_at" TIMESTAMPTZ(3),
ADD COLUMN     "gate_mail" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "gate_policy" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "everywhere" BOOLEAN NOT NULL DEFAULT false,
    "demand" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by_id" TEXT NOT NULL,

    CONSTRAINT "gate_policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delegation" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "giver_id" TEXT NOT NULL,
    "taker_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "sealed" TEXT,
    "about" TEXT[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "gate_id" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "nth" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "addressed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_delivery" (
    "id" TEXT NOT NULL,
    "notice_id" BIGINT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "channel_id" TEXT,
    "member_id" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "notice_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "gate_policy_workspace_id_name_key" ON "gate_policy"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "delegation_workspace_id_taker_id_idx" ON "delegation"("workspace_id", "taker_id");

-- CreateIndex
CREATE INDEX "delegation_workspace_id_giver_id_idx" ON "delegation"("workspace_id", "giver_id");

-- CreateIndex
CREATE UNIQUE INDEX "channel_workspace_id_name_key" ON "channel"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "notice_addressed_at_idx" ON "notice"("addressed_at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_gate_id_about_nth_key" ON "notice"("gate_id", "about", "nth");

-- CreateIndex
CREATE INDEX "notice_delivery_next_at_idx" ON "notice_delivery"("next_at");

-- CreateIndex
CREATE INDEX "notice_delivery_channel_id_idx" ON "notice_delivery"("channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_delivery_notice_id_channel_id_member_id_key" ON "notice_delivery"("notice_id", "channel_id", "member_id");

-- CreateIndex
CREATE INDEX "gate_workflow_id_step_id_closed_at_idx" ON "gate"("workflow_id", "step_id", "closed_at" DESC);

-- CreateIndex
CREATE INDEX "gate_comment_asks_id_idx" ON "gate_comment"("asks_id");
