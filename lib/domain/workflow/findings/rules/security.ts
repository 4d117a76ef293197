import type { Rule } from './rule.ts';

export const securityRules = {
  'security.shellTemplate': {
    category: 'security',
    severity: 'error',
    explain: 'A value spliced into a command can run commands of its own. Values come in through the environment.',
    example: 'run: echo {{ inputs.name }}',
  },
  'security.plainSecret': {
    category: 'security',
    severity: 'error',
    explain: 'A password or key stands in the workflow in plain text.',
    example: 'headers: { authorization: "Bearer abc…" }',
  },
  'security.secretsHere': {
    category: 'security',
    severity: 'error',
    explain: 'Secrets may be read only in parameters that keep them out of logs and pages.',
    example: 'template: "{{ secrets.token }}"',
  },
  'security.secretForm': {
    category: 'security',
    severity: 'error',
    explain: 'A sealed value can only be put in a place as it is: nothing can read, filter or compare it.',
    example: 'TOKEN: "{{ secrets.token | upcase }}"',
  },
  'security.sensitiveHere': {
    category: 'security',
    severity: 'error',
    explain: 'A sensitive input may be used only in parameters that keep it out of logs and pages.',
    example: 'template: "{{ inputs.password }}"',
  },
  'security.sensitiveDefault': {
    category: 'security',
    severity: 'error',
    explain: 'The workflow may be read by everybody in the workspace, so a sensitive input has no value in it.',
    example: 'inputs: { password: { type: string, sensitive: true, default: hunter2 } }',
  },
  'security.unknownSecret': {
    category: 'security',
    severity: 'warning',
    explain: 'The workspace has no secret of this name (yet); the step would fail.',
    example: 'env: { TOKEN: "{{ secrets.TOKNE }}" }',
  },
  'security.riskyCommand': {
    category: 'security',
    severity: 'warning',
    explain: 'A command that has ruined machines before.',
    example: 'curl … | sh',
  },
  'security.innerAddress': {
    category: 'security',
    severity: 'warning',
    explain: 'A request to an address that is not public is refused unless an owner of the workspace allows it.',
    example: 'url: http://10.0.0.5:8080/health',
  },
} as const satisfies Record<string, Rule>;
