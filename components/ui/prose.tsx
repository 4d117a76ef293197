import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { cn } from './cn.ts';

/** Text of people in Markdown. Raw HTML is shown as text, pictures are not loaded, links open apart and tell nobody whence. */
export function Prose({ text, className }: { text: string; className?: string }) {
  return (
    <div className={cn('prose-ink text-base', className)}>
      <Markdown
        remarkPlugins={[remarkGfm]}
        disallowedElements={['img']}
        components={{
          // An address that may not be followed (javascript:) comes without one: then it is only text.
          a: ({ href, children }) =>
            href ? (
              <a href={href} target="_blank" rel="noopener noreferrer nofollow">
                {children}
              </a>
            ) : (
              children
            ),
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}
