import type { ChatEntry, ChatEntryFile } from '@frontdesk/client';
import { IconButton } from '@frontdesk/ui';
import { Download, File as FileIcon, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatPort } from '../ports.js';
import css from './FileRow.module.css';
import { fileSize } from './fileSize.js';
import { saveFile } from './saveFile.js';
import { usePicture } from './usePicture.js';

interface FileRowProps {
  readonly entry: ChatEntry;
  readonly file: ChatEntryFile;
  readonly chat: Pick<ChatPort, 'download' | 'discard'>;
}

/** A file that is on its way, or can be had. */
export function FileRow({ entry, file, chat }: FileRowProps) {
  const { t, i18n } = useTranslation();
  const [isGone, setGone] = useState(false);
  const picture = usePicture(file, chat.download);
  const { fileId, name } = file;
  const isOnItsWay = entry.state === 'sending';
  const download = async (): Promise<void> => {
    const bytes = fileId === null ? null : await chat.download(fileId);
    setGone(bytes === null);
    if (bytes) saveFile(bytes, name);
  };
  return (
    <div className={css.file}>
      {picture && <img className={css.picture} src={picture} alt={name} />}
      <div className={css.row}>
        <FileIcon size={20} aria-hidden="true" className={css.sign} />
        <span className={css.about}>
          <span className={css.name} dir="auto" title={name}>
            {name}
          </span>
          <span className={css.size}>{fileSize(file.size, i18n.language)}</span>
        </span>
        {isOnItsWay && (
          <IconButton
            label={t('chat.cancelFile', { name })}
            icon={<X size={18} aria-hidden="true" />}
            onClick={() => chat.discard(entry.id)}
          />
        )}
        {entry.state === 'sent' && (
          <IconButton
            label={t('chat.download', { name })}
            icon={<Download size={18} aria-hidden="true" />}
            onClick={() => void download()}
          />
        )}
      </div>
      {isOnItsWay && (
        <progress
          className={css.progress}
          aria-label={t('chat.fileProgress', { name })}
          max={1}
          value={entry.progress ?? 0}
        />
      )}
      {isGone && (
        <p role="alert" className={css.gone}>
          {t('chat.downloadFailed')}
        </p>
      )}
    </div>
  );
}
