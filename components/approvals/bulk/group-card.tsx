import { Badge } from '#components/ui/badge.tsx';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import type { GateGroup } from '#lib/contracts/approval.ts';
import { shownText } from '#lib/domain/secret/reference.ts';

const mostCharacters = 80;

/** Cases of one place of a workflow, and in what they are not alike: what one would overlook in a list. */
export function GroupCard({ group }: { group: GateGroup }) {
  const { gates, differ, more } = group;
  const alike = differ.length === 0;
  return (
    <section className="rounded-md border border-line">
      <h3 className="flex flex-wrap items-center gap-2 px-3 py-2 font-normal text-sm">
        <span className="min-w-0">
          <bdi className="font-medium">{group.stepName}</bdi> in <bdi>{group.workflowName}</bdi>
        </span>
        <Badge>{gates.length === 1 ? '1 case' : `${gates.length} cases`}</Badge>
        {group.policiesDiffer ? <Badge tone="seal">not the same rules</Badge> : null}
        {group.form ? <Badge tone="seal">asks for a form</Badge> : null}
        <span className="ml-auto text-muted text-xs">
          {gates.length === 1 ? null : alike ? 'all exactly alike' : differWords(differ.length + more)}
        </span>
      </h3>
      {alike ? null : (
        <div className="max-h-56 overflow-y-auto border-line border-t">
          <Table label={`What differs in ${group.stepName}`}>
            <thead>
              <tr>
                <Th>Field</Th>
                <Th>Some of its values</Th>
                <Th numeric>Different</Th>
              </tr>
            </thead>
            <tbody>
              {differ.map(({ path, values, distinct }) => (
                <Tr key={path}>
                  <Td className="fact align-top text-xs">{path || '(whole)'}</Td>
                  <Td className="max-w-96">
                    <ul className="flex flex-col gap-0.5">
                      {values.map((value, at) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: examples have no identity of their own
                        <li key={at} className="truncate text-xs" title={textOf(value)}>
                          {textOf(value).slice(0, mostCharacters)}
                        </li>
                      ))}
                    </ul>
                  </Td>
                  <Td numeric className="align-top">
                    {distinct}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      {more > 0 ? <p className="border-line border-t px-3 py-1.5 text-muted text-xs">and {more} more fields</p> : null}
    </section>
  );
}

const differWords = (fields: number) => (fields === 1 ? '1 field differs' : `${fields} fields differ`);
const textOf = (value: unknown) => shownText(typeof value === 'string' ? value || 'empty text' : JSON.stringify(value));
