import { summaryOf } from '@frontdesk/client';
import { useFocusOnMount, useStore } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tools } from '../ports.js';
import css from './CheckScreen.module.css';
import type { CheckPort } from './checkPort.js';
import { NetworkRows } from './NetworkRows.js';
import { SightRows } from './SightRows.js';
import { leaveCheck } from './useCheckLink.js';
import { useReport } from './useReport.js';

interface CheckScreenProps {
  readonly port: CheckPort;
  readonly meter: Tools['meter'];
}

/** Would a call work from here? Camera, microphone, speaker, and every way to the other side (P13, P16). */
export function CheckScreen({ port, meter }: CheckScreenProps) {
  const { t } = useTranslation();
  const title = useFocusOnMount<HTMLHeadingElement>();
  const devices = useStore(port.devices);
  const [check, setCheck] = useState(port.newNetworkCheck);
  const view = useStore(check.view);
  useEffect(() => void check.run(), [check]);
  const summary = summaryOf(view);
  const { isCopied, copy } = useReport(view, devices);
  return (
    <main className={css.screen}>
      <header className={css.head}>
        <h1 ref={title} tabIndex={-1} className={css.title}>
          {t('check.title')}
        </h1>
        <p className={css.text}>{t('check.intro')}</p>
      </header>
      <p role="status" className={css.summary} data-summary={summary}>
        {t(`check.summary.${summary}`)}
      </p>
      <section className={css.card} aria-labelledby="check-sight">
        <h2 id="check-sight">{t('check.sight')}</h2>
        <SightRows port={port} devices={devices} meter={meter} />
      </section>
      <section className={css.card} aria-labelledby="check-network">
        <h2 id="check-network">{t('check.network')}</h2>
        <ul className={css.rows}>
          <NetworkRows view={view} />
        </ul>
      </section>
      <div className={css.actions}>
        <Button onClick={leaveCheck}>{t('check.back')}</Button>
        <Button variant="default" onClick={() => setCheck(port.newNetworkCheck())} disabled={summary === 'running'}>
          {t('check.again')}
        </Button>
        <Button variant="default" onClick={copy}>
          {t(isCopied ? 'check.copied' : 'check.copy')}
        </Button>
      </div>
    </main>
  );
}
