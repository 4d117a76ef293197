-- AlterTable
ALTER TABLE "run" ADD COLUMN     "labels" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Written by hand from here on; kept when the part above is generated anew.

ALTER TABLE "run" ALTER COLUMN "labels" SET NOT NULL;

-- Only of runs that have any: every index on this table is paid by every start. Written at once: entries that wait in a
-- list of their own would be read by each search, until a start has to sort them all in.
CREATE INDEX "run_labels_idx" ON "run" USING gin ("labels") WITH (fastupdate = off) WHERE "labels" <> '{}';
