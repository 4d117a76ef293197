-- CreateTable
CREATE TABLE "run_counter" (
    "workflow_id" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "run_counter_pkey" PRIMARY KEY ("workflow_id")
);

-- Written by hand: the numbers go on where they were.
INSERT INTO "run_counter" ("workflow_id", "last") SELECT "id", "run_count" FROM "workflow" WHERE "run_count" > 0;

-- AlterTable
ALTER TABLE "workflow" DROP COLUMN "run_count";
