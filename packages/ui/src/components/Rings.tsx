import css from './Rings.module.css';

/** The circles of a struck bell, spreading. `isMoving` only while something rings. */
export function Rings({ isMoving = false }: { isMoving?: boolean }) {
  return (
    <span className={css.rings} data-moving={isMoving} aria-hidden="true">
      <span />
      <span />
      <span />
    </span>
  );
}
