/** The corners of a stage, in reading order. */
export const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
export type Corner = (typeof CORNERS)[number];

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The corner that a point of a stage is nearest to. */
export function nearestCorner(point: Point, stage: Size): Corner {
  const vertical = point.y < stage.height / 2 ? 'top' : 'bottom';
  const horizontal = point.x < stage.width / 2 ? 'left' : 'right';
  return `${vertical}-${horizontal}`;
}

/** Where an arrow key leads from a corner; null if the key is none, or leads nowhere. */
export function cornerByKey(corner: Corner, key: string): Corner | null {
  const [vertical, horizontal] = corner.split('-');
  if (key === 'ArrowUp' && vertical !== 'top') return `top-${horizontal}` as Corner;
  if (key === 'ArrowDown' && vertical !== 'bottom') return `bottom-${horizontal}` as Corner;
  if (key === 'ArrowLeft' && horizontal !== 'left') return `${vertical}-left` as Corner;
  if (key === 'ArrowRight' && horizontal !== 'right') return `${vertical}-right` as Corner;
  return null;
}
