import css from './Stage.module.css';

/** The stage alone, for the blink in which a call's screen loads. */
export function StageWait() {
  return <main className={css.ground} aria-busy="true" />;
}
