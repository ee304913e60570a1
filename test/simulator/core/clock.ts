export type ClockKind = 'real' | 'frozen';

/** The simulator's own time in epoch milliseconds. A frozen clock moves only when it is told to. */
export class Clock {
  kind: ClockKind;
  private offset = 0;
  private frozenAt: number;
  private readonly kindAtStart: ClockKind;
  readonly start: number;

  constructor(kind: ClockKind, start: number) {
    this.kind = kind;
    this.kindAtStart = kind;
    this.start = start;
    this.frozenAt = start;
  }

  now(): number {
    return this.kind === 'real' ? Date.now() + this.offset : this.frozenAt;
  }

  set(epochMs: number): void {
    this.frozenAt = epochMs;
    this.offset = epochMs - Date.now();
  }

  advance(ms: number): void {
    this.set(this.now() + ms);
  }

  /** Switches between real and frozen without a jump. */
  become(kind: ClockKind): void {
    const now = this.now();
    this.kind = kind;
    this.set(now);
  }

  reset(): void {
    this.kind = this.kindAtStart;
    if (this.kind === 'frozen') {
      this.set(this.start);
    } else {
      this.offset = 0;
    }
  }
}
