'use client';
import { LayoutTemplate, UserRoundPlus, Workflow } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { SignedGraphPicture } from '#components/frame/signed-graph-picture.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { useMay } from '#lib/client/viewer.tsx';

function NextStep({
  href,
  icon,
  title,
  children,
}: {
  href: string;
  icon: ReactNode;
  title: string;
  children: ReactNode;
}) {
  return (
    <li>
      <Link
        href={href}
        className="flex h-full items-start gap-3 rounded-lg border bg-surface p-4 transition-colors hover:border-line-strong hover:bg-hover"
      >
        <span className="mt-0.5 text-faint [&_svg]:size-5" aria-hidden="true">
          {icon}
        </span>
        <span>
          <span className="block font-medium text-base">{title}</span>
          <span className="block text-muted">{children}</span>
        </span>
      </Link>
    </li>
  );
}

/** The first page of a new workspace: the idea in a picture, one main action, two others. */
export function Welcome({ name }: { name: string }) {
  const mayWrite = useMay('workflow.write');
  const mayInvite = useMay('member.manage');
  return (
    <div className="mx-auto max-w-3xl py-4 sm:py-8">
      <div className="flex flex-col items-center text-center">
        <SignedGraphPicture className="max-w-100" />
        <h2 className="mt-6 font-semibold text-2xl">Let something run, and sign it</h2>
        <p className="mt-1.5 max-w-lg text-balance text-base text-muted">
          {mayWrite
            ? 'A workflow is a graph of steps. Where a person must look, it waits for their seal, and the record keeps who let it pass.'
            : `Nothing runs in ${name} yet. When a step needs your decision, it appears here.`}
        </p>
        {mayWrite ? (
          <ButtonLink href="/templates" variant="primary" size="lg" icon={<LayoutTemplate />} className="mt-5">
            Begin with the template release-check
          </ButtonLink>
        ) : null}
      </div>
      {mayWrite || mayInvite ? (
        <ul className="mt-8 grid gap-3 sm:grid-cols-2">
          {mayWrite ? (
            <NextStep href="/workflows/new" icon={<Workflow />} title="Draw your own workflow">
              Steps from a palette, lines between them, a gate where somebody must look.
            </NextStep>
          ) : null}
          {mayInvite ? (
            <NextStep href="/settings/members" icon={<UserRoundPlus />} title="Invite a reviewer">
              Four eyes need two people. The invitation is a link; no mail is needed.
            </NextStep>
          ) : null}
        </ul>
      ) : null}
    </div>
  );
}
