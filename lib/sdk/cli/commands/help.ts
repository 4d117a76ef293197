const text = `countersign: run workflows and check the record from a terminal

  countersign verify FILE              check an evidence pack or an exported record, offline
  countersign verify --url URL         fetch the record of a server (or the evidence at URL) and check it here
  countersign validate FILE            findings of a workflow file; executes nothing
  countersign run WORKFLOW [options]   start a run of a workflow (its id or short name)
      --input name=value               repeatable; a value that is JSON is taken as such, anything else as text
      --label LABEL                    repeatable; a word by which the run is found again, beside its workflow's
     --version N | --draft            which version (default: the latest)
      --follow                         print what happens until the run ends; exit 0 only if it succeeded
      --dry-run                        start nothing, print what would happen; exit 1 if a step would fail
  countersign version
  countersign help

Environment: COUNTERSIGN_URL (default http://127.0.0.1:3000), COUNTERSIGN_API_KEY.
Exit codes: 0 well, 1 not well (findings, a bad record, a failed run), 2 misused or unreachable.
`;

export async function help(): Promise<number> {
  process.stdout.write(text);
  return 0;
}
