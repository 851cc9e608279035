import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';
import { type Corner, cornerByKey, nearestCorner } from './corners.js';

interface CornerDrag {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly corner: Corner;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: (event: PointerEvent) => void;
}

/**
 * Moves an element between the corners of its offset parent, by pointer or by arrow keys.
 *
 * While it is dragged the element is only translated, so nothing renders; let go, it glides into the nearest corner.
 */
export function useCornerDrag(initial: Corner): CornerDrag {
  const ref = useRef<HTMLDivElement>(null);
  const [corner, setCorner] = useState(initial);
  const grip = useRef<{ readonly x: number; readonly y: number } | null>(null);

  const glideTo = (next: Corner): void => {
    const element = ref.current;
    const before = element?.getBoundingClientRect();
    if (!element || !before) return;
    element.style.transform = '';
    element.dataset['corner'] = next;
    const after = element.getBoundingClientRect();
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.animate(
      [{ transform: `translate(${before.left - after.left}px, ${before.top - after.top}px)` }, { transform: 'none' }],
      { duration: isCalm ? 0 : 320, easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)' },
    );
    setCorner(next);
  };

  return {
    ref,
    corner,
    onKeyDown: (event) => {
      const next = cornerByKey(corner, event.key);
      if (!next) return;
      event.preventDefault();
      glideTo(next);
    },
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      grip.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event) => {
      const from = grip.current;
      if (from && ref.current) {
        ref.current.style.transform = `translate(${event.clientX - from.x}px, ${event.clientY - from.y}px)`;
      }
    },
    onPointerUp: () => {
      const element = ref.current;
      const stage = element?.offsetParent?.getBoundingClientRect();
      if (!grip.current || !element || !stage) return;
      grip.current = null;
      const box = element.getBoundingClientRect();
      const center = { x: box.left + box.width / 2 - stage.left, y: box.top + box.height / 2 - stage.top };
      glideTo(nearestCorner(center, stage));
    },
  };
}
