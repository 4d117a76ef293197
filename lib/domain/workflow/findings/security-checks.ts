import { addressClass } from '../../egress/address-class.ts';
import { isLocalName, readTarget, withPort } from '../../egress/target.ts';
import { hasTemplate } from '../../template/compile.ts';
import { templateRoots } from '../../template/render.ts';
import type { Check } from './check.ts';
import { type Finding, finding } from './finding.ts';
import { itemName, roots } from './names.ts';
import { unitsOf } from './unit.ts';
import { textsIn } from './value-walk.ts';

/** Looked at up to here: what is longer is data, not a command or a password. */
const looked = 20_000;

const keyShapes: [RegExp, string][] = [
  [/\bAKIA[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bgithub_pat_[A-Za-z0-9_]{30,}\b/, 'a GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{20,}/, 'a Slack token'],
  [/\bsk-(?:[a-z]+-)?[A-Za-z0-9_-]{24,}\b/, 'an API key'],
  [/\bAIza[0-9A-Za-z_-]{35}\b/, 'a Google API key'],
  [/\bglpat-[A-Za-z0-9_-]{20,}\b/, 'a GitLab token'],
  [/-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY-----/, 'a private key'],
  [/\b[a-z][a-z0-9+.-]{1,12}:\/\/[^\s/:@{}$]{1,100}:[^\s/@{}$]{3,100}@/i, 'a password in an address'],
  [/\bBearer [A-Za-z0-9._~+/-]{16,}/, 'a bearer token'],
];
const secretName =
  /^(?:.*[_-])?(?:password|passwd|secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key|credentials?)$/i;

const risky: [RegExp, string, string][] = [
  [
    /\b(?:curl|wget)\b[^\n|;&]{0,500}\|\s{0,5}(?:sudo\s+)?(?:ba|z|da)?sh\b/,
    'runs whatever the other side sends',
    'Download it, check its hash, then run it.',
  ],
  [
    /\brm\s+(?:-[A-Za-z]{1,12}\s+){0,4}-[A-Za-z]{0,8}[rR][A-Za-z]{0,8}\s+(?:-[A-Za-z]{1,12}\s+){0,4}(?:--no-preserve-root\s+)?["']?(?:\/|~|\$HOME)["']?\/?\*?(?=\s|$|;|&)/,
    'deletes everything',
    'Name the one folder that is meant.',
  ],
  [
    /\brm\s+(?:-[A-Za-z]{1,12}\s+){0,4}-[A-Za-z]{0,8}[rR][A-Za-z]{0,8}\s+["']?\$\{?\w+\}?["']?\/(?:\*|\s|$)/,
    'deletes everything when the variable is empty',
    'Put :? behind the name inside the braces; the command then fails when it is empty.',
  ],
  [/(?:^|[\s;&|(])sudo\s/, 'runs as the administrator', 'Give the worker the one right it needs instead.'],
  [/\bchmod\s+(?:-R\s+)?0?777\b/, 'lets everybody write', 'Give the rights that are needed.'],
  [
    /(?:^|[\s;&|(])eval\s+["']?\$/,
    'runs the content of a variable as a command',
    'Call the command with arguments instead.',
  ],
  [/\bmkfs(?:\.\w+)?\s|\bdd\s[^\n]{0,200}\bof=\/dev\/(?!null)/, 'overwrites a disk', 'Make sure that this is meant.'],
  [
    /\bgit\s+push\b[^\n]{0,200}(?:--force(?!-with-lease)|\s-f\b)/,
    "overwrites other people's history",
    'Use --force-with-lease.',
  ],
];

/** Values spliced into commands, passwords in plain text, and commands that have ruined machines. */
export const securityChecks: Check = (checked) => {
  const names = new Set<string>(roots);
  for (const list of checked.lists) {
    for (const step of list.steps) if (step.as) names.add(step.as);
    if (list.of) names.add('index').add(itemName(list));
  }
  const findings: Finding[] = [];
  for (const { kind: name, rules: kind, given, at: place, from } of unitsOf(checked)) {
    for (const { text, path, role } of textsIn(given, kind)) {
      const at = { ...(from.step ? { step: from.step.id } : {}), path: [...place, ...path] };
      const parameter = path.join('.');
      if (role === 'literal') {
        if (hasTemplate(text)) findings.push(splice(text, parameter, at, names, name));
        for (const [shape, what, fix] of risky)
          if (shape.test(text.slice(0, looked)))
            findings.push(finding('security.riskyCommand', { ...at, message: `This command ${what}.`, fix }));
      }
      if (kind?.addresses?.includes(parameter)) findings.push(...innerAddress(text, parameter, at));
      if (role !== 'expression') findings.push(...plainSecret(text, path.at(-1), parameter, at));
    }
  }
  for (const [name, input] of Object.entries(checked.workflow.inputs ?? {}))
    if (typeof input.default === 'string')
      findings.push(
        ...plainSecret(input.default, name, `the default of ${name}`, { path: ['inputs', name, 'default'] }),
      );
  return findings;
};

type At = { step?: string; path: (string | number)[] };

/** Other tools write {{ }} too (`docker ps --format '{{.Names}}'`): an error only when it reads one of our names. */
function splice(text: string, parameter: string, at: At, names: ReadonlySet<string>, kind: string): Finding {
  const read = templateRoots(text).find(([root = '']) => names.has(root));
  const fix =
    kind === 'shell'
      ? `Add env: { VALUE: "{{ ${read?.join('.') ?? 'inputs.name'} }}" } and write "$VALUE" in the command.`
      : 'Pass the value through another parameter.';
  if (read)
    return finding('security.shellTemplate', {
      ...at,
      message: `${parameter} is taken as it stands; {{ ${read.join('.')} }} in it is not filled in.`,
      fix,
    });
  return finding('security.shellTemplate', {
    ...at,
    severity: 'info',
    message: `${parameter} is taken as it stands; {{ }} in it is not filled in.`,
    fix: 'Nothing to do when another program reads it.',
  });
}

/** An address that stands there already; what a name stands for is known only when it is asked for. */
function innerAddress(text: string, parameter: string, at: At): Finding[] {
  const read = hasTemplate(text) ? null : readTarget(text);
  if (!read || 'problem' in read) return [];
  const { host, port, literal } = read.target;
  const is = isLocalName(host) ? 'loopback' : literal ? addressClass(host) : null;
  if (is === null) return [];
  return [
    finding('security.innerAddress', {
      ...at,
      message: `${parameter} names ${host}, which is no public address (${is}); the request is refused unless an owner allows it.`,
      fix: `Settings → Workspace → What steps may reach: add "${withPort(host, port)}".`,
    }),
  ];
}

function plainSecret(text: string, key: string | number | undefined, parameter: string, at: At): Finding[] {
  const start = text.slice(0, looked);
  const shape = keyShapes.find(([pattern]) => pattern.test(start));
  const named =
    typeof key === 'string' &&
    secretName.test(key) &&
    text.length >= 4 &&
    !hasTemplate(text) &&
    !/^[$<]|^(?:true|false|null|none|\*+|x+)$|example|changeme/i.test(text);
  if (!shape && !named) return [];
  return [
    finding('security.plainSecret', {
      ...at,
      message: `${parameter} looks like ${shape ? `it holds ${shape[1]}` : 'a password or key'} in plain text.`,
      fix: 'Keep it as a secret of the workspace, and change it: whoever can read the workflow has seen it.',
    }),
  ];
}
