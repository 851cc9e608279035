import type { CallView, MediaView } from '@frontdesk/client';
import { Avatar, ProblemNotice, VideoTile } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import css from './Coming.module.css';

/** It rings: at whom, and how one will be seen. */
export interface ComingView {
  readonly view: Extract<CallView, { state: 'outgoing' }>;
  readonly media: MediaView;
}

/** Where it rings at several, nobody knows yet who comes. */
function agentOf({ view }: ComingView) {
  return view.other.userId === view.dialed ? null : view.other;
}

/** Who comes, large; `name` is the queue's. */
export function ComingFace({ coming, name }: { readonly coming: ComingView; readonly name: string }) {
  return <Avatar userId={coming.view.other.userId} name={agentOf(coming)?.name ?? name} size="xl" />;
}

/** It rings at an agent: one sees who, and how one will be seen. */
export function Coming({ coming }: { readonly coming: ComingView }) {
  const { t } = useTranslation('queue');
  const { media } = coming;
  const agent = agentOf(coming);
  const problem = media.problems.audio ? 'audio' : 'video';
  const reason = media.problems[problem];
  return (
    <>
      <p role="status" className={css.coming} dir="auto">
        {agent ? t('line.coming', { name: agent.name }) : t('line.comingAny')}
      </p>
      {!reason && <p className={css.hint}>{t(media.sending.video ? 'line.comingHint' : 'line.comingVoiceHint')}</p>}
      {media.sending.video && media.local && (
        <div className={css.preview}>
          <VideoTile stream={media.local} label={t('line.you')} isOwn isShown />
        </div>
      )}
      {reason && (
        <div className={css.problem}>
          <ProblemNotice kind={problem} problem={reason} />
        </div>
      )}
    </>
  );
}
