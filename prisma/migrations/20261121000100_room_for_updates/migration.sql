-- Written by hand from here on; kept when the part above is generated anew.

-- Two flushes in flight update a run's row again before the last version of it may be cleaned away: at 70 only 59 % of
-- the updates stayed on their page, the others cost an entry in every index. A step's row is written twice or more.
ALTER TABLE "run" SET (fillfactor = 40);
ALTER TABLE "run_step" SET (fillfactor = 50);
