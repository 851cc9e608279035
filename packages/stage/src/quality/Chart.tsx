import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import css from './Chart.module.css';

/** Height of a chart, in px. */
const HEIGHT = 72;
/** How many seconds stand side by side: the last minute. */
const SECONDS = 60;
/** The design's colors of the lines, in their order. */
const COLORS = ['--fd-accent', '--fd-warning'] as const;

interface ChartProps {
  readonly title: string;
  readonly unit: string;
  readonly names: readonly string[];
  /** One list of values for each name, the newest last; null where nothing is known. */
  readonly lines: readonly (readonly (number | null)[])[];
  /** The top of the scale is at least this, so that a quiet line is not all noise. */
  readonly least: number;
}

/** A minute of one or two values as lines. What it shows last stands beside it as text. */
export function Chart({ title, unit, names, lines, least }: ChartProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const count = names.length;
  useEffect(() => {
    const host = box.current;
    if (!host) return;
    const chart = new UPlot(optionsOf(count, host, least), empty(count), host);
    plot.current = chart;
    const resized = new ResizeObserver(() => chart.setSize({ width: host.clientWidth, height: HEIGHT }));
    resized.observe(host);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [count, least]);
  useEffect(() => plot.current?.setData(dataOf(lines)), [lines]);
  const now = lines.map((line) => line.at(-1) ?? null);
  return (
    <figure className={css.chart}>
      <figcaption className={css.head}>
        <span className={css.title}>{title}</span>
        {names.map((name, at) => (
          <span key={name} className={css.name} data-line={at}>
            {t('quality.details.now', { name, value: numberOf(now[at] ?? null), unit })}
          </span>
        ))}
      </figcaption>
      <div ref={box} aria-hidden="true" />
    </figure>
  );
}

function numberOf(value: number | null): string {
  return value === null ? '–' : value.toLocaleString(undefined, { maximumFractionDigits: value < 10 ? 1 : 0 });
}

function optionsOf(count: number, host: HTMLElement, least: number): UPlot.Options {
  const style = getComputedStyle(host);
  const grid = { stroke: style.getPropertyValue('--fd-line'), width: 1 };
  return {
    width: host.clientWidth,
    height: HEIGHT,
    cursor: { show: false },
    legend: { show: false },
    padding: [4, 4, 4, 0],
    scales: {
      x: { time: false, range: [0, SECONDS - 1] },
      y: { range: (_, _low, high) => [0, Math.max(least, high)] },
    },
    axes: [
      { show: false },
      { size: 44, space: 28, stroke: style.getPropertyValue('--fd-ink-soft'), grid, ticks: { show: false } },
    ],
    series: [
      {},
      ...COLORS.slice(0, count).map((color) => ({
        stroke: style.getPropertyValue(color),
        width: 2,
        points: { show: false },
      })),
    ],
  };
}

function empty(count: number): UPlot.AlignedData {
  return [[], ...Array.from({ length: count }, () => [])];
}

/** The newest stands at the right, however few there are. */
function dataOf(lines: ChartProps['lines']): UPlot.AlignedData {
  const length = lines[0]?.length ?? 0;
  const seconds = Array.from({ length }, (_, at) => SECONDS - length + at);
  return [seconds, ...lines.map((line) => [...line])];
}
