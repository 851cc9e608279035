/** Lines of the trace that are kept to be shown. */
const TAIL = 120;

/** What happened, line by line: a hash of all of it, and the end of it in words. */
export class Trace {
  readonly #tail: string[] = [];
  #one = 0x811c9dc5;
  #two = 0x9747b28c;
  lines = 0;

  add(at: number, line: string): void {
    const text = `${at} ${line}`;
    for (let index = 0; index < text.length; index += 1) {
      const char = text.charCodeAt(index);
      this.#one = Math.imul(this.#one ^ char, 0x01000193);
      this.#two = Math.imul(this.#two ^ char, 0x85ebca6b);
    }
    this.lines += 1;
    this.#tail[this.lines % TAIL] = text;
  }

  get hash(): string {
    return [this.#one, this.#two].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
  }

  tail(): string[] {
    return Array.from({ length: Math.min(TAIL, this.lines) }, (_, index) => {
      const line = this.lines - Math.min(TAIL, this.lines) + 1 + index;
      return this.#tail[line % TAIL] ?? '';
    });
  }
}
