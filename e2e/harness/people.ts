import { expect, type Page } from '@playwright/test';
import type { KeyView, MemberView } from '#lib/contracts/people.ts';
import type { KeyScope, Role } from '#lib/domain/access/permissions.ts';
import { Api } from './api.ts';

/** Somebody of the workspace, able to sign in and to call the API. */
export interface Person {
  email: string;
  password: string;
  name: string;
  id: string;
  api: Api;
}

/** Adds a person by the API, with a key of their own. */
export async function addPerson(
  owner: Api,
  given: { name: string; email: string; role: Role; groups?: string[]; scopes?: KeyScope[] },
): Promise<Person> {
  const { scopes = ['admin'], ...member } = given;
  const password = `the password of ${given.name}`;
  const made = await owner.post<MemberView>('/members', { ...member, password });
  const { key } = await owner.post<KeyView>('/keys', { name: 'journey', scopes, memberId: made.id });
  return { email: given.email, password, name: given.name, id: made.id, api: new Api(owner.url, key ?? '') };
}

/** Signs in by the page; ends where `to` says. */
export async function signIn(page: Page, url: string, who: { email: string; password: string }, to = '/') {
  await page.goto(`${url}/sign-in${to === '/' ? '' : `?callbackUrl=${encodeURIComponent(to)}`}`);
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Password').fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${url}${to}`);
}

/** Signs in as the form does, without a browser: the Cookie header of the session. */
export async function cookieOf(url: string, who: { email: string; password: string }): Promise<string> {
  const cookies = (answer: Response) => answer.headers.getSetCookie().map((set) => set.split(';')[0] ?? '');
  const asked = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies(asked).join('; '), origin: url },
    body: new URLSearchParams({ csrfToken, email: who.email, password: who.password, json: 'true' }),
  });
  const session = cookies(answer).find((cookie) => cookie.startsWith('countersign.session='));
  if (!session) throw new Error(`${who.email} could not sign in: ${answer.status} ${await answer.text()}`);
  return session;
}
