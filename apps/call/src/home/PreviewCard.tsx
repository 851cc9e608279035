import type { DevicesView } from '@frontdesk/client';
import type { CallPort, Tools } from '@frontdesk/stage';
import { CHECK_LINK } from '@frontdesk/stage';
import { Button } from '@mantine/core';
import { Camera, ListChecks } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './card.module.css';

const PreviewPanel = lazy(async () => ({ default: (await import('@frontdesk/stage/preview')).PreviewPanel }));

const KeepReady = lazy(async () => ({ default: (await import('./KeepReady.js')).KeepReady }));

interface PreviewCardProps {
  readonly devices: DevicesView;
  readonly port: Pick<CallPort, 'warm' | 'openPreview' | 'chooseCamera' | 'chooseMicrophone' | 'chooseSpeaker'>;
  readonly meter: Tools['meter'];
  readonly startsOpen?: boolean;
}

/** A button that opens the preview. The camera's light is on only while it is open, or by the person's choice. */
export function PreviewCard({ devices, port, meter, startsOpen = false }: PreviewCardProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <section className={css.card} aria-labelledby="preview-title">
      <div className={css.head}>
        <h2 id="preview-title" className={css.title}>
          {t('preview.title')}
        </h2>
        <p className={css.text}>{t(isOpen ? 'preview.lightHint' : 'home.previewHint')}</p>
      </div>
      {isOpen ? (
        <Suspense fallback={<p className={css.text}>{t('preview.opening')}</p>}>
          <PreviewPanel devices={devices} port={port} meter={meter} onClose={() => setOpen(false)} />
        </Suspense>
      ) : (
        <div className={css.buttons}>
          <Button variant="default" leftSection={<Camera size={18} aria-hidden="true" />} onClick={() => setOpen(true)}>
            {t('home.preview')}
          </Button>
          <Button
            component="a"
            href={CHECK_LINK}
            variant="default"
            leftSection={<ListChecks size={18} aria-hidden="true" />}
          >
            {t('check.link')}
          </Button>
        </div>
      )}
      <Suspense fallback={null}>
        <KeepReady warm={port.warm} />
      </Suspense>
    </section>
  );
}
