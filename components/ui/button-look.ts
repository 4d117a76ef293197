import { cva, type VariantProps } from 'class-variance-authority';

/** The look of everything that is pressed; shared by Button, IconButton and ButtonLink. */
export const buttonLook = cva(
  [
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border border-transparent font-medium',
    'transition-[background-color,border-color,color,transform] active:not-data-disabled:translate-y-px',
    'data-disabled:cursor-not-allowed data-disabled:opacity-50 disabled:cursor-not-allowed disabled:opacity-50',
    '[&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'bg-accent-fill text-on-accent hover:not-data-disabled:bg-accent-fill-hover',
        secondary:
          'border-line-strong bg-surface text-ink hover:not-data-disabled:border-ink-8 hover:not-data-disabled:bg-ink-2 data-pressed:bg-ink-3 data-popup-open:bg-ink-3',
        ghost:
          'text-muted hover:not-data-disabled:bg-hover hover:not-data-disabled:text-ink data-pressed:bg-pressed data-pressed:text-ink data-popup-open:bg-pressed',
        danger: 'bg-danger-fill text-on-accent hover:not-data-disabled:bg-danger-fill-hover',
        'danger-quiet':
          'border-line-strong bg-surface text-danger hover:not-data-disabled:border-danger-line hover:not-data-disabled:bg-danger-soft',
        seal: 'bg-seal-fill text-on-seal hover:not-data-disabled:bg-seal-fill-hover',
        link: 'h-auto! rounded-xs px-0! text-accent underline-offset-4 hover:underline',
      },
      size: {
        xs: 'h-6 px-2 text-xs [&_svg]:size-3.5',
        sm: 'h-7 px-2.5 text-xs [&_svg]:size-3.5 pointer-coarse:h-9',
        md: 'h-8 px-3 text-sm [&_svg]:size-4 pointer-coarse:h-10',
        lg: 'h-10 px-4 text-base [&_svg]:size-4',
      },
      square: { true: 'px-0', false: '' },
      wide: { true: 'w-full', false: '' },
    },
    compoundVariants: [
      { square: true, size: 'xs', class: 'w-6' },
      { square: true, size: 'sm', class: 'w-7 pointer-coarse:w-9' },
      { square: true, size: 'md', class: 'w-8 pointer-coarse:w-10' },
      { square: true, size: 'lg', class: 'w-10' },
    ],
    defaultVariants: { variant: 'secondary', size: 'md', square: false, wide: false },
  },
);

export type ButtonLook = Omit<VariantProps<typeof buttonLook>, 'square'>;
