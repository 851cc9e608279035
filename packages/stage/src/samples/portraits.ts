/** How a drawn person looks; colors as CSS knows them. */
interface Look {
  readonly wall: readonly [string, string];
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
  readonly long: boolean;
}

export const LOOKS = {
  ada: { wall: ['#c9d6d3', '#8fa9a6'], skin: '#e6bd9d', hair: '#4b2f22', shirt: '#1f5c66', long: true },
  ben: { wall: ['#d9cfc0', '#a99b86'], skin: '#a8714c', hair: '#221a17', shirt: '#e4e2da', long: false },
  carmen: { wall: ['#cfd3dd', '#8e96ab'], skin: '#d8a982', hair: '#2c1d18', shirt: '#6d4a63', long: true },
} as const satisfies Record<string, Look>;

/** Stands in for a camera: a calm person before a wall, drawn, so that pictures need nobody's face. */
export function portrait(look: Look, width: number, height: number): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  const draw = (): void => drawPerson(context, look, width, height);
  draw();
  // A canvas that never changes gives no frames.
  setInterval(draw, 200);
  return canvas.captureStream(10);
}

function drawPerson(c: CanvasRenderingContext2D, look: Look, width: number, height: number): void {
  const wall = c.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, look.wall[0]);
  wall.addColorStop(1, look.wall[1]);
  c.fillStyle = wall;
  c.fillRect(0, 0, width, height);
  drawWindow(c, width, height);

  const u = Math.min(width, height) / 100;
  const x = width / 2;
  const y = height * 0.46;
  const ellipse = (color: string, dx: number, dy: number, rx: number, ry: number): void => {
    c.fillStyle = color;
    c.beginPath();
    c.ellipse(x + dx * u, y + dy * u, rx * u, ry * u, 0, 0, Math.PI * 2);
    c.fill();
  };
  if (look.long) ellipse(look.hair, 0, 6, 19, 27);
  ellipse(look.skin, 0, 21, 6.4, 10);
  ellipse('rgb(60 30 20 / 18%)', 0, 17.5, 6.4, 5);
  c.fillStyle = look.shirt;
  c.beginPath();
  c.moveTo(x - 37 * u, height);
  c.bezierCurveTo(x - 36 * u, y + 34 * u, x - 22 * u, y + 30 * u, x - 8 * u, y + 26 * u);
  c.quadraticCurveTo(x, y + 35 * u, x + 8 * u, y + 26 * u);
  c.bezierCurveTo(x + 22 * u, y + 30 * u, x + 36 * u, y + 34 * u, x + 37 * u, height);
  c.fill();
  ellipse(look.hair, 0, -6.5, 16, 16.5);
  for (const side of [-1, 1]) ellipse(look.skin, side * 13.6, 3, 2.2, 3.6);
  ellipse(look.skin, 0, 2, 13.6, 17);
  ellipse(look.hair, -3.5, -13.5, 12.5, 6.2);
  ellipse(look.hair, 7, -12.5, 7, 5);
  drawFace(c, x, y, u);
}

function drawWindow(c: CanvasRenderingContext2D, width: number, height: number): void {
  c.fillStyle = 'rgb(255 255 255 / 28%)';
  c.fillRect(width * 0.07, height * 0.1, width * 0.17, height * 0.42);
  c.fillStyle = 'rgb(20 38 42 / 12%)';
  c.fillRect(width * 0.78, height * 0.3, width * 0.22, height * 0.02);
  for (const [at, tall] of [
    [0.81, 0.14],
    [0.84, 0.11],
    [0.865, 0.16],
    [0.92, 0.12],
  ] as const) {
    c.fillRect(width * at, height * (0.3 - tall), width * 0.018, height * tall);
  }
}

function drawFace(c: CanvasRenderingContext2D, x: number, y: number, u: number): void {
  c.fillStyle = 'rgb(30 22 20 / 85%)';
  for (const side of [-1, 1]) {
    c.beginPath();
    c.arc(x + side * 5.2 * u, y + 0.5 * u, 1.1 * u, 0, Math.PI * 2);
    c.fill();
  }
  c.strokeStyle = 'rgb(90 40 32 / 75%)';
  c.lineWidth = 0.9 * u;
  c.lineCap = 'round';
  c.beginPath();
  c.arc(x, y + 6.5 * u, 4.4 * u, 0.25 * Math.PI, 0.75 * Math.PI);
  c.stroke();
}
