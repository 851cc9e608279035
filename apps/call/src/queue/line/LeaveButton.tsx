import { HangUpIcon } from '@frontdesk/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './LeaveButton.module.css';

/** Leaves the line, after one question: a place that was waited for is not lost by a slip of the thumb. */
export function LeaveButton({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation('queue');
  const [isAsking, setAsking] = useState(false);
  const hasAsked = useRef(false);
  const leave = useRef<HTMLButtonElement>(null);
  const stay = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (isAsking) stay.current?.focus();
    else if (hasAsked.current) leave.current?.focus();
    hasAsked.current = isAsking;
  }, [isAsking]);

  if (!isAsking) {
    return (
      <button ref={leave} type="button" className={css.leave} onClick={() => setAsking(true)}>
        <HangUpIcon size={20} />
        {t('line.leave')}
      </button>
    );
  }
  return (
    <div
      role="alertdialog"
      aria-labelledby="leave-sure"
      className={css.sure}
      onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}
    >
      <p id="leave-sure">{t('line.leaveSure')}</p>
      <div className={css.buttons}>
        <button ref={stay} type="button" className={css.stay} onClick={() => setAsking(false)}>
          {t('line.leaveNo')}
        </button>
        <button type="button" className={css.yes} onClick={onLeave}>
          {t('line.leaveYes')}
        </button>
      </div>
    </div>
  );
}
