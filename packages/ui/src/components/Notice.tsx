import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './IconButton.js';
import css from './Notice.module.css';

interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'danger';
  readonly title?: string;
  readonly children: ReactNode;
  /** What one can do about it: a button or two. */
  readonly action?: ReactNode;
  /** Read out when it appears; leave it off for what is there from the beginning. */
  readonly isLive?: boolean;
  /** For what one may put away; `label` names the cross. */
  readonly dismiss?: { readonly label: string; readonly onClick: () => void } | undefined;
}

const SIGNS = { info: Info, warning: TriangleAlert, danger: CircleAlert } as const;

/** Something to know, in calm words, with what to do about it. */
export function Notice({ tone, title, children, action, isLive = false, dismiss }: NoticeProps) {
  const Sign = SIGNS[tone];
  return (
    <div className={css.notice} data-tone={tone} role={isLive ? 'alert' : undefined}>
      <Sign className={css.sign} size={20} aria-hidden="true" />
      <div className={css.words}>
        {title && <p className={css.title}>{title}</p>}
        <div>{children}</div>
        {action && <div className={css.action}>{action}</div>}
      </div>
      {dismiss && (
        <span className={css.dismiss}>
          <IconButton label={dismiss.label} icon={<X size={18} aria-hidden="true" />} onClick={dismiss.onClick} />
        </span>
      )}
    </div>
  );
}
