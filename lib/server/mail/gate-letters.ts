import { exactTime } from '#lib/domain/exact-time.ts';
import { type NoticeAbout, noticeAbout } from '#lib/domain/gate/notice.ts';
import { closedSentence } from '#lib/domain/run/decide/gate.ts';
import type { GateLine } from '#lib/server/queries/approvals/gate-line.ts';
import type { Letter } from './letter.ts';

/** Something to tell about a gate, and the zone in which times are told. */
export type GateNews = { about: NoticeAbout; gate: GateLine; workspace: string; timeZone: string; url: string };

const mostItems = 50;

/** What is signed stands nowhere in a letter: it may be confidential, and only the page says whether it is current. */
export const gateLetter = (news: GateNews): Letter => {
  const { about, gate, workspace, url } = news;
  return {
    subject: sentenceOf(news),
    paragraphs: about === 'closed' ? [`${placeOf(gate)}. ${closingOf(gate)}`] : [`${placeOf(gate)}.`, ...dueOf(news)],
    link: { label: about === 'closed' ? 'See the decision' : 'Open the case', url: `${url}/approvals/${gate.id}` },
    footer: footerOf(workspace),
  };
};

/** Several of them at once, in the order they came. */
export const digestLetter = (news: readonly [GateNews, ...GateNews[]]): Letter => {
  const [{ workspace, url }] = news;
  const open = new Set(news.filter(({ about }) => about !== 'closed').map(({ gate }) => gate.id)).size;
  return {
    subject:
      open === 0
        ? `${news.length} decisions in ${workspace}`
        : `${open} ${open === 1 ? 'gate waits' : 'gates wait'} for your decision in ${workspace}`,
    paragraphs: [
      'These came within a short time, so they come in one letter.',
      ...(news.length > mostItems ? [`Here are the first ${mostItems}; the page lists all of them.`] : []),
    ],
    link: { label: 'Open your approvals', url: `${url}/approvals` },
    items: news.slice(0, mostItems).map((each) => ({
      text: [`${sentenceOf(each)}. ${placeOf(each.gate)}.`, ...(each.about === 'closed' ? [] : dueOf(each))].join(' '),
      url: `${url}/approvals/${each.gate.id}`,
    })),
    footer: footerOf(workspace),
  };
};

/** As a subject: “Publish it?” asks for a decision. */
export const sentenceOf = ({ about, gate }: Pick<GateNews, 'about' | 'gate'>): string =>
  `“${gate.title}” ${noticeAbout[about]}`;

const placeOf = ({ stepName, workflowName, runNumber, startedBy }: GateLine): string =>
  `At ${stepName} in ${workflowName} #${runNumber}, started by ${startedBy.name}`;

const closingOf = ({ closed }: GateLine): string => (closed ? closedSentence(closed) : '');

const dueOf = ({ gate: { dueAt, expiresAt }, timeZone }: GateNews): string[] => [
  ...(dueAt === null ? [] : [`It is due on ${exactTime(dueAt, timeZone)}.`]),
  ...(expiresAt === null ? [] : [`It expires on ${exactTime(expiresAt, timeZone)}.`]),
];

const footerOf = (workspace: string): string =>
  `From ${workspace} in Countersign. You can turn these letters off under Settings → Profile.`;
