import type { MediaView, ScreenProblem, ScreenView } from '@frontdesk/client';
import { media } from './people.js';

/** The media of a call in which the other shares a screen. */
export function receivingScreen(): MediaView {
  const both = media();
  return { ...both, remoteScreen: drawnScreen('#0e626d'), receiving: { ...both.receiving, screen: true } };
}

/** One's own shared screen. */
export function screen(state: 'off' | 'on', problem: ScreenProblem | null = null): ScreenView {
  return { isPossible: true, state, stream: state === 'on' ? drawnScreen('#7a4468') : null, problem };
}

/** Stands in for a screen: a page with figures, drawn. */
function drawnScreen(accent: string): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 1440;
  canvas.height = 900;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  const draw = (): void => drawPage(context, accent);
  draw();
  // A canvas that never changes gives no frames.
  setInterval(draw, 200);
  return canvas.captureStream(10);
}

function drawPage(c: CanvasRenderingContext2D, accent: string): void {
  c.fillStyle = '#fbfbf9';
  c.fillRect(0, 0, 1440, 900);
  c.fillStyle = accent;
  c.fillRect(0, 0, 1440, 88);
  c.fillStyle = '#ffffff';
  c.font = '600 38px sans-serif';
  c.fillText('Claim 2026-1187', 60, 58);
  c.fillStyle = '#14262a';
  c.font = '30px sans-serif';
  const rows = [
    ['Windscreen', '412.00'],
    ['Paint, left door', '1,250.00'],
    ['Labor, 6 h', '540.00'],
    ['Excess', '-300.00'],
  ] as const;
  rows.forEach(([what, sum], row) => {
    const y = 190 + row * 86;
    c.textAlign = 'left';
    c.fillText(what, 60, y);
    c.textAlign = 'right';
    c.fillText(sum, 780, y);
    c.fillRect(60, y + 26, 720, 2);
  });
  c.textAlign = 'left';
  c.font = '600 34px sans-serif';
  c.fillText('We pay 1,902.00', 60, 590);
  [210, 330, 160, 420].forEach((tall, bar) => {
    c.fillStyle = bar === 3 ? accent : '#b9c9c9';
    c.fillRect(900 + bar * 118, 620 - tall, 84, tall);
  });
}
