/** What people are told of a gate, by whatever way. The words are those of a letter's subject. */
export const noticeAbout = {
  opened: 'asks for a decision',
  changed: 'was edited and asks again',
  reminded: 'still waits for a decision',
  escalated: 'waits for a decision, and is now asked of you too',
  reassigned: 'was given to you to decide',
  closed: 'was decided',
} as const;
export type NoticeAbout = keyof typeof noticeAbout;
export const noticeAbouts = Object.keys(noticeAbout) as NoticeAbout[];
